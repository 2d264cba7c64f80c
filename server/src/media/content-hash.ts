import { type MediaFingerprint } from '../../../contracts/media';
import { type Asset } from './asset';
import { type AssetFiles } from './files/asset-files';
import { isSourceError } from './errors';
import { createRemembered } from './facts/remembered';
import { storedVersion } from './fingerprint';

/** Larger files are told apart by their ETag alone: reading them would keep a person waiting. */
export const MOST_HASHED_BYTES = 256_000_000;
const HASH_MS = 10_000;
const REMEMBERED = 5_000;

/** How object storages write an ETag that is made of the content: MD5, or MD5 of the parts. */
const CONTENT_ETAG = /^"[0-9a-f]{32}(-\d+)?"$/;

/**
 * Hashes of contents, so that bytes are recognised whose storage calls them differently from machine
 * to machine or after a move.
 */
export const createContentHashes = (files: AssetFiles) => {
  const remembered = createRemembered<string>(REMEMBERED);

  return {
    /** The fingerprint with the hash of its content, where that is known already. */
    known(file: MediaFingerprint): MediaFingerprint {
      const sha256 = remembered.get(storedVersion(file));
      return sha256 ? { ...file, sha256 } : file;
    },
    remember(file: MediaFingerprint, sha256: string | undefined): void {
      if (sha256) remembered.set(storedVersion(file), sha256);
    },
    /**
     * The fingerprint with the hash of its content, read now, unless the storage's ETag is as good or
     * reading would take too long.
     */
    async added(
      asset: Asset,
      file: MediaFingerprint,
      signal?: AbortSignal,
    ): Promise<MediaFingerprint> {
      const known = this.known(file);
      if (known.sha256 || CONTENT_ETAG.test(file.etag ?? '')) return known;
      if (file.bytes > MOST_HASHED_BYTES) return file;
      const late = AbortSignal.timeout(HASH_MS);
      try {
        const until = signal ? AbortSignal.any([signal, late]) : late;
        const whole = await files.openWhole(asset, until);
        await whole.close();
        if (whole.bytes !== file.bytes) return file;
        this.remember(file, whole.sha256);
        return { ...file, sha256: whole.sha256 };
      } catch (error) {
        signal?.throwIfAborted();
        if (late.aborted || isSourceError(error)) return file;
        throw error;
      }
    },
  };
};

export type ContentHashes = ReturnType<typeof createContentHashes>;
