import { buffer } from 'node:stream/consumers';

import { type Core } from '@strapi/strapi';
import { sharp } from '../media/pictures/site-sharp';

import { isSourceError, mediaOf } from '../media';
import { type PictureFile, type VideoFile } from './checks/check';

/** More than any icon; a picture is decoded in memory. */
const MAX_PICTURE_BYTES = 20_000_000;

const unreadable = (error: unknown): { ok: false; message: string } => {
  if (isSourceError(error)) return { ok: false, message: error.message };
  throw error;
};

/** Files of the Media Library, as far as the checks look at them. Never throws for a bad file. */
export const createAssets = ({ strapi }: { strapi: Core.Strapi }) => ({
  async picture(assetId: number): Promise<PictureFile> {
    try {
      const source = await mediaOf(strapi).openCurrent(assetId);
      try {
        if (!source.contentType.startsWith('image/')) {
          return { ok: false, message: `"${source.name}" is no picture.` };
        }
        if (source.bytes > MAX_PICTURE_BYTES) {
          return { ok: false, message: `"${source.name}" has more than 20 MB.` };
        }
        const bytes = await buffer(await source.openRange(0, source.bytes - 1));
        const { width, height } = await sharp(bytes).metadata();
        const format = source.contentType.replace('image/', '');
        return { ok: true, format, width, height, bytes: source.bytes };
      } catch (error) {
        if (isSourceError(error)) throw error;
        return { ok: false, message: `"${source.name}" cannot be read as a picture.` };
      } finally {
        await source.close();
      }
    } catch (error) {
      return unreadable(error);
    }
  },

  async video(assetId: number): Promise<VideoFile> {
    try {
      const source = await mediaOf(strapi).openCurrent(assetId);
      const { bytes, contentType, name } = source;
      try {
        if (!contentType.startsWith('video/')) {
          return { ok: false, message: `"${name}" is no video.` };
        }
        const { facts } = await mediaOf(strapi).preflightOf(source, { asker: 'review' });
        const { container, width, height, duration } = facts;
        return { ok: true, container, width, height, duration, bytes };
      } finally {
        await source.close();
      }
    } catch (error) {
      return unreadable(error);
    }
  },
});
