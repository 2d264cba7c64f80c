import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { findAsset } from '../media/asset';
import { type Caller } from '../http/handle';
import { CLIP } from './clip';
import { type FactsStore } from './facts-store';

const NAME = 'tiktok-test-run.mp4';
const uploaded = z.tuple([z.object({ id: z.coerce.number().int() })]).rest(z.unknown());

/** The plugin's own clip as an asset of the Media Library; put there once. */
export const clipAsset = async (
  strapi: Core.Strapi,
  store: FactsStore,
  caller: Caller,
): Promise<number> => {
  const { clipAssetId } = await store.read();
  if (clipAssetId !== null && (await findAsset(strapi, clipAssetId))) return clipAssetId;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tiktok-clip-'));
  try {
    const filepath = path.join(folder, NAME);
    const bytes = Buffer.from(CLIP, 'base64');
    await writeFile(filepath, bytes);
    const answer: unknown = await strapi
      .plugin('upload')
      .service('upload')
      .upload(
        {
          data: { fileInfo: { name: NAME, caption: 'The clip of the TikTok plugin’s test run' } },
          files: { filepath, originalFilename: NAME, mimetype: 'video/mp4', size: bytes.length },
        },
        { user: { id: caller.id } },
      );
    const [{ id }] = uploaded.parse(answer);
    await store.rememberClip(id);
    return id;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
