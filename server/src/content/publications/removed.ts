import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { table } from '../../database/tables';
import { PUBLICATIONS_UID } from './models';

/** A post that waits, and the version of the entry that it was made from. */
export interface WaitingPost {
  uid: string;
  documentId: string;
  locale: string | null;
  status: 'draft' | 'published';
  /** It goes out at the next publication, so that the entry need not be public now. */
  waitsForEntry: boolean;
}

/** Finds posts that wait, for those who make something of their entry's end. */
export type WaitingPosts = () => Promise<WaitingPost[]>;

const BATCH = 200;

const entryRow = z.object({
  documentId: z.string(),
  locale: z.string().nullish(),
  publishedAt: z.unknown(),
});
const withDrafts = z.object({ options: z.object({ draftAndPublish: z.literal(true) }) });

const flag = z.coerce.number().transform((value) => value === 1);
const scheduledRow = z.object({
  uid: z.string(),
  document_id: z.string(),
  locale: z.string().nullable(),
  source_status: z.enum(['draft', 'published']).nullable(),
  waits_for_entry: flag,
  consent: z.string().nullable(),
});
const sentKnowingly = z.object({ sentBy: z.unknown().refine((by) => by !== undefined) });

/**
 * Posts that go out by themselves. Not those that somebody sent again since they were agreed to: they
 * were told of their entry's end, or will be when it is sent.
 */
const scheduledPosts = async (strapi: Core.Strapi): Promise<WaitingPost[]> => {
  const rows: unknown = await table(strapi, 'tiktok_posts')
    .where({ state: 'scheduled' })
    .whereNotNull('uid')
    .whereNotNull('document_id')
    .select('uid', 'document_id', 'locale', 'source_status', 'waits_for_entry', 'consent');
  return z
    .array(scheduledRow)
    .parse(rows)
    .filter(({ consent }) => !consent || !sentKnowingly.safeParse(JSON.parse(consent)).success)
    .map(({ uid, document_id, locale, source_status, waits_for_entry }) => ({
      uid,
      documentId: document_id,
      locale,
      status: source_status ?? 'published',
      waitsForEntry: waits_for_entry,
    }));
};

/** What became of the entry of a post that waits; null while it is there. */
const endOf = (
  { locale, status, waitsForEntry }: WaitingPost,
  rows: readonly z.output<typeof entryRow>[],
  hasDrafts: boolean,
): 'unpublished' | 'deleted' | null => {
  // Posts from before the type had languages belong to each of them.
  const own = rows.filter((row) => locale === null || (row.locale ?? null) === locale);
  if (own.length === 0) return 'deleted';
  if (!hasDrafts || status === 'draft' || waitsForEntry) return null;
  return own.some(({ publishedAt }) => publishedAt !== null && publishedAt !== undefined)
    ? null
    : 'unpublished';
};

/**
 * Entries can end without the Document Service: a locale that is deleted takes its entries with it, as
 * do a script and the database itself. Looks for posts that wait for such an entry, and writes its end
 * down as the Document Service would have told it. Returns how many ends.
 */
export const writeDownRemoved = async (
  strapi: Core.Strapi,
  sources: readonly WaitingPosts[],
): Promise<number> => {
  const waiting = [await scheduledPosts(strapi)];
  for (const source of sources) waiting.push(await source());
  const byType = new Map<string, WaitingPost[]>();
  for (const post of waiting.flat()) {
    byType.set(post.uid, [...(byType.get(post.uid) ?? []), post]);
  }
  const ends = new Map<string, Record<string, unknown>>();
  for (const [uid, posts] of byType) {
    const type: unknown = strapi.contentTypes[uid as UID.ContentType];
    // A type that is gone may come back with the next deployment; its posts are held when they are due.
    if (type === undefined) continue;
    const hasDrafts = withDrafts.safeParse(type).success;
    for (let at = 0; at < posts.length; at += BATCH) {
      const batch = posts.slice(at, at + BATCH);
      const found: unknown = await strapi.db.query(uid as UID.ContentType).findMany({
        select: ['documentId', 'locale', 'publishedAt'],
        where: { documentId: { $in: [...new Set(batch.map(({ documentId }) => documentId))] } },
      });
      const rows = z.array(entryRow).parse(found);
      for (const post of batch) {
        const { documentId, locale } = post;
        const own = rows.filter((row) => row.documentId === documentId);
        const event = endOf(post, own, hasDrafts);
        if (event) {
          ends.set(JSON.stringify([uid, documentId, locale, event]), {
            event,
            uid,
            documentId,
            locale,
            at: Date.now(),
            actorId: null,
            again: 0,
            tries: 0,
          });
        }
      }
    }
  }
  for (const data of ends.values()) await strapi.db.query(PUBLICATIONS_UID).create({ data });
  return ends.size;
};
