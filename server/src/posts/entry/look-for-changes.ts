import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type EntrySource } from '../../../../contracts/posts';
import { table } from '../../database/tables';
import { type PostStore } from '../life/post-store';
import { type EntryChange, type EntrySeen, type PostRow } from '../life/rows';
import { FOLLOWS_ENTRY } from '../life/state-machine';
import { sourceOf } from '../people/view';
import { savedAt } from '../../database/clock';
import { entryNow } from './snapshot';

const BATCH = 200;

const versionRow = z.object({
  documentId: z.string(),
  locale: z.string().nullish(),
  publishedAt: z.unknown(),
  updatedAt: z.unknown(),
});
type VersionRow = z.output<typeof versionRow>;

const withDrafts = z.object({ options: z.object({ draftAndPublish: z.literal(true) }) });

/** The row of the very version that a post was made from. */
const rowOf = (
  { documentId, locale, status }: EntrySource,
  rows: readonly VersionRow[],
  hasDrafts: boolean,
): VersionRow | undefined =>
  rows.find(
    (row) =>
      row.documentId === documentId &&
      (locale === null || (row.locale ?? null) === locale) &&
      (!hasDrafts || ((row.publishedAt ?? null) !== null) === (status === 'published')),
  );

const PARTS = ['text', 'media'] as const;

/** What differs from what the person saw; null: nothing. */
const differenceOf = (seen: EntrySeen, now: EntrySeen): EntryChange | null => {
  const what = PARTS.filter((part) => seen[part] !== now[part]);
  return what.length === 0 ? null : { at: new Date(now.at).toISOString(), what };
};

interface LookOptions {
  strapi: Core.Strapi;
  posts: PostStore;
}

/**
 * Marks planned posts whose entry is no longer what it was when they were composed, and takes the mark
 * off where it is so again. Only versions that were saved since the last look are read. Nothing else
 * of a post changes: it goes out as it was agreed to, unless a person decides otherwise.
 */
export const createLookForChanges = ({ strapi, posts }: LookOptions) => {
  const lookOnce = async (): Promise<void> => {
    const planned = (await posts.all({ state: [...FOLLOWS_ENTRY] })).filter(
      ({ uid }) => uid !== null && uid in strapi.contentTypes,
    );
    const save = (post: PostRow, seen: EntrySeen, change: EntryChange | null) =>
      table(strapi, 'tiktok_posts')
        // Composed anew meanwhile, it was made of the entry as it is.
        .where({ id: post.id, version: post.version })
        .update({
          entry_seen: JSON.stringify(seen),
          entry_changed: change && JSON.stringify(change),
        });

    const look = async (post: PostRow, rows: readonly VersionRow[], hasDrafts: boolean) => {
      const source = sourceOf(post);
      const row = source && rowOf(source, rows, hasDrafts);
      if (!row) return;
      const at = savedAt(row.updatedAt);
      const { entry_seen: seen } = post;
      if (seen && seen.at >= at) return;
      const now = await entryNow(strapi, source);
      if (!now) return;
      // A post from before this was kept is compared with what its entry is from now on.
      if (!seen) await save(post, now, null);
      else await save(post, { ...seen, at: now.at }, differenceOf(seen, now));
    };

    for (const uid of new Set(planned.map((post) => post.uid ?? ''))) {
      const ofType = planned.filter((post) => post.uid === uid);
      const hasDrafts = withDrafts.safeParse(strapi.contentTypes[uid as UID.ContentType]).success;
      for (let at = 0; at < ofType.length; at += BATCH) {
        const batch = ofType.slice(at, at + BATCH);
        const found: unknown = await strapi.db.query(uid as UID.ContentType).findMany({
          select: ['documentId', 'locale', 'publishedAt', 'updatedAt'],
          where: { documentId: { $in: [...new Set(batch.map((post) => post.document_id))] } },
        });
        const rows = z.array(versionRow).parse(found);
        for (const post of batch) await look(post, rows, hasDrafts);
      }
    }
  };

  // One at a time: of two at once, the one that read first could write last.
  let before: Promise<void> = Promise.resolve();
  return (): Promise<void> => {
    const look = before.catch(() => undefined).then(lookOnce);
    before = look;
    return look;
  };
};
