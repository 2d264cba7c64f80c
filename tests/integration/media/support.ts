import { z } from 'zod';

import { type MediaFingerprint } from '../../../contracts/media';
import { type Media } from '../../../server/src/media';
import { type TestStrapi } from '../../support';
import { type Storage } from '../../unit/media/support/storage-server';

export const mediaOfSite = (site: TestStrapi): Media =>
  site.strapi.plugin('tiktok').service('media');

const inserted = z.union([z.object({ id: z.number() }), z.number()]);
const insert = async (
  site: TestStrapi,
  table: string,
  row: Record<string, unknown>,
): Promise<number> => {
  const [first]: unknown[] = await site.strapi.db.connection(table).insert(row).returning('id');
  const result = inserted.parse(first);
  return typeof result === 'number' ? result : result.id;
};

/** Puts a post that TikTok is pulling at this moment into the tables; returns its attempt's id. */
export const insertPulledPost = async (
  site: TestStrapi,
  media: MediaFingerprint[],
): Promise<number> => {
  const at = Date.now();
  const postId = await insert(site, 'tiktok_posts', {
    idempotency_key: `test-${at}-${Math.random()}`,
    account_id: 1,
    kind: media[0]!.kind,
    share_type: 'direct_post',
    transfer: 'pull_from_url',
    state: 'processing',
    content: JSON.stringify({}),
    options: JSON.stringify({}),
    media: JSON.stringify(media),
    fence: 1,
    tries: 0,
    version: 1,
    created_at: at,
    updated_at: at,
  });
  return insert(site, 'tiktok_attempts', {
    post_id: postId,
    account_id: 1,
    number: 1,
    kind: media[0]!.kind === 'video' ? 'direct_video' : 'photos',
    outcome: 'open',
    intent_at: at,
    committed_at: at,
    status_polls: 0,
  });
};

/** Makes the site's upload provider a private S3-like storage whose addresses live for 900 s. */
export const useStorage = (site: TestStrapi, storage: Storage): void => {
  site.strapi.config.set('plugin::upload.provider', 'storage');
  Object.assign(site.strapi.plugin('upload').provider, {
    isPrivate: async () => true,
    getSignedUrl: async ({ url }: { url: string }) => ({
      url: storage.sign(new URL(url).pathname, 900),
    }),
  });
};

const row = z.object({ id: z.number() });

/** Lists a file of the storage in the Media Library. */
export const listFile = async (
  site: TestStrapi,
  storage: Storage,
  { name, mime, content }: { name: string; mime: string; content: Buffer },
): Promise<number> => {
  const created: unknown = await site.strapi.db.query('plugin::upload.file').create({
    data: {
      name,
      mime,
      hash: name.replace(/\W/g, '_'),
      ext: name.slice(name.lastIndexOf('.')),
      size: Math.round(content.length / 10) / 100,
      url: storage.put(`/bucket/${name}`, content),
      provider: 'storage',
      folderPath: '/',
    },
  });
  return row.parse(created).id;
};
