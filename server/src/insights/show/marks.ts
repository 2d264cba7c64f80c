import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type InsightsMark } from '../../../../contracts/insights';
import { table } from '../../database/tables';

/** So much of a post's history stands beside its curve. */
const SHOWN = 50;

const lines = z.array(z.object({ at: z.coerce.number(), message: z.string() }));
const instant = z.coerce.date().transform((date) => date.getTime());
const version = z.object({ updatedAt: instant, publishedAt: instant.nullish() });

interface Happened extends Omit<InsightsMark, 'at'> {
  /** Epoch ms. */
  at: number;
}

/** What Strapi knows of an entry's past: when it was last saved, and last published. */
const ofEntry = async (
  strapi: Core.Strapi,
  { uid, documentId, locale }: { uid: string; documentId: string; locale: string | null },
): Promise<Happened[]> => {
  const type = strapi.contentTypes[uid as UID.ContentType];
  if (!type) return [];
  const read = async (status: 'draft' | 'published') =>
    version.safeParse(
      await strapi.documents(uid as UID.ContentType).findOne({
        documentId,
        ...(locale !== null && { locale }),
        ...(type.options?.draftAndPublish && { status }),
        fields: ['updatedAt', ...(type.options?.draftAndPublish ? ['publishedAt'] : [])] as never,
      }),
    ).data;
  const [draft, published] = await Promise.all([read('draft'), read('published')]);
  const happened: Happened[] = [];
  if (draft) happened.push({ at: draft.updatedAt, what: 'entry_saved', message: 'Entry saved.' });
  const publishedAt = published?.publishedAt ?? null;
  if (publishedAt !== null) {
    happened.push({ at: publishedAt, what: 'entry_published', message: 'Entry published.' });
  }
  return happened;
};

/** What happened to a post that is on TikTok, and to its entry, since then (epoch ms); oldest first. */
export const marksOf = async (
  strapi: Core.Strapi,
  post: { id: number; uid: string | null; document_id: string | null; locale: string | null },
  since: number,
): Promise<InsightsMark[]> => {
  const { uid, document_id: documentId, locale } = post;
  const [history, entry] = await Promise.all([
    table(strapi, 'tiktok_timeline')
      .where({ post_id: post.id })
      .where('at', '>=', since)
      .orderBy('id')
      .limit(SHOWN)
      .select('at', 'message'),
    uid === null || documentId === null ? [] : ofEntry(strapi, { uid, documentId, locale }),
  ]);
  const ofPost = lines
    .parse(history)
    .map(({ at, message }): Happened => ({ at, what: 'post', message }));
  return [...ofPost, ...entry.filter(({ at }) => at >= since)]
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...mark }) => ({ at: new Date(at).toISOString(), ...mark }));
};
