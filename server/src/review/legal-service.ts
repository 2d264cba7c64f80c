import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type ReviewFacts } from '../../../contracts/review-facts';
import {
  legalKind,
  type LegalKind,
  legalLocale,
  type LegalLocale,
  type LegalPage,
} from '../../../contracts/review-view';
import { type SeenVersion } from '../../../contracts/versions';
import { table, type Transaction } from '../database/tables';
import { revisionsOf, type SharedThing } from '../revisions';
import { Problem } from '../http/problem';
import { publicAddress, settingsOf } from '../settings';
import { legalFactsOf, missingForLegal } from './legal/facts';
import { LEGAL_TEXTS } from './legal/texts';

const row = z.object({
  kind: legalKind,
  locale: legalLocale,
  markdown: z.string().nullish(),
  published: z.coerce.number(),
  updated_at: z.coerce.number().nullish(),
});
type Row = z.output<typeof row>;

const thing = (kind: LegalKind, locale: LegalLocale) =>
  `legal page ${kind} ${locale}` satisfies SharedThing;

/** What a visitor of a published page gets. */
export interface PublishedPage {
  title: string;
  locale: LegalLocale;
  markdown: string;
}

/** A page with gaps harms the application, so nobody publishes one without having been told of each. */
const withGaps = (gaps: readonly string[]): Problem =>
  new Problem({
    status: 409,
    code: 'legal_gaps',
    message: `The text lacks facts (${gaps.join(', ')}), so the page was not published.`,
    remedy: 'Enter these facts first, or publish the page knowing that they are missing.',
  });

/** The legal pages: made from the facts until somebody edits them; public only once published. */
export const createLegal = ({
  strapi,
  facts,
  now,
}: {
  strapi: Core.Strapi;
  facts: () => Promise<ReviewFacts>;
  now: () => number;
}) => {
  const rows = (trx?: Transaction) => table(strapi, 'tiktok_review_legal', trx);
  const urlOf = (kind: LegalKind): string => publicAddress(strapi, `/legal/${kind}`);

  const generate = async (kind: LegalKind, locale: LegalLocale): Promise<string> => {
    const settings = settingsOf(strapi);
    const { retention } = await settings.current();
    const texts = LEGAL_TEXTS[locale];
    const made = texts[kind](
      legalFactsOf(await facts(), {
        pages: { privacy: urlOf('privacy'), terms: urlOf('terms'), deletion: urlOf('deletion') },
        scopes: await settings.requestedScopes(),
        timelineDays: retention.timelineDays,
        webhookDays: retention.webhookDays,
        insightsMonths: retention.insightsMonths,
      }),
    );
    return `> ${texts.draftNote}\n\n${made}`;
  };

  const stored = async (kind: LegalKind, locale: LegalLocale): Promise<Row | null> => {
    const found: unknown = await rows().where({ kind, locale }).first();
    return found ? row.parse(found) : null;
  };

  const page = async (kind: LegalKind, locale: LegalLocale): Promise<LegalPage> => {
    const { version } = await revisionsOf(strapi).of(thing(kind, locale));
    const kept = await stored(kind, locale);
    const own = kept?.markdown ?? null;
    return {
      version,
      kind,
      locale,
      title: LEGAL_TEXTS[locale].titles[kind],
      markdown: own ?? (await generate(kind, locale)),
      edited: own !== null,
      published: kept?.published === 1,
      url: locale === 'en' ? urlOf(kind) : `${urlOf(kind)}?locale=${locale}`,
      missing: own === null ? missingForLegal(await facts()) : [],
      updatedAt: kept?.updated_at ? new Date(kept.updated_at).toISOString() : null,
    };
  };

  return {
    urls: () => ({
      privacy: urlOf('privacy'),
      terms: urlOf('terms'),
      deletion: urlOf('deletion'),
    }),
    page,

    pages: (locale: LegalLocale): Promise<LegalPage[]> =>
      Promise.all(legalKind.options.map((kind) => page(kind, locale))),

    /**
     * `markdown: null` returns to the generated text.
     * @throws Problem `version_conflict`; `legal_gaps` where a text would be public that lacks facts
     *   which `knownGaps` does not name
     */
    async change(
      kind: LegalKind,
      locale: LegalLocale,
      changes: {
        version: SeenVersion;
        markdown?: string | null | undefined;
        published?: boolean | undefined;
        knownGaps?: readonly string[] | undefined;
      },
      by: string,
    ): Promise<LegalPage> {
      const patch = {
        ...(changes.markdown !== undefined && { markdown: changes.markdown }),
        ...(changes.published !== undefined && { published: changes.published ? 1 : 0 }),
        updated_at: now(),
      };
      const change = {
        thing: thing(kind, locale),
        called: 'The page',
        seen: changes.version,
        by,
      };
      const missing = missingForLegal(await facts());
      await revisionsOf(strapi).change(change, async (trx) => {
        await rows(trx)
          .insert({ kind, locale, published: 0, updated_at: now() })
          .onConflict(['kind', 'locale'])
          .ignore();
        await rows(trx).where({ kind, locale }).update(patch);
        if (changes.published !== true && changes.markdown === undefined) return;
        const { markdown, published } = row.parse(await rows(trx).where({ kind, locale }).first());
        const isMade = markdown === null || markdown === undefined;
        const gaps = missing.filter((key) => !changes.knownGaps?.includes(key));
        if (published === 1 && isMade && gaps.length > 0) throw withGaps(gaps);
      });
      return page(kind, locale);
    },

    /** The kinds of which a page is public, in whatever language. */
    async served(): Promise<LegalKind[]> {
      const found: unknown[] = await rows().where({ published: 1 });
      return [...new Set(found.map((one) => row.parse(one).kind))];
    },

    /** In the asked language, else English, else any that is published; null when none is. */
    async published(kind: string, wanted: string | undefined): Promise<PublishedPage | null> {
      const known = legalKind.safeParse(kind);
      if (!known.success) return null;
      const found: unknown[] = await rows().where({ kind: known.data, published: 1 });
      const offered = found.map((one) => row.parse(one).locale);
      const locale =
        offered.find((one) => one === wanted) ?? offered.find((one) => one === 'en') ?? offered[0];
      if (!locale) return null;
      const { title, markdown } = await page(known.data, locale);
      return { title, locale, markdown };
    },
  };
};

export type Legal = ReturnType<typeof createLegal>;
