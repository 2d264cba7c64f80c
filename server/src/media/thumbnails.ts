import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Thumbnail } from '../../../contracts/media';
import { type Caller } from '../http/handle';
import { createReadable } from './rights';

/** A picture of which Strapi made no small one is shown itself, up to so many kilobytes. */
const SMALL_KB = 1_000;

const format = z.object({ url: z.string() });
const row = z.object({
  id: z.coerce.number(),
  mime: z.string().nullish().catch(null),
  size: z.coerce.number().nullish().catch(null),
  url: z.string(),
  /** Some providers make a picture of a video when it is stored. */
  previewUrl: z.string().nullish().catch(null),
  formats: z
    .object({ thumbnail: format.optional(), small: format.optional() })
    .nullish()
    .catch(null),
});

const thumbnailOf = (file: z.output<typeof row>): Thumbnail | null => {
  const { mime, size, url, previewUrl, formats } = file;
  const made = previewUrl ?? formats?.thumbnail?.url ?? formats?.small?.url;
  if (made) return { url: made, element: 'img' };
  if (mime?.startsWith('video/')) return { url, element: 'video' };
  const isSmall = size !== null && size !== undefined && size <= SMALL_KB;
  return mime?.startsWith('image/') && isSmall ? { url, element: 'img' } : null;
};

/**
 * Small pictures of the files that the caller may read, by asset id: where Strapi's Media Library has
 * them, without a look at their contents. None where the storage opens files by signed addresses only.
 * As many questions to the database for a page of posts as for one.
 */
export const createThumbnails =
  (strapi: Core.Strapi) =>
  async (caller: Caller, assetIds: readonly number[]): Promise<Map<number, Thumbnail>> => {
    const ids = [...new Set(assetIds)];
    if (ids.length === 0 || (await strapi.plugin('upload').provider.isPrivate())) return new Map();
    const readable = await createReadable(strapi)(caller, ids);
    return new Map(
      readable.flatMap((file) => {
        const parsed = row.safeParse(file);
        const found = parsed.success ? thumbnailOf(parsed.data) : null;
        return found ? [[file.id, found] as const] : [];
      }),
    );
  };
