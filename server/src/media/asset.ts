import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { cleanText } from '../../../contracts/clean-text';

const instant = z
  .union([z.string(), z.date(), z.number()])
  .transform((value) => new Date(value).toISOString());

/** A row of `upload_files`, the part we use. `url` is as stored: not signed. */
const assetRow = z.object({
  id: z.coerce.number().int(),
  /** Fit for any database; the upload may have stored other things. */
  name: z.string().transform(cleanText),
  hash: z.string(),
  ext: z.string().nullish(),
  mime: z.string().nullish(),
  /** Kilobytes of 1000, rounded to two decimals: a hint, never a size. */
  size: z.coerce.number().nullish(),
  url: z.string(),
  provider: z.string(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  updatedAt: instant,
});

export type Asset = z.output<typeof assetRow>;

export const FILE_UID = 'plugin::upload.file';

/** Parses a row of the Media Library; throws when it is none. */
export const parseAsset = (row: unknown): Asset => assetRow.parse(row);

/** The asset as it is stored, or null. Read past the upload service, which signs and copies urls. */
export const findAsset = async (strapi: Core.Strapi, assetId: number): Promise<Asset | null> => {
  const row: unknown = await strapi.db.query(FILE_UID).findOne({ where: { id: assetId } });
  return row === null ? null : parseAsset(row);
};
