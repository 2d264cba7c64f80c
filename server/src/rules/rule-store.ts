import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import {
  ruleInput,
  type RuleInput,
  type RuleOverride,
  waiver,
  type Waiver,
} from '../../../contracts/rules';
import { type SeenVersion } from '../../../contracts/versions';
import { type WaitingPost } from '../content/publications';
import { inTransaction, table } from '../database/tables';
import { notFound, versionConflict } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';

const number = z.coerce.number();

const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((value): z.output<T> => schema.parse(JSON.parse(value)));

const ruleRow = z.object({
  id: number,
  uid: z.string(),
  data: json(ruleInput),
  waiver: json(waiver).nullable(),
  owner_id: number,
  owner_name: z.string(),
  version: number,
  created_at: number,
  updated_at: number,
});
export type RuleRow = z.output<typeof ruleRow>;

const meetingRow = z.object({
  id: number,
  rule_id: number,
  document_id: z.string(),
  locale: z.string(),
  revision: z.string(),
  media: z.string().nullable(),
  post_id: number.nullable(),
  why: z.string().nullable(),
  at: number,
});
export type MeetingRow = z.output<typeof meetingRow>;

const overrideRow = z.object({
  skip: number,
  caption: z.string().nullable(),
  at: number.nullable(),
  author_id: number.nullable(),
});
const inserted = z.object({ id: number });
const counted = z.array(z.object({ rule_id: number, count: number }));

/** What became of a meeting of a rule and an entry. */
export interface Met {
  revision: string;
  /** Digest of the entry's files. */
  media: string | null;
  postId: number | null;
  /** Why there is no post. */
  why: string | null;
}

/** What was decided for one entry; `authorId` null: by nobody who could agree to a post. */
export type StoredOverride = RuleOverride & { authorId: number | null };

/** An entry as the tables name it: without a locale the text is empty. */
export interface EntryKey {
  uid: string;
  documentId: string;
  locale: string | null;
}

const entryColumns = ({ uid, documentId, locale }: EntryKey) => ({
  uid,
  document_id: documentId,
  locale: locale ?? '',
});

const thing = ({ uid, documentId, locale }: EntryKey) =>
  `entry ${uid} ${documentId} ${locale ?? ''}` satisfies SharedThing;

/** The rules, what they met, and what was decided for single entries. */
export const createRuleStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const rules = () => table(strapi, 'tiktok_rules');

  const require = async (id: number): Promise<RuleRow> => {
    const found: unknown = await rules().where({ id }).first();
    if (found === undefined) throw notFound(`Rule ${id}`);
    return ruleRow.parse(found);
  };

  const changedMeanwhile = ({ version, owner_name: by, updated_at: at }: RuleRow) =>
    versionConflict('The rule', { version, by, at });

  const change = async (
    id: number,
    version: number,
    values: Record<string, unknown>,
  ): Promise<RuleRow> => {
    const count: number = await rules()
      .where({ id, version })
      .update({ ...values, version: version + 1, updated_at: Date.now() });
    if (count !== 1) throw changedMeanwhile(await require(id));
    return require(id);
  };

  return {
    require,

    async all(): Promise<RuleRow[]> {
      return z.array(ruleRow).parse(await rules().orderBy('id').select());
    },

    async ofType(uid: string): Promise<RuleRow[]> {
      return z.array(ruleRow).parse(await rules().where({ uid }).orderBy('id').select());
    },

    async create(data: RuleInput, owner: { id: number; name: string }): Promise<RuleRow> {
      const now = String(Date.now());
      const made: unknown = await strapi.db.query('plugin::tiktok.rule').create({
        data: {
          uid: data.uid,
          data: JSON.stringify(data),
          waiver: null,
          ownerId: owner.id,
          ownerName: owner.name,
          version: 1,
          createdAt: now,
          updatedAt: now,
        },
      });
      return require(inserted.parse(made).id);
    },

    update: (
      id: number,
      version: number,
      data: RuleInput,
      owner: { id: number; name: string },
      keepsWaiver: boolean,
    ): Promise<RuleRow> =>
      change(id, version, {
        uid: data.uid,
        data: JSON.stringify(data),
        owner_id: owner.id,
        owner_name: owner.name,
        ...(keepsWaiver ? {} : { waiver: null }),
      }),

    setWaiver: (id: number, version: number, given: Waiver | null): Promise<RuleRow> =>
      change(id, version, { waiver: given && JSON.stringify(given) }),

    /** @throws Problem `not_found`, `version_conflict` */
    async remove(id: number, version: number): Promise<void> {
      const before = await require(id);
      const removed = await inTransaction(strapi, async (trx) => {
        const count: number = await table(strapi, 'tiktok_rules', trx)
          .where({ id, version })
          .delete();
        if (count === 1) {
          await table(strapi, 'tiktok_rule_meetings', trx).where({ rule_id: id }).delete();
        }
        return count === 1;
      });
      if (!removed) throw changedMeanwhile(before);
    },

    /** How many posts each rule has made. */
    async firedCounts(): Promise<Map<number, number>> {
      const rows = counted.parse(
        await table(strapi, 'tiktok_rule_meetings')
          .whereNotNull('post_id')
          .groupBy('rule_id')
          .select('rule_id')
          .count({ count: '*' }),
      );
      return new Map(rows.map(({ rule_id: id, count }) => [id, count]));
    },

    /* --- meetings --- */

    /** Every meeting of a rule with an entry, oldest first. */
    async meetings(ruleId: number, entry: EntryKey): Promise<MeetingRow[]> {
      const { document_id, locale } = entryColumns(entry);
      const rows: unknown = await table(strapi, 'tiktok_rule_meetings')
        .where({ rule_id: ruleId, document_id, locale })
        .orderBy('id')
        .select();
      return z.array(meetingRow).parse(rows);
    },

    /** Writes down what became of a meeting; the first one with a post stays. */
    async met(ruleId: number, entry: EntryKey, { revision, ...became }: Met): Promise<void> {
      await inTransaction(strapi, async (trx) => {
        const where = { rule_id: ruleId, ...entryColumns(entry), revision };
        await table(strapi, 'tiktok_rule_meetings', trx)
          .insert({ ...where, media: null, post_id: null, why: null, at: Date.now() })
          .onConflict(['rule_id', 'document_id', 'locale', 'revision'])
          .ignore();
        await table(strapi, 'tiktok_rule_meetings', trx).where(where).whereNull('post_id').update({
          media: became.media,
          post_id: became.postId,
          why: became.why,
          at: Date.now(),
        });
      });
    },

    async latestMeetings(entry: EntryKey): Promise<Map<number, MeetingRow>> {
      const { document_id, locale } = entryColumns(entry);
      const rows: unknown = await table(strapi, 'tiktok_rule_meetings')
        .where({ document_id, locale })
        .orderBy('at')
        .orderBy('id')
        .select();
      return new Map(
        z
          .array(meetingRow)
          .parse(rows)
          .map((row) => [row.rule_id, row]),
      );
    },

    /** The posts that rules made of an entry, with the rule of each. */
    async postsOf(entry: EntryKey): Promise<{ ruleId: number; postId: number }[]> {
      const { document_id, locale } = entryColumns(entry);
      const rows: unknown = await table(strapi, 'tiktok_rule_meetings')
        .where({ document_id, locale })
        .whereNotNull('post_id')
        .select();
      return z
        .array(meetingRow)
        .parse(rows)
        .flatMap(({ rule_id: ruleId, post_id: postId }) =>
          postId === null ? [] : [{ ruleId, postId }],
        );
    },

    /** Posts of rules, but for these, that wait for approval or are held. */
    async waitingPosts(exceptRuleIds: readonly number[]): Promise<WaitingPost[]> {
      const rows: unknown = await table(strapi, 'tiktok_rule_meetings')
        .whereNotIn('rule_id', exceptRuleIds)
        .whereIn('post_id', (posts) => {
          void posts
            .from('tiktok_posts')
            .whereIn('state', ['awaiting_approval', 'held'])
            .select('id');
        })
        .select('uid', 'document_id', 'locale');
      return z
        .array(z.object({ uid: z.string(), document_id: z.string(), locale: z.string() }))
        .parse(rows)
        .map(({ uid, document_id: documentId, locale }) => ({
          uid,
          documentId,
          locale: locale === '' ? null : locale,
          status: 'published',
          waitsForEntry: false,
        }));
    },

    async postsOfRule(ruleId: number): Promise<number[]> {
      const rows: unknown = await table(strapi, 'tiktok_rule_meetings')
        .where({ rule_id: ruleId })
        .whereNotNull('post_id')
        .whereIn('post_id', (posts) => {
          void posts.from('tiktok_posts').whereIn('state', ['scheduled', 'held']).select('id');
        })
        .select('post_id');
      return z
        .array(z.object({ post_id: number }))
        .parse(rows)
        .map(({ post_id: postId }) => postId);
    },

    /** Forgets an entry that is deleted; what its rules made of it stays counted. */
    async forget(entry: EntryKey): Promise<void> {
      const { document_id, locale } = entryColumns(entry);
      await inTransaction(strapi, async (trx) => {
        await table(strapi, 'tiktok_rule_meetings', trx)
          .where({ document_id, locale })
          .whereNull('post_id')
          .delete();
        await table(strapi, 'tiktok_rule_overrides', trx).where(entryColumns(entry)).delete();
        await revisionsOf(strapi).forget(thing(entry), trx);
      });
    },

    /* --- single entries --- */

    async override(entry: EntryKey): Promise<(StoredOverride & { version: number }) | null> {
      const { version } = await revisionsOf(strapi).of(thing(entry));
      const found: unknown = await table(strapi, 'tiktok_rule_overrides')
        .where(entryColumns(entry))
        .first();
      if (found === undefined) {
        return version === 0
          ? null
          : { version, skip: false, caption: null, at: null, authorId: null };
      }
      const { skip, caption, at, author_id: authorId } = overrideRow.parse(found);
      return {
        version,
        skip: skip === 1,
        caption,
        at: at === null ? null : new Date(at).toISOString(),
        authorId,
      };
    },

    /** @throws Problem `version_conflict` */
    async setOverride(
      entry: EntryKey,
      { version: seen, skip, caption, at, authorId }: StoredOverride & { version: SeenVersion },
      by: string,
    ): Promise<void> {
      const values = {
        skip: skip ? 1 : 0,
        caption,
        at: at === null ? null : Date.parse(at),
        author_id: authorId,
      };
      const change = { thing: thing(entry), called: 'What was decided for this entry', seen, by };
      await revisionsOf(strapi).change(change, async (trx) => {
        await table(strapi, 'tiktok_rule_overrides', trx)
          .insert({ ...entryColumns(entry), ...values })
          .onConflict(['uid', 'document_id', 'locale'])
          .merge(values);
      });
    },
  };
};

export type RuleStore = ReturnType<typeof createRuleStore>;
