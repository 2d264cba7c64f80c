import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type WaitingPost } from '../../content/publications';
import { inTransaction, table, type Transaction } from '../../database/tables';
import { ASKS_PERSON, STANDS_READY } from '../../posts';
import { type EntryKey, entryColumns } from './entry-key';

const number = z.coerce.number();

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

/** What rules met, and which posts came of it. */
export const createMeetings = ({ strapi }: { strapi: Core.Strapi }) => ({
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
          .whereIn('state', [...ASKS_PERSON])
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
        void posts
          .from('tiktok_posts')
          .whereIn('state', [...STANDS_READY])
          .select('id');
      })
      .select('post_id');
    return z
      .array(z.object({ post_id: number }))
      .parse(rows)
      .map(({ post_id: postId }) => postId);
  },

  /** Forgets what was only told of an entry; what rules made of it stays counted. */
  async forgetMeetings(entry: EntryKey, trx: Transaction): Promise<void> {
    const { document_id, locale } = entryColumns(entry);
    await table(strapi, 'tiktok_rule_meetings', trx)
      .where({ document_id, locale })
      .whereNull('post_id')
      .delete();
  },
});
