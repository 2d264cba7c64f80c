import { type Counter, type Curve } from './counters';
import { type MediaFile } from './storage';

/** Everything the emulator remembers, in TikTok's own terms. Times are milliseconds unless the name says otherwise. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const SCOPES = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
] as const;
export type Scope = (typeof SCOPES)[number];

export const PRIVACY_LEVELS = [
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
] as const;
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number];

export const FAIL_REASONS = [
  'file_format_check_failed',
  'duration_check_failed',
  'frame_rate_check_failed',
  'picture_size_check_failed',
  'internal',
  'video_pull_failed',
  'photo_pull_failed',
  'publish_cancelled',
  'auth_removed',
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'spam_risk_text',
  'spam_risk',
] as const;
export type FailReason = (typeof FAIL_REASONS)[number];

export const ENDPOINTS = [
  'oauth.authorize',
  'oauth.token',
  'oauth.revoke',
  'user.info',
  'video.list',
  'video.query',
  'creator_info',
  'video.init',
  'inbox.init',
  'content.init',
  'upload',
  'status',
  'cancel',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

export interface App {
  clientKey: string;
  clientSecret: string;
  redirectUris: readonly string[];
  scopes: readonly Scope[];
  mode: 'live' | 'sandbox';
  /** `web` or `desktop` for all redirect URIs; left out, each URI decides: http on loopback is desktop. */
  kind?: 'web' | 'desktop';
  /** Verified domain properties; each covers its sub-domains. */
  verifiedDomains: readonly string[];
  /** Verified URL-prefix properties, each ending in `/`. */
  verifiedPrefixes: readonly string[];
  /** Sandbox only: the handles that may log in. Left out, all may. */
  targetUsers?: readonly string[];
}

export interface Picture {
  contentType: string;
  base64: string;
}

export interface Account {
  handle: string;
  nickname: string;
  private: boolean;
  verified: boolean;
  bio: string;
  maxVideoPostDurationSec: number;
  commentDisabled: boolean;
  duetDisabled: boolean;
  stitchDisabled: boolean;
  followerCount: number;
  /** So many more every day since the emulator started. */
  followersPerDay: number;
  followingCount: number;
  likesCount: number;
  videoCount: number;
  avatar: Picture;
  /** Banned from posting through the API. */
  banned: boolean;
}

/** What one user granted one app in one login; its refresh token rotates. */
export interface Grant {
  id: string;
  clientKey: string;
  openId: string;
  handle: string;
  scopes: readonly Scope[];
  refreshToken: string;
  refreshExpiresAt: number;
}

export interface AccessToken {
  token: string;
  grantId: string;
  expiresAt: number;
}

export interface AuthorizationCode {
  code: string;
  clientKey: string;
  handle: string;
  scopes: readonly Scope[];
  redirectUri: string;
  codeChallenge?: string;
  expiresAt: number;
}

/** Bytes TikTok received, by upload or by its own download. `file` is absent with `keepMedia: false`. */
export interface Media {
  sha256: string;
  bytes: number;
  contentType: string;
  head: Buffer;
  file?: string;
  durationSec?: number;
  width?: number;
  height?: number;
}

export interface UploadTask {
  uploadId: string;
  uploadToken: string;
  expiresAt: number;
  videoSize: number;
  chunkSize: number;
  chunkCount: number;
  received: number;
  file: MediaFile;
}

export type PublishStatus =
  | 'PROCESSING_UPLOAD'
  | 'PROCESSING_DOWNLOAD'
  | 'SEND_TO_USER_INBOX'
  | 'PUBLISH_COMPLETE'
  | 'FAILED';

/** What the creator and the app chose for the post, as it takes effect on TikTok. */
export interface PostSettings {
  privacyLevel?: PrivacyLevel;
  title: string;
  description: string;
  disableComment: boolean;
  disableDuet: boolean;
  disableStitch: boolean;
  videoCoverTimestampMs?: number;
  photoCoverIndex?: number;
  brandContent: boolean;
  brandOrganic: boolean;
  isAigc: boolean;
  autoAddMusic: boolean;
}

/** One accepted init. */
export interface Publish {
  publishId: string;
  kind: 'video' | 'photo';
  mode: 'direct' | 'inbox';
  source: 'FILE_UPLOAD' | 'PULL_FROM_URL';
  clientKey: string;
  openId: string;
  handle: string;
  initAt: number;
  settings: PostSettings;
  status: PublishStatus;
  failReason?: FailReason;
  uploadedBytes: number;
  downloadedBytes: number;
  upload?: UploadTask;
  urls: readonly string[];
  media: Media[];
  postIds: string[];
  /** True while TikTok is downloading: the only time a cancel is possible. */
  downloading: boolean;
  /** Drafts: the moment the notification reached the inbox. */
  deliveredAt?: number;
}

/** A post that is on TikTok. */
export interface Post {
  postId: string;
  publishId: string;
  clientKey: string;
  openId: string;
  handle: string;
  kind: 'video' | 'photo';
  /** `app`: the creator posted it in the app, without any program. */
  via: 'direct' | 'draft' | 'app';
  createdAt: number;
  privacyLevel: PrivacyLevel;
  settings: PostSettings;
  media: readonly Media[];
  /** Public and past moderation: only then status and webhook tell the post id. */
  publiclyAvailable: boolean;
  removed: boolean;
  /** How its counters grow; absent: as its id decides. */
  curve?: Curve;
  /** Counters that a test decides, for good; null: left out of answers. */
  counters?: Partial<Record<Counter, bigint | number | null>>;
}

export interface State {
  apps: Map<string, App>;
  accounts: Map<string, Account>;
  codes: Map<string, AuthorizationCode>;
  usedCodes: Set<string>;
  grants: Map<string, Grant>;
  accessTokens: Map<string, AccessToken>;
  publishes: Map<string, Publish>;
  posts: Map<string, Post>;
  /** Per browser session cookie: the handle signed in. */
  sessions: Map<string, string>;
}
