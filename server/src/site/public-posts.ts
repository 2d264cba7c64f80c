import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type PublicPost } from '../../../contracts/front-end';
import { mediaKind } from '../../../contracts/media';
import { postOptions } from '../../../contracts/posts';
import { table } from '../database/tables';
import { publicCountersOf } from '../insights/show/public-counters';

interface Asked {
  uid: string;
  documentIds: readonly string[];
  /** Null: of every language. */
  locale: string | null;
}

const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text): z.output<T> => schema.parse(JSON.parse(text)));

const row = z.object({
  id: z.coerce.number(),
  kind: mediaKind,
  share_type: z.string(),
  document_id: z.string(),
  locale: z.string().nullable(),
  options: json(postOptions),
  post_ids: json(z.array(z.string())).nullable(),
  link: z.string().nullable(),
  published_at: z.coerce.number(),
});
type Row = z.output<typeof row>;

const noted = z.array(z.object({ post_id: z.coerce.number(), code: z.string() }));

/** The id in a post's address, `https://www.tiktok.com/@handle/video/123`; ids stay text. */
const idIn = (link: string | null): string | null =>
  link === null ? null : (/\/(?:video|photo)\/(\d+)/.exec(link)?.[1] ?? null);

/** TikTok tells the id of a post only when everyone can see it; what a person says must agree. */
const isPublic = ({ post_ids: ids, link, share_type: shareType, options }: Row): boolean =>
  (ids !== null && ids.length > 0) ||
  (link !== null && shareType === 'direct_post' && options.privacyLevel === 'PUBLIC_TO_EVERYONE');

const viewOf = ({ kind, post_ids: ids, link, published_at: at, locale }: Row): PublicPost => {
  const id = ids?.[0] ?? idIn(link);
  return {
    kind,
    state: 'published',
    publishedAt: new Date(at).toISOString(),
    link,
    embedLink: id === null ? null : `https://www.tiktok.com/embed/v2/${id}`,
    locale,
  };
};

/** The public posts of entries of one type, newest first, by entry; three queries however many. */
export const publicPostsOf = async (
  strapi: Core.Strapi,
  { uid, documentIds, locale }: Asked,
): Promise<Map<string, PublicPost[]>> => {
  const query = table(strapi, 'tiktok_posts')
    .where({ uid, state: 'published' })
    .whereIn('document_id', documentIds)
    .whereNotNull('published_at');
  if (locale !== null) {
    // Posts from before the type had languages belong to each of them.
    void query.where((either) => {
      void either.whereNull('locale').orWhere({ locale });
    });
  }
  const columns = [
    'id',
    'kind',
    'share_type',
    'document_id',
    'locale',
    'options',
    'post_ids',
    'link',
    'published_at',
  ];
  const found: unknown = await query.orderBy('published_at', 'desc').select(columns);
  const rows = z.array(row).parse(found).filter(isPublic);
  const notes = noted.parse(
    await table(strapi, 'tiktok_timeline')
      .whereIn(
        'post_id',
        rows.map(({ id }) => id),
      )
      .whereIn('code', ['no_longer_public', 'link'])
      .orderBy('id')
      .select('post_id', 'code'),
  );
  const counters = await publicCountersOf(
    strapi,
    rows.map(({ id }) => id),
  );
  // The last word counts: made private, and perhaps public again.
  const lastWord = new Map(notes.map((one) => [one.post_id, one.code]));
  const byEntry = new Map<string, PublicPost[]>();
  for (const post of rows) {
    if (lastWord.get(post.id) === 'no_longer_public') continue;
    const counted = counters.get(post.id);
    const view = { ...viewOf(post), ...(counted && { counters: counted }) };
    byEntry.set(post.document_id, [...(byEntry.get(post.document_id) ?? []), view]);
  }
  return byEntry;
};
