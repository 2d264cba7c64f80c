import { type Core } from './core';
import { type Call, type WebhookDelivery } from './ledger';
import { openIdOf } from './ids';
import {
  type Account,
  type FailReason,
  type Media,
  type Post,
  type PostSettings,
  type PrivacyLevel,
  type Publish,
  type PublishStatus,
} from './types';

/** What the outside may see of received bytes. */
export interface MediaView {
  sha256: string;
  bytes: number;
  contentType: string;
  durationSec?: number;
  width?: number;
  height?: number;
}

export interface PublishView {
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
  videoSize?: number;
  uploadedBytes: number;
  downloadedBytes: number;
  urls: readonly string[];
  media: MediaView[];
  postIds: readonly string[];
}

export interface PostView {
  postId: string;
  publishId: string;
  clientKey: string;
  openId: string;
  handle: string;
  kind: 'video' | 'photo';
  via: 'direct' | 'draft' | 'app';
  createdAt: number;
  privacyLevel: PrivacyLevel;
  settings: PostSettings;
  media: MediaView[];
  publiclyAvailable: boolean;
}

export interface AccountView extends Omit<Account, 'avatar'> {
  avatar: undefined;
  /** open_id by client key. */
  openIds: Record<string, string>;
}

export interface DraftView extends PublishView {
  /** In the creator's inbox and not finished yet. */
  pending: boolean;
}

export interface LedgerView {
  calls: readonly Call[];
  inits: PublishView[];
  posts: PostView[];
  drafts: DraftView[];
  webhooks: readonly WebhookDelivery[];
}

const mediaView = ({
  sha256,
  bytes,
  contentType,
  durationSec,
  width,
  height,
}: Media): MediaView => ({
  sha256,
  bytes,
  contentType,
  durationSec,
  width,
  height,
});

export const publishView = (publish: Publish): PublishView => ({
  publishId: publish.publishId,
  kind: publish.kind,
  mode: publish.mode,
  source: publish.source,
  clientKey: publish.clientKey,
  openId: publish.openId,
  handle: publish.handle,
  initAt: publish.initAt,
  settings: publish.settings,
  status: publish.status,
  failReason: publish.failReason,
  videoSize: publish.upload?.videoSize,
  uploadedBytes: publish.uploadedBytes,
  downloadedBytes: publish.downloadedBytes,
  urls: publish.urls,
  media: publish.media.map(mediaView),
  postIds: publish.postIds,
});

export const postView = (post: Post): PostView => ({
  postId: post.postId,
  publishId: post.publishId,
  clientKey: post.clientKey,
  openId: post.openId,
  handle: post.handle,
  kind: post.kind,
  via: post.via,
  createdAt: post.createdAt,
  privacyLevel: post.privacyLevel,
  settings: post.settings,
  media: post.media.map(mediaView),
  publiclyAvailable: post.publiclyAvailable,
});

/** Every accepted init, oldest first. */
export const listPublishes = (core: Core): PublishView[] =>
  [...core.state.publishes.values()].map(publishView);

/** Every post that is on TikTok now, oldest first, whoever may see it. */
export const listPosts = (core: Core): PostView[] =>
  [...core.state.posts.values()].filter((post) => !post.removed).map(postView);

/** Every draft that reached an inbox. */
export const listDrafts = (core: Core): DraftView[] =>
  [...core.state.publishes.values()]
    .filter((publish) => publish.deliveredAt !== undefined)
    .map((publish) => ({
      ...publishView(publish),
      pending: publish.status === 'SEND_TO_USER_INBOX',
    }));

export const ledgerView = (core: Core): LedgerView => ({
  calls: core.ledger.calls,
  inits: listPublishes(core),
  posts: listPosts(core),
  drafts: listDrafts(core),
  webhooks: core.ledger.webhooks,
});

/** Accounts without their pictures, with the open_id each app knows them by. */
export const listAccounts = (core: Core): AccountView[] =>
  [...core.state.accounts.values()].map((account) => ({
    ...account,
    avatar: undefined,
    openIds: Object.fromEntries(
      [...core.state.apps.keys()].map((key) => [key, openIdOf(key, account.handle)]),
    ),
  }));
