import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import {
  type ReviewFacts,
  reviewFacts,
  type UrlProperty,
  urlProperty,
} from '../../../contracts/review-facts';
import { table } from '../database/tables';
import { versionConflict } from '../http/problem';

export const NO_FACTS: ReviewFacts = {
  appName: '',
  owner: null,
  category: '',
  description: '',
  websiteUrl: null,
  termsUrl: null,
  privacyUrl: null,
  audience: null,
  contactEmail: '',
  companyName: '',
  companyAddress: '',
  companyCountry: '',
  colours: { background: '#1f2937', text: '#ffffff' },
  iconAssetId: null,
  demoVideoAssetId: null,
  demoVideoUrl: null,
  screenshotAssetIds: [],
  mediaHosts: [],
  targetUsers: [],
};

export interface StoredFacts {
  /** Goes up with every change; 0 before the first. */
  version: number;
  facts: ReviewFacts;
  properties: UrlProperty[];
  clipAssetId: number | null;
}

const json = z
  .string()
  .nullish()
  .transform((text): unknown => (text ? JSON.parse(text) : null));
const row = z.object({
  version: z.coerce.number().int(),
  facts: json,
  properties: json,
  clip_asset_id: z.coerce.number().int().nullish(),
});

/** The facts that are still valid, so that one that another version wrote does not take the page down. */
const validFacts = (stored: unknown): ReviewFacts => {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  const known = Object.entries(given).flatMap(([key, value]) => {
    const one = reviewFacts.partial().safeParse({ [key]: value });
    return one.success ? Object.entries(one.data) : [];
  });
  return reviewFacts.parse({ ...NO_FACTS, ...Object.fromEntries(known) });
};

const validProperties = (stored: unknown): UrlProperty[] =>
  z
    .array(z.unknown())
    .catch([])
    .parse(stored)
    .flatMap((one) => {
      const parsed = urlProperty.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });

const SLOT = { slot: 'main' };

/** The one row of facts, changed only by compare-and-set on its version. */
export const createFactsStore = ({ strapi, now }: { strapi: Core.Strapi; now: () => number }) => {
  const rows = () => table(strapi, 'tiktok_review_facts');

  const read = async (): Promise<StoredFacts> => {
    const found: unknown = await rows().where(SLOT).first();
    if (!found) return { version: 0, facts: NO_FACTS, properties: [], clipAssetId: null };
    const { version, facts, properties, clip_asset_id } = row.parse(found);
    return {
      version,
      facts: validFacts(facts),
      properties: validProperties(properties),
      clipAssetId: clip_asset_id ?? null,
    };
  };

  const insertFirst = () =>
    rows()
      .insert({ ...SLOT, version: 0, updated_at: now() })
      .onConflict('slot')
      .ignore();

  const write = async (version: number, patch: Record<string, unknown>): Promise<void> => {
    await insertFirst();
    const count: number = await rows()
      .where({ ...SLOT, version })
      .update({ ...patch, version: version + 1, updated_at: now() });
    if (count !== 1) {
      throw versionConflict('What the site says about itself', await read());
    }
  };

  return {
    read,

    /** Changes some facts. @throws Problem `version_conflict` */
    async change(version: number, changes: Partial<ReviewFacts>): Promise<void> {
      const { facts } = await read();
      await write(version, { facts: JSON.stringify({ ...facts, ...changes }) });
    },

    /** Replaces the URL properties. @throws Problem `version_conflict` */
    setProperties: (version: number, properties: UrlProperty[]): Promise<void> =>
      write(version, { properties: JSON.stringify(properties) }),

    /** Remembers the clip's asset; no change that a form would have to notice. */
    async rememberClip(assetId: number): Promise<void> {
      await insertFirst();
      await rows().where(SLOT).update({ clip_asset_id: assetId });
    },
  };
};

export type FactsStore = ReturnType<typeof createFactsStore>;
