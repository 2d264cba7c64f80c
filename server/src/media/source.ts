import { addAbortSignal, type Readable } from 'node:stream';

import { type MediaFingerprint } from '../../../contracts/media';
import { type Asset } from './asset';
import { type AssetFiles } from './files/asset-files';
import { createContentHashes, MOST_HASHED_BYTES } from './content-hash';
import { assetMissing, SourceChanged, SourceUnavailable } from './errors';
import {
  fingerprintDigest,
  fingerprintOf,
  knowsContent,
  sameVersion,
  storedVersion,
} from './fingerprint';
import { type MediaType, sniffType } from './media-type';
import { type OpenFile } from './files/open-file';

/** The agreed bytes, open for reading. Close it when done. */
export interface MediaSource {
  /** The asset's, for words. */
  name: string;
  /** The type that was declared at its upload; empty without one. */
  declared: string;
  /** `fingerprintDigest` of what was opened. */
  digest: string;
  /** `storedVersion` of what was opened. */
  version: string;
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
  const hashes = createContentHashes(files);

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

  /** The bytes that the digest means, read once as a whole to be sure. @throws SourceChanged */
  const openRecognised = async (
    asset: Asset,
    digest: string,
    signal?: AbortSignal,
  ): Promise<OpenFile> => {
    const whole = await files.openWhole(asset, signal);
    const now = { ...fingerprintOf(asset, whole), sha256: whole.sha256 };
    if (sameVersion(digest, fingerprintDigest(now))) return whole;
    await whole.close();
    throw new SourceChanged(asset.name);
  };

  /** @param digest of what has to be there; null: whatever is there */
  const openVersion = async (
    asset: Asset,
    digest: string | null,
    signal?: AbortSignal,
  ): Promise<{ file: OpenFile; version: string; digest: string }> => {
    const file = await files.open(asset, { signal });
    const stored = fingerprintOf(asset, file);
    const version = storedVersion(stored);
    const now = fingerprintDigest(hashes.known(stored));
    if (digest === null || sameVersion(digest, now))
      return { file, version, digest: digest ?? now };
    await file.close();
    if (!knowsContent(digest) || file.bytes > MOST_HASHED_BYTES) {
      throw new SourceChanged(asset.name);
    }
    return { file: await openRecognised(asset, digest, signal), version, digest };
  };

  const openDigest = async (
    assetId: number,
    wanted: string | null,
    signal?: AbortSignal,
  ): Promise<MediaSource> => {
    const asset = await require(assetId);
    const { file, version, digest } = await openVersion(asset, wanted, signal);
    let current = file;
    /** The next request may meet another machine of the storage, with another name for these bytes. */
    const openRange = async (first: number, last: number): Promise<Readable> => {
      try {
        return await current.openRange(first, last);
      } catch (error) {
        if (!(error instanceof SourceChanged) || current !== file || !knowsContent(digest)) {
          throw error;
        }
        current = await openRecognised(asset, digest, signal);
        return current.openRange(first, last);
      }
    };
    try {
      const contentType = sniffType(file.head);
      if (!contentType) throw unknownType(asset.name);
      return {
        name: asset.name,
        declared: asset.mime ?? '',
        digest,
        version,
        bytes: file.bytes,
        contentType,
        etag: file.etag,
        async openRange(first, last) {
          const stream = await openRange(first, last);
          return signal ? addAbortSignal(signal, stream) : stream;
        },
        async close() {
          await file.close();
          if (current !== file) await current.close();
        },
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
     * The same for a person who agrees to it: with a hash of the content, so that these bytes are
     * known again under another ETag. Throws SourceUnavailable.
     */
    async agreed(assetId: number, signal?: AbortSignal): Promise<MediaFingerprint> {
      const asset = await require(assetId);
      return hashes.added(asset, await exactSize(asset, signal), signal);
    },

    /**
     * Opens exactly what was agreed. Throws SourceChanged when the bytes differ from the
     * fingerprint's, SourceUnavailable when they cannot be read.
     */
    openSource(agreed: MediaFingerprint, signal?: AbortSignal): Promise<MediaSource> {
      hashes.remember(agreed, agreed.sha256);
      return openDigest(agreed.assetId, fingerprintDigest(agreed), signal);
    },

    /** The same, knowing only the fingerprint's digest. */
    openDigest,

    /** Opens whatever the asset holds now. Throws SourceUnavailable. */
    openCurrent: (assetId: number, signal?: AbortSignal): Promise<MediaSource> =>
      openDigest(assetId, null, signal),
  };
};

export type Sources = ReturnType<typeof createSources>;
