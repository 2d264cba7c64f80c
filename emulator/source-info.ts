import { isIP } from 'node:net';
import { z } from 'zod';
import { invalidParams } from './bearer';
import { type Core } from './core';
import { ApiError } from './errors';
import { type App } from './types';

const size = z.number().int().positive();

export const videoSourceSchema = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('FILE_UPLOAD'),
    video_size: size,
    chunk_size: size,
    total_chunk_count: size,
  }),
  z.object({ source: z.literal('PULL_FROM_URL'), video_url: z.string().min(1) }),
]);
export type VideoSource = z.output<typeof videoSourceSchema>;

/** Bounds of contract 6.1 and 6.2: the lower one is 5 MiB, the upper ones are decimal. */
export const CHUNK = {
  min: 5_242_880,
  max: 64_000_000,
  lastBelow: 128_000_000,
  maxCount: 1000,
  maxVideo: 4_000_000_000,
} as const;

/**
 * Whether the announced chunks are ones TikTok takes.
 * @returns what TikTok says is wrong, or undefined.
 */
export const chunkPlanError = (plan: {
  video_size: number;
  chunk_size: number;
  total_chunk_count: number;
}): string | undefined => {
  const { video_size, chunk_size, total_chunk_count } = plan;
  if (video_size > CHUNK.maxVideo) return 'The video size is invalid';
  if (total_chunk_count > CHUNK.maxCount) return 'The total chunk count is invalid';
  if (total_chunk_count === 1) {
    return chunk_size === video_size && video_size <= CHUNK.max
      ? undefined
      : 'The chunk size is invalid';
  }
  if (chunk_size < CHUNK.min || chunk_size > CHUNK.max) return 'The chunk size is invalid';
  if (total_chunk_count !== Math.floor(video_size / chunk_size)) {
    return 'The total chunk count is invalid';
  }
  const last = video_size - (total_chunk_count - 1) * chunk_size;
  return last < CHUNK.lastBelow ? undefined : 'The chunk size is invalid';
};

const isUnder = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);

/**
 * Checks the form and the ownership of an address TikTok is to download.
 * @throws ApiError 400 for an address it never takes, 403 `url_ownership_unverified` outside the app's properties.
 */
export const checkPullUrl = (core: Core, app: App, address: string): void => {
  if (!URL.canParse(address)) throw invalidParams(core, 'The URL is invalid.');
  const url = new URL(address);
  const lax = core.settings.allowPrivatePulls;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (url.protocol !== 'https:' && !(lax && url.protocol === 'http:')) {
    throw invalidParams(core, 'The URL must use https.');
  }
  if (!lax && (isIP(host) !== 0 || !host.includes('.'))) {
    throw invalidParams(core, 'The host of the URL must be a domain.');
  }
  const owned =
    app.verifiedDomains.some((domain) => isUnder(host, domain.toLowerCase())) ||
    app.verifiedPrefixes.some((prefix) => prefix.endsWith('/') && address.startsWith(prefix));
  if (!owned) {
    throw new ApiError(
      'url_ownership_unverified',
      'Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#pull_from_url',
    );
  }
};
