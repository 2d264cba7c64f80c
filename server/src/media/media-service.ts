import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type MediaFingerprint, type MediaKind } from '../../../contracts/media';
import { pluginConfig } from '../config';
import { type Asset, findAsset, parseAsset } from './asset';
import { createAssetFiles, type UploadSetup } from './files/asset-files';
import { inPlace, isSourceError } from './errors';
import { fingerprintDigest, sameVersion } from './fingerprint';
import { createHttpGet } from './files/http-get';
import { type Caller } from '../http/handle';
import { createItems, isUnspecific } from './items';
import { kindOfMime, kindOfType, sniffType } from './media-type';
import { createMediaLinks, type Variant } from './delivery/links';
import { createPreflight } from './facts/preflight';
import { createPreparedPictures } from './pictures/prepared-pictures';
import { createRemoteFiles } from './files/remote-file';
import { createMayRead, createReadable } from './rights';
import { createSources } from './source';
import { createThumbnails } from './thumbnails';

const signedFile = z.object({ url: z.string() });

/** Signs with the provider if it is private; the address is good for minutes only. */
const addressOf =
  (strapi: Core.Strapi) =>
  async (asset: Asset): Promise<string> => {
    const signed: unknown = await strapi
      .plugin('upload')
      .service('file')
      // A copy, and without formats: the service writes into what it gets and signs each format.
      .signFileUrls({ ...asset, formats: null });
    return signedFile.parse(signed).url;
  };

const uploadSetup = (strapi: Core.Strapi): UploadSetup => ({
  publicDir: strapi.dirs.static.public,
  providerName: String(strapi.config.get('plugin::upload.provider', 'local')),
  serverUrl: String(strapi.config.get('server.absoluteUrl', '')),
  addressOf: addressOf(strapi),
});

/** From Strapi assets to the bytes TikTok takes, whatever the upload provider. */
export const createMedia = ({ strapi }: { strapi: Core.Strapi }) => {
  const http = createHttpGet({
    allowPrivateAddresses: pluginConfig(strapi).allowPrivateAddresses,
  });
  const find = (assetId: number): Promise<Asset | null> => findAsset(strapi, assetId);
  const files = createAssetFiles({
    setup: () => uploadSetup(strapi),
    remote: createRemoteFiles({ get: http.get }),
  });
  const sources = createSources({ find, files });
  const preflight = createPreflight({ find, files });
  const prepared = createPreparedPictures({ sources, now: Date.now });
  const links = createMediaLinks(strapi);
  const mayRead = createMayRead(strapi);

  /** Null also for what cannot be read: it is no use in a post either. */
  const kindByContent = async (asset: Asset): Promise<MediaKind | null> => {
    try {
      const type = sniffType((await files.glance(asset)).head);
      return type && kindOfType(type);
    } catch (error) {
      if (isSourceError(error)) return null;
      throw error;
    }
  };

  return {
    fingerprint: sources.fingerprint,
    agreed: sources.agreed,
    openSource: sources.openSource,
    openCurrent: sources.openCurrent,
    openDigest: sources.openDigest,
    /** Opens a picture in the form TikTok takes, made from the agreed original. */
    openPrepared: prepared.open,
    probe: preflight.probe,
    preflightOf: preflight.preflightOf,
    items: createItems({ find, files, mayRead, previewUrl: links.previewUrl }),
    mayRead,
    thumbnails: createThumbnails(strapi),
    /** Whether a caller may read each of these files. */
    async mayReadAll(caller: Caller, assetIds: readonly number[]): Promise<boolean> {
      const ids = [...new Set(assetIds)];
      return (await createReadable(strapi)(caller, ids)).length === ids.length;
    },
    /**
     * Whether an asset still holds the bytes that this fingerprint means. False also while they
     * cannot be read.
     */
    async isUnchanged(file: MediaFingerprint): Promise<boolean> {
      const asset = await find(file.assetId);
      if (!asset) return false;
      // Every way in which Strapi exchanges a file changes its date; so does a mere caption.
      const sameDate = Date.parse(asset.updatedAt) === Date.parse(file.updatedAt);
      if (sameDate && asset.hash === file.hash) return true;
      try {
        const now = await sources.agreed(file.assetId);
        return sameVersion(fingerprintDigest(file), fingerprintDigest(now));
      } catch (error) {
        if (isSourceError(error)) return false;
        throw error;
      }
    },
    /**
     * The videos and pictures among these files that the caller may read, with their kind as it was
     * declared; without a look at their contents, so thousands may be asked for.
     * @throws the signal's reason
     */
    async readableKinds(
      assetIds: readonly number[],
      caller: Caller,
      signal?: AbortSignal,
    ): Promise<Map<number, MediaKind>> {
      const readable = await createReadable(strapi)(caller, assetIds, signal);
      const kinds = new Map<number, MediaKind>();
      for (const row of readable) {
        const asset = parseAsset(row);
        const { mime } = asset;
        const kind = mime && !isUnspecific(mime) ? kindOfMime(mime) : await kindByContent(asset);
        if (kind) kinds.set(asset.id, kind);
      }
      return kinds;
    },
    deliveryUrl: links.deliveryUrl,
    /** How the agreed file is delivered: videos byte for byte, pictures always prepared. */
    variantOf: ({ kind }: MediaFingerprint): Variant =>
      kind === 'video' ? 'original' : 'prepared',
    /**
     * Makes sure of all agreed pictures while nothing has been sent: each is opened, decoded and
     * prepared. @throws SourceChanged, SourceUnavailable naming the picture and its place
     */
    async readyPictures(agreed: readonly MediaFingerprint[], signal?: AbortSignal): Promise<void> {
      for (const [index, picture] of agreed.entries()) {
        signal?.throwIfAborted();
        try {
          const made = await prepared.open(picture.assetId, fingerprintDigest(picture));
          await made.close();
        } catch (error) {
          throw inPlace(error, index, agreed.length);
        }
      }
    },
    close(): void {
      http.close();
      preflight.close();
      prepared.clear();
    },
  };
};

export type Media = ReturnType<typeof createMedia>;

export const mediaOf = (strapi: Core.Strapi): Media => strapi.plugin('tiktok').service('media');
