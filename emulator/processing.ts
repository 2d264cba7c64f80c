import { accountOf, type Core } from './core';
import { newPostId, openIdOf } from './ids';
import { type Json } from './json';
import { checkMedia } from './media-check';
import { abortPull, pull, PullFailed } from './pull';
import { type Epoch } from './tasks';
import {
  type FailReason,
  type Post,
  type PostSettings,
  type PrivacyLevel,
  type Publish,
} from './types';

const publishType = (core: Core, publish: Publish): string =>
  publish.mode === 'direct' ? core.settings.quirks.directPublishType : 'INBOX_SHARE';

const tell = (
  core: Core,
  publish: Publish,
  event: string,
  more: { [key: string]: Json } = {},
): void =>
  core.webhooks.send({
    clientKey: publish.clientKey,
    openId: publish.openId,
    event,
    content: { publish_id: publish.publishId, ...more, publish_type: publishType(core, publish) },
  });

/** Ends a post that is on its way, and says so by webhook. */
export const failPublish = (core: Core, publish: Publish, reason: FailReason): void => {
  if (publish.status === 'FAILED') return;
  publish.status = 'FAILED';
  publish.failReason = reason;
  publish.downloading = false;
  abortPull(publish);
  tell(core, publish, 'post.publish.failed', { reason });
};

/** Fails everything of one user and app that is not on TikTok yet. */
export const failInProgress = (
  core: Core,
  clientKey: string,
  openId: string,
  reason: FailReason,
): void => {
  for (const publish of core.state.publishes.values()) {
    const isTheirs = publish.clientKey === clientKey && publish.openId === openId;
    if (isTheirs && publish.status.startsWith('PROCESSING')) failPublish(core, publish, reason);
  }
};

const hasFailed = (publish: Publish): boolean => publish.status === 'FAILED';

const waitWhile = async (held: () => boolean, epoch: Epoch): Promise<void> => {
  while (held() && !epoch.over) await epoch.pause(20);
};

/** Shows a public post's id in status and by webhook. */
export const makeAvailable = (core: Core, post: Post): void => {
  if (post.publiclyAvailable || post.removed) return;
  post.publiclyAvailable = true;
  const publish = core.state.publishes.get(post.publishId);
  if (!publish) return;
  tell(core, publish, 'post.publish.publicly_available', { post_id: BigInt(post.postId) });
};

/** The post is gone from public view: removed by moderation or by the creator, or made private. */
export const makeUnavailable = (core: Core, post: Post): void => {
  if (!post.publiclyAvailable) return;
  post.publiclyAvailable = false;
  const publish = core.state.publishes.get(post.publishId);
  if (!publish) return;
  tell(core, publish, core.settings.quirks.unavailableEvent, {
    post_id: BigInt(post.postId),
  });
};

/** Creation times differ, so that video/list's cursor never skips a post. */
const nextCreatedAt = (core: Core, handle: string): number => {
  const own = [...core.state.posts.values()].filter((post) => post.handle === handle);
  return Math.max(core.clock.now(), ...own.map((post) => post.createdAt + 1));
};

/** Puts a post on TikTok. */
export const goLive = (
  core: Core,
  publish: Publish,
  privacyLevel: PrivacyLevel,
  settings: PostSettings,
): Post => {
  const post: Post = {
    postId: newPostId(),
    publishId: publish.publishId,
    clientKey: publish.clientKey,
    openId: publish.openId,
    handle: publish.handle,
    kind: publish.kind,
    via: publish.mode === 'direct' ? 'direct' : 'draft',
    createdAt: nextCreatedAt(core, publish.handle),
    privacyLevel,
    settings,
    media: publish.media,
    publiclyAvailable: false,
    removed: false,
  };
  core.state.posts.set(post.postId, post);
  publish.postIds.push(post.postId);
  publish.status = 'PUBLISH_COMPLETE';
  tell(core, publish, 'post.publish.complete');
  if (privacyLevel === 'PUBLIC_TO_EVERYONE') {
    core.tasks.run(async (epoch) => {
      await epoch.pause(core.settings.delays.publicIdMs);
      await waitWhile(() => core.script.moderationHeld, epoch);
      if (!epoch.over) makeAvailable(core, post);
    });
  }
  return post;
};

/** What a post has that nothing was said about. */
export const NO_SETTINGS: PostSettings = {
  title: '',
  description: '',
  disableComment: false,
  disableDuet: false,
  disableStitch: false,
  brandContent: false,
  brandOrganic: false,
  isAigc: false,
  autoAddMusic: false,
};

/** Puts a post on TikTok that no program sent: no status and no webhook tells of it. */
export const postInApp = (
  core: Core,
  input: {
    handle: string;
    clientKey: string;
    kind: 'video' | 'photo';
    title: string;
    createdAt?: number | undefined;
    privacyLevel: PrivacyLevel;
  },
): Post => {
  const { handle, clientKey, kind, title, privacyLevel } = input;
  const post: Post = {
    postId: newPostId(),
    publishId: '',
    clientKey,
    openId: openIdOf(clientKey, handle),
    handle,
    kind,
    via: 'app',
    createdAt: input.createdAt ?? nextCreatedAt(core, handle),
    privacyLevel,
    settings: { ...NO_SETTINGS, title, privacyLevel },
    media: [],
    publiclyAvailable: privacyLevel === 'PUBLIC_TO_EVERYONE',
    removed: false,
  };
  core.state.posts.set(post.postId, post);
  return post;
};

const processMedia = async (core: Core, publish: Publish, epoch: Epoch): Promise<void> => {
  await epoch.pause(core.settings.delays.processingMs);
  await waitWhile(() => core.script.processingHeld, epoch);
  if (epoch.over || hasFailed(publish)) return;
  const account = accountOf(core, publish.handle);
  const reason = core.script.failures.shift() ?? (await checkMedia(publish, account));
  if (epoch.over || hasFailed(publish)) return;
  if (reason !== undefined) return failPublish(core, publish, reason);
  if (publish.mode === 'direct') {
    goLive(core, publish, publish.settings.privacyLevel ?? 'SELF_ONLY', publish.settings);
    return;
  }
  publish.status = 'SEND_TO_USER_INBOX';
  publish.deliveredAt = core.clock.now();
  tell(core, publish, 'post.publish.inbox_delivered');
};

/** All bytes are there: checks them, then posts or puts the draft into the inbox. */
export const startProcessing = (core: Core, publish: Publish): void =>
  core.tasks.run((epoch) => processMedia(core, publish, epoch));

/** Downloads what an init of PULL_FROM_URL named, then processes it. */
export const startDownload = (core: Core, publish: Publish): void => {
  publish.downloading = true;
  core.tasks.run(async (epoch) => {
    try {
      for (const url of publish.urls) publish.media.push(await pull(core, publish, url, epoch));
    } catch (error) {
      if (!(error instanceof PullFailed)) throw error;
      if (!epoch.over) failPublish(core, publish, `${publish.kind}_pull_failed`);
      return;
    }
    publish.downloading = false;
    await processMedia(core, publish, epoch);
  });
};

/** The creator finishes a draft in the app; may happen several times for one draft. */
export const finishDraft = (
  core: Core,
  publish: Publish,
  choice: { privacyLevel?: PrivacyLevel; title?: string } = {},
): Post => {
  if (publish.mode !== 'inbox' || publish.deliveredAt === undefined) {
    throw new Error(`${publish.publishId} is no draft in the creator's inbox.`);
  }
  const privacyLevel = choice.privacyLevel ?? 'PUBLIC_TO_EVERYONE';
  const title = choice.title ?? publish.settings.title;
  return goLive(core, publish, privacyLevel, { ...publish.settings, privacyLevel, title });
};
