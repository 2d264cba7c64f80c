import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type RuleInput, type RuleOutcome } from '../../../contracts/rules';
import { type Caller } from '../http/handle';
import { readPublished, type RuleEntry, ruleEntryFor } from './entry-data';
import { filesFor, zoneFor } from './firing';
import { outcomeOf } from './outcome';
import { type EntryKey, type RuleStore } from './store';
import { type TypeFacts } from './type-facts';

const DRY_RUN_MS = 30 * 24 * 3_600_000;
const DRY_RUN_ENTRIES = 100;

const found = z.array(z.looseObject({ documentId: z.string(), locale: z.string().nullish() }));

interface TryingOptions {
  strapi: Core.Strapi;
  store: RuleStore;
  typeOf: (uid: string) => Promise<TypeFacts | null>;
}

/** What a rule, saved or not, would make of entries. Nothing is stored and nothing is sent. */
export const createTrying = ({ strapi, store, typeOf }: TryingOptions) => {
  const outcome = async (
    caller: Caller,
    rule: RuleInput,
    entry: RuleEntry,
  ): Promise<RuleOutcome> => {
    const override = await store.override(entry.source);
    const files = await filesFor(strapi, caller, entry, rule.mediaField);
    const zone = await zoneFor(strapi, rule, entry.source.locale);
    const facts = outcomeOf(rule, entry, files, override, Date.now(), zone);
    return {
      documentId: entry.source.documentId,
      locale: entry.source.locale,
      title: entry.title,
      publishedAt: entry.publishedAt,
      fires: facts.why === null,
      why: facts.why,
      caption: facts.caption,
      titleText: facts.titleText,
      files: facts.files.map(({ name }) => name),
      accountId: facts.accountId,
      at: facts.moment.type === 'at' ? new Date(facts.moment.at).toISOString() : null,
      missing: facts.missing,
    };
  };

  /** What this person may read of the published version; null where that is nothing. */
  const entryFor = async (caller: Caller, key: EntryKey): Promise<RuleEntry | null> => {
    const published = await readPublished(strapi, key);
    return published && ruleEntryFor(strapi, caller, published);
  };

  /** The latest published entries of a type that this person may read, newest first. */
  const latest = async (
    caller: Caller,
    uid: string,
    since: number,
    limit: number,
  ): Promise<RuleEntry[]> => {
    const type = await typeOf(uid);
    if (!type) return [];
    const column = type.draftAndPublish ? 'publishedAt' : 'updatedAt';
    const rows: unknown = await strapi.db.query(uid as UID.ContentType).findMany({
      select: type.localized ? ['documentId', 'locale'] : ['documentId'],
      where: { [column]: { $gte: new Date(since) } },
      orderBy: { [column]: 'desc' },
      limit,
    });
    const entries: RuleEntry[] = [];
    for (const { documentId, locale = null } of found.parse(rows)) {
      const key = { uid, documentId, locale };
      const entry = await entryFor(caller, key);
      if (entry) entries.push(entry);
    }
    return entries;
  };

  return {
    /** What a rule makes of one entry; null where there is none that the caller may read. */
    async preview(
      caller: Caller,
      rule: RuleInput,
      documentId: string | undefined,
      locale: string | null,
    ): Promise<RuleOutcome | null> {
      if (documentId === undefined) {
        const [newest] = await latest(caller, rule.uid, 0, 1);
        return newest ? outcome(caller, rule, newest) : null;
      }
      const key = { uid: rule.uid, documentId, locale };
      const entry = await entryFor(caller, key);
      return entry && outcome(caller, rule, entry);
    },

    /** What it would have made of the entries published in the last 30 days. */
    async dryRun(caller: Caller, rule: RuleInput) {
      const since = Date.now() - DRY_RUN_MS;
      const entries = await latest(caller, rule.uid, since, DRY_RUN_ENTRIES + 1);
      const outcomes: RuleOutcome[] = [];
      for (const entry of entries.slice(0, DRY_RUN_ENTRIES)) {
        outcomes.push(await outcome(caller, rule, entry));
      }
      return { outcomes, truncated: entries.length > DRY_RUN_ENTRIES };
    },
  };
};
