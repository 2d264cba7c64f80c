import { createHash } from 'node:crypto';

import { type MediaFingerprint } from '../../../contracts/media';
import { type Asset } from './asset';
import { kindOfMime, kindOfType, sniffType } from './media-type';
import { type Glance } from './files/open-file';

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
 * Whether an ETag changes with every change of the bytes. A weak one (RFC 9110, 8.8.1) does not
 * promise it, and neither does a date of whole seconds.
 */
const isStrong = (etag: string | null): boolean =>
  etag !== null && !etag.startsWith('W/') && !etag.startsWith('modified ');

const short = (parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** The part of a digest that is about the bytes themselves. */
const CONTENT = 'c';

/**
 * Names a version of a file as its storage tells versions apart: by a strong ETag. Only where there
 * is none, Strapi's own date counts too; it also changes when nothing but a caption did.
 */
export const storedVersion = (file: MediaFingerprint): string => {
  const { assetId, kind, hash, bytes, etag, updatedAt } = file;
  return isStrong(etag)
    ? `e${short([assetId, kind, hash, bytes, etag])}`
    : `u${short([assetId, kind, hash, bytes, etag, Date.parse(updatedAt)])}`;
};

/**
 * A short name of what counts in a fingerprint: it is what is compared (see `sameVersion`), and what
 * links carry. Each of its parts alone says which bytes are meant.
 */
export const fingerprintDigest = (file: MediaFingerprint): string => {
  const { assetId, kind, bytes, sha256 } = file;
  const content = sha256 ? [`${CONTENT}${short([assetId, kind, bytes, sha256])}`] : [];
  return [storedVersion(file), ...content].join('.');
};

/**
 * The same for the minutes in which a form is open: what Strapi has not touched since then is what
 * was on the screen, although another machine of the storage may name it by another ETag.
 */
export const shownDigest = (file: MediaFingerprint): string => {
  const { assetId, kind, hash, bytes, updatedAt } = file;
  return `${storedVersion(file)}.s${short([assetId, kind, hash, bytes, Date.parse(updatedAt)])}`;
};

/** Whether two digests mean the same bytes. */
export const sameVersion = (a: string, b: string): boolean => {
  const parts = new Set(a.split('.'));
  return b.split('.').some((part) => parts.has(part));
};

/** Whether bytes can be recognised by this digest whatever a storage calls their version. */
export const knowsContent = (digest: string): boolean =>
  digest.split('.').some((part) => part.startsWith(CONTENT));
