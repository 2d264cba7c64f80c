import { z } from 'zod';

import { count, idString, int64, maybe } from './json';
import { TIKTOK_LIMITS } from './limits';

/** [tiktok-api-v2-video-object] */
export const VIDEO_FIELDS = [
  'id',
  'create_time',
  'cover_image_url',
  'share_url',
  'video_description',
  'duration',
  'height',
  'width',
  'title',
  'embed_link',
  'like_count',
  'comment_count',
  'share_count',
  'view_count',
] as const;

export const fieldsQuery = { fields: VIDEO_FIELDS.join(',') };

const text = maybe(z.string());
const number = maybe(count);
const counter = maybe(int64);

/** A public post of the account. */
export const videoObject = z
  .object({
    id: idString,
    create_time: number,
    cover_image_url: text,
    share_url: text,
    video_description: text,
    duration: number,
    height: number,
    width: number,
    title: text,
    embed_link: text,
    like_count: counter,
    comment_count: counter,
    share_count: counter,
    view_count: counter,
  })
  .transform((wire) => ({
    id: wire.id,
    /** Unix milliseconds; TikTok gives seconds here (T83). */
    createTimeMs: wire.create_time === undefined ? undefined : wire.create_time * 1000,
    /** Lives six hours. */
    coverImageUrl: wire.cover_image_url,
    shareUrl: wire.share_url,
    /** Cut at 150 characters by TikTok. */
    videoDescription: wire.video_description,
    durationSeconds: wire.duration,
    height: wire.height,
    width: wire.width,
    /** Cut at 150 characters by TikTok. */
    title: wire.title,
    embedLink: wire.embed_link,
    likeCount: wire.like_count,
    commentCount: wire.comment_count,
    shareCount: wire.share_count,
    viewCount: wire.view_count,
  }));
export type VideoObject = z.output<typeof videoObject>;

export const MAX_VIDEOS = TIKTOK_LIMITS.videosPerPage;
