import { access } from 'node:fs/promises';
import path from 'node:path';

import { type Core } from '@strapi/strapi';

import { type Finding, type MediaKind } from '../../../contracts/media';
import { type ReviewFacts, type UrlProperty } from '../../../contracts/review-facts';
import { type AppMode } from '../../../contracts/settings';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { mediaOf } from '../media';
import { publicPath, settingsOf } from '../settings';
import { checksOf } from './checks';
import { createContexts } from './context';
import { createFactsStore } from './facts-store';
import { makeIcon } from './icon';
import { createLegal } from './legal-service';
import { buildPack } from './pack';
import { covers, servedPath } from './properties';
import { createResultsStore } from './results-store';
import { createReviewerRole } from './reviewer-role';
import { signaturePlaces } from './root-files';
import { createRun } from './run';
import { createTestRun } from './test-run';
import { createView } from './view';

/** How sure it is that TikTok pulls from an address. */
export type PullVerdict = 'verified' | 'unverified' | 'unknown';

const FRESH_MS = 12 * 3_600_000;
/** Files of the root that others rely on; a signature file must not stand in their place. */
const TAKEN = new Set([
  'robots.txt',
  'ads.txt',
  'app-ads.txt',
  'humans.txt',
  'llms.txt',
  'security.txt',
]);

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** The way through TikTok's reviews. It reads the world outside, and decides nothing about posts. */
export const createReview = ({ strapi }: { strapi: Core.Strapi }) => {
  const now = Date.now;
  const store = createFactsStore({ strapi, now });
  const results = createResultsStore({ strapi, now });
  const legal = createLegal({ strapi, facts: async () => (await store.read()).facts, now });
  const testRun = createTestRun({ strapi, store, now });
  const role = createReviewerRole({ strapi });
  const contexts = createContexts({ strapi, store, legal, testRun, role, now });
  const run = createRun({ strapi, contexts, results });
  const view = createView({ strapi, store, results, contexts, role });

  const requireReadable = async (caller: Caller, facts: Partial<ReviewFacts>): Promise<void> => {
    const before = (await store.read()).facts;
    const known = new Set([
      before.iconAssetId,
      before.demoVideoAssetId,
      ...before.screenshotAssetIds,
    ]);
    const ids = [facts.iconAssetId, facts.demoVideoAssetId, ...(facts.screenshotAssetIds ?? [])];
    for (const id of ids) {
      if (typeof id !== 'number' || known.has(id)) continue;
      if (!(await mediaOf(strapi).mayRead(caller, id))) throw notFound(`The file number ${id}`);
    }
  };

  /** No signature file may take the place of a file of the site; what is there always wins. */
  const requireFree = async (properties: readonly UrlProperty[]): Promise<void> => {
    const places = signaturePlaces(strapi);
    const known = (await store.read()).properties.map(({ fileName }) => fileName);
    for (const property of properties) {
      const served = servedPath(property, places);
      if (served === null || known.includes(property.fileName)) continue;
      const file = path.join(strapi.dirs.static.public, served);
      if (!(await isThere(file))) continue;
      throw new Problem({
        status: 409,
        code: 'file_exists',
        message: `There is a file "${property.fileName ?? ''}" in Strapi's public folder already. It is what TikTok gets, and nothing was changed.`,
        remedy:
          'If it is the signature file, nothing needs to be entered here. If not, move it away.',
      });
    }
  };

  return {
    legal,
    view,

    async run(caller: Caller, mode: AppMode, step?: Parameters<typeof run>[1]) {
      await run(mode, step);
      return view(caller);
    },

    /** A person's word. @throws Problem `not_confirmable` for a check that is looked at by itself */
    async confirm(caller: Caller, mode: AppMode, checkId: string, confirmed: boolean) {
      if (!caller.isPerson) {
        throw forbidden('Only a person can confirm this.', 'Do it in the Strapi admin.');
      }
      const check = checksOf(mode).find(({ id }) => id === checkId);
      if (!check) throw notFound('This check');
      const found = check.run ? (await results.results(mode)).get(checkId)?.found.result : null;
      if (check.run && found !== 'only_you_can_confirm' && confirmed) {
        throw new Problem({
          status: 409,
          code: 'not_confirmable',
          message: 'This check is looked at by itself; a word for it would change nothing.',
          remedy: 'Run the check again.',
        });
      }
      if (confirmed) await results.confirm(mode, checkId, caller);
      else await results.takeBack(mode, checkId);
      return view(caller);
    },

    /** @throws Problem `version_conflict`, `not_found` for a file the caller may not read */
    async putFacts(caller: Caller, version: number, facts: Partial<ReviewFacts>) {
      await requireReadable(caller, facts);
      await store.change(version, facts);
      return view(caller);
    },

    /** @throws Problem `version_conflict`, `reserved_file_name`, `file_exists` */
    async putProperties(caller: Caller, version: number, properties: UrlProperty[]) {
      const taken = properties.find(({ fileName }) => TAKEN.has(fileName?.toLowerCase() ?? ''));
      if (taken) {
        throw new Problem({
          status: 400,
          code: 'reserved_file_name',
          message: `"${taken.fileName ?? ''}" is a file that search engines and others read.`,
          remedy: 'Enter the name that TikTok’s portal gives, such as tiktok….txt.',
        });
      }
      await requireFree(properties);
      await store.setProperties(version, properties);
      return view(caller);
    },

    properties: async (): Promise<UrlProperty[]> => (await store.read()).properties,

    icon: async (): Promise<Buffer> => makeIcon((await store.read()).facts),

    async pack(caller: Caller, asked: AppMode | undefined) {
      const mode = asked ?? (await settingsOf(strapi).current()).mode;
      return buildPack({ strapi, view: await view(caller), mode, legal, caller });
    },

    async testRun(caller: Caller, body: Parameters<typeof testRun.start>[1]) {
      await testRun.start(caller, body);
      return view(caller);
    },

    async createRole(caller: Caller) {
      await role.create(caller);
      return view(caller);
    },

    /**
     * Whether TikTok may pull from an address, for a warning beforehand. `verified`: a property
     * covers it, and somebody confirmed that the portal shows it as verified. `unverified`: none
     * covers it. `unknown`: covered, but not confirmed in the active mode.
     */
    async isVerifiedForPull(url: string): Promise<PullVerdict> {
      const { properties } = await store.read();
      if (!URL.canParse(url) || !properties.some((one) => covers(one, url))) return 'unverified';
      const { mode } = await settingsOf(strapi).current();
      const confirmed = (await results.confirmations(mode)).has('property-portal');
      return confirmed ? 'verified' : 'unknown';
    },

    /**
     * What the form says before TikTok is to pull from a host that it will refuse; nothing where the
     * bytes are uploaded.
     */
    async pullWarnings(kind: MediaKind): Promise<Finding[]> {
      const { transfer } = await settingsOf(strapi).current();
      const media = settingsOf(strapi).mediaUrl();
      // Photos can only be pulled. Without an https host the post itself says what is missing.
      const pulls = kind === 'photo' || transfer === 'pull_from_url';
      if (!pulls || !media?.startsWith('https://')) return [];
      const url = `${media}${publicPath(strapi, '/media/')}`;
      if ((await this.isVerifiedForPull(url)) !== 'unverified') return [];
      return [
        {
          code: 'pull_unverified',
          level: 'warning',
          message: `TikTok would fetch this from ${new URL(url).host}, which is not known to be verified for your TikTok app.`,
          remedy:
            'Verify the host under Settings > TikTok > Review, step "Domain verification". If TikTok’s portal shows it as verified already, enter it there.',
        },
      ];
    },

    /** Daily, of the active mode: only where somebody uses the page, and not twice in half a day. */
    async runDaily(): Promise<void> {
      if ((await store.read()).version === 0) return;
      const { mode } = await settingsOf(strapi).current();
      const times = [...(await results.results(mode)).values()].map(({ ranAt }) => ranAt);
      if (Math.max(0, ...times) > now() - FRESH_MS) return;
      await run(mode);
    },
  };
};

export type Review = ReturnType<typeof createReview>;

export const reviewOf = (strapi: Core.Strapi): Review => strapi.plugin('tiktok').service('review');
