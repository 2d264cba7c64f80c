import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';

import { type MediaFingerprint } from '../../../contracts/media';
import { type Asset } from './asset';
import { type AssetFiles } from './asset-files';
import { assetMissing, SourceChanged, SourceUnavailable } from './errors';
import { kindOfMime, kindOfType, type MediaType, sniffType } from './media-type';
import { type Glance } from './open-file';

/** The agreed bytes, open for reading. Close it when done. */
export interface MediaSource {
  /** The asset's, for words. */
  name: string;
  /** The type that was declared at its upload; empty without one. */
  declared: string;
  /** `fingerprintDigest` of what was opened. */
  digest: string;
  /** Exact. */
  bytes: number;
  /** By the first bytes, never by what was declared. */
  contentType: MediaType;
  /** Names this version of the content; null where the host gives nothing to name it by. */
  etag: string | null;
  /**
   * Bytes `first` to `last`, both included; may be asked in any order and repeatedly. Ends after
   * exactly that many, or fails with SourceChanged or SourceUnavailable.
   */
  openRange(first: number, last: number): Promise<Readable>;
  close(): Promise<void>;
}

/** What an asset's content is, by what was seen of it. */
export const fingerprintOf = (asset: Asset, seen: Glance & { bytes: number }): MediaFingerprint => {
  const type = sniffType(seen.head);
  const mime = type ?? asset.mime ?? 'application/octet-stream';
  return {
    assetId: asset.id,
    kind: type ? kindOfType(type) : (kindOfMime(mime) ?? 'video'),
    name: asset.name,
    mime,
    hash: asset.hash,
    bytes: seen.bytes,
    updatedAt: asset.updatedAt,
    etag: seen.etag,
  };
};

/**
 * A short name of what counts in a fingerprint: equal for the same content, also after the asset was
 * renamed. It is what is compared, and what links carry.
 */
export const fingerprintDigest = ({
  assetId,
  kind,
  hash,
  bytes,
  updatedAt,
  etag,
}: MediaFingerprint): string =>
  createHash('sha256')
    .update(JSON.stringify([assetId, kind, hash, bytes, Date.parse(updatedAt), etag]))
    .digest('base64url')
    .slice(0, 22);

const unknownType = (name: string): SourceUnavailable =>
  new SourceUnavailable('file_refused', {
    message: `"${name}" is neither a video nor a picture that can be read.`,
    remedy: 'Upload it as MP4, MOV or WebM, or as JPEG, WebP or PNG.',
    retryable: false,
  });

export const createSources = ({
  find,
  files,
}: {
  find: (assetId: number) => Promise<Asset | null>;
  files: AssetFiles;
}) => {
  const require = async (assetId: number): Promise<Asset> => {
    const asset = await find(assetId);
    if (!asset) throw assetMissing(assetId);
    return asset;
  };

  const exactSize = async (asset: Asset, signal?: AbortSignal): Promise<MediaFingerprint> => {
    const seen = await files.glance(asset, signal);
    if (seen.bytes !== null) return fingerprintOf(asset, { ...seen, bytes: seen.bytes });
    const file = await files.open(asset, { signal });
    await file.close();
    return fingerprintOf(asset, file);
  };

  const openDigest = async (
    assetId: number,
    digest: string | null,
    signal?: AbortSignal,
  ): Promise<MediaSource> => {
    const asset = await require(assetId);
    const file = await files.open(asset, { signal });
    try {
      const now = fingerprintDigest(fingerprintOf(asset, file));
      if (digest !== null && digest !== now) throw new SourceChanged(asset.name);
      const contentType = sniffType(file.head);
      if (!contentType) throw unknownType(asset.name);
      return {
        name: asset.name,
        declared: asset.mime ?? '',
        digest: now,
        bytes: file.bytes,
        contentType,
        etag: file.etag,
        async openRange(first, last) {
          const stream = await file.openRange(first, last);
          return signal ? addAbortSignal(signal, stream) : stream;
        },
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  };

  return {
    /**
     * What the asset's content is right now. Where the host names no length the whole file is read
     * once to count it. Throws SourceUnavailable.
     */
    async fingerprint(assetId: number, signal?: AbortSignal): Promise<MediaFingerprint> {
      return exactSize(await require(assetId), signal);
    },

    /**
     * Opens exactly what was agreed. Throws SourceChanged when anything differs from the
     * fingerprint, SourceUnavailable when it cannot be read.
     */
    openSource: (agreed: MediaFingerprint, signal?: AbortSignal): Promise<MediaSource> =>
      openDigest(agreed.assetId, fingerprintDigest(agreed), signal),

    /** The same, knowing only the fingerprint's digest. */
    openDigest,

    /** Opens whatever the asset holds now. Throws SourceUnavailable. */
    openCurrent: (assetId: number, signal?: AbortSignal): Promise<MediaSource> =>
      openDigest(assetId, null, signal),
  };
};

export type Sources = ReturnType<typeof createSources>;
