import { z } from 'zod';
import {
  authenticate,
  checkContentType,
  invalidParams,
  readJson,
  takeRate,
  type Caller,
} from './bearer';
import { type Context, type Core, type Handler } from './core';
import { counterAt, likesOf } from './counters';
import { ApiError } from './errors';
import { okReply } from './http';
import { unionIdOf } from './ids';
import { DAY } from './limits';
import { type Json } from './json';
import { signedPictureUrl } from './pictures';
import { type Account, type Post, type Scope } from './types';

const AVATAR_TTL = 2 * 3600;
const COVER_TTL = 6 * 3600;

type Fields<T> = Readonly<Record<string, (source: T) => Json>>;

const requested = <T>(context: Context, known: Fields<T>): string[] => {
  const names = (context.url.searchParams.get('fields') ?? '')
    .split(',')
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (names.length === 0 || unknown.length > 0) {
    throw invalidParams(
      context.core,
      names.length === 0
        ? 'Query parameter fields is required.'
        : `Unknown field: ${unknown.join(',')}`,
    );
  }
  return names;
};

const pick = <T>(names: readonly string[], known: Fields<T>, source: T): { [key: string]: Json } =>
  Object.fromEntries(names.map((name) => [name, known[name]?.(source) ?? null]));

export const avatarUrl = (core: Core, origin: string, account: Account): string =>
  signedPictureUrl(core, origin, `avatar/${account.handle}`, AVATAR_TTL);

interface Profile {
  core: Core;
  origin: string;
  caller: Caller;
}

const publicPosts = (core: Core, handle: string): Post[] =>
  [...core.state.posts.values()]
    .filter((post) => post.handle === handle && post.publiclyAvailable && !post.removed)
    .sort((a, b) => b.createdAt - a.createdAt);

const avatar = ({ core, origin, caller }: Profile): Json => avatarUrl(core, origin, caller.account);

const USER_FIELDS: Readonly<Record<string, readonly [Scope, (profile: Profile) => Json]>> = {
  open_id: ['user.info.basic', ({ caller }) => caller.grant.openId],
  union_id: ['user.info.basic', ({ caller }) => unionIdOf(caller.account.handle)],
  avatar_url: ['user.info.basic', avatar],
  avatar_url_100: ['user.info.basic', avatar],
  avatar_large_url: ['user.info.basic', avatar],
  display_name: ['user.info.basic', ({ caller }) => caller.account.nickname],
  bio_description: ['user.info.profile', ({ caller }) => caller.account.bio],
  profile_deep_link: [
    'user.info.profile',
    ({ caller }) => `https://www.tiktok.com/@${caller.account.handle}`,
  ],
  is_verified: ['user.info.profile', ({ caller }) => caller.account.verified],
  username: ['user.info.profile', ({ caller }) => caller.account.handle],
  follower_count: [
    'user.info.stats',
    ({ core, caller: { account } }) =>
      account.followerCount +
      Math.floor((account.followersPerDay * (core.clock.now() - core.startedAt)) / DAY),
  ],
  following_count: ['user.info.stats', ({ caller }) => caller.account.followingCount],
  likes_count: [
    'user.info.stats',
    ({ core, caller: { account } }) =>
      account.likesCount + likesOf(publicPosts(core, account.handle), core.clock.now()),
  ],
  video_count: [
    'user.info.stats',
    ({ core, caller }) =>
      caller.account.videoCount + publicPosts(core, caller.account.handle).length,
  ],
};
const USER_GETTERS: Fields<Profile> = Object.fromEntries(
  Object.entries(USER_FIELDS).map(([name, [, get]]) => [name, get]),
);

/** GET /v2/user/info/?fields=…; each field needs its own scope. */
export const userInfo: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['user.info.basic', 'user.info.profile', 'user.info.stats']);
  takeRate(context, caller, core.settings.limits.displayPerMinute);
  const names = requested(context, USER_GETTERS);
  const missing = names.filter((name) => {
    const scope = USER_FIELDS[name]?.[0];
    return scope !== undefined && !caller.grant.scopes.includes(scope);
  });
  if (missing.length > 0) {
    throw new ApiError(
      'scope_not_authorized',
      `The user did not authorize the scope required for the fields: ${missing.join(',')}`,
    );
  }
  call.effect = true;
  return okReply(logId, {
    user: pick(names, USER_GETTERS, { core, origin: context.origin, caller }),
  });
};

interface Video {
  core: Core;
  origin: string;
  post: Post;
  clientKey: string;
}

/** Captions come back cut at 150 (contract 3.4), and line breaks get lost (T72). */
const caption = ({ core, post }: Video): string => {
  const text = post.settings.title || post.settings.description;
  const lines = text.split('\n').map((line) => line.trim());
  return (core.settings.quirks.dropLineBreaks ? lines.filter(Boolean).join(' ') : text).slice(
    0,
    150,
  );
};

export const webPath = (post: Post): string => `/@${post.handle}/${post.kind}/${post.postId}`;

const VIDEO_FIELDS: Fields<Video> = {
  id: ({ post }) => post.postId,
  create_time: ({ post }) => Math.floor(post.createdAt / 1000),
  cover_image_url: ({ core, origin, post }) =>
    signedPictureUrl(core, origin, `cover/${post.postId}`, COVER_TTL),
  share_url: ({ post, clientKey }) =>
    `https://www.tiktok.com${webPath(post)}?utm_campaign=tt4d_open_api&utm_source=${clientKey}`,
  video_description: caption,
  duration: ({ post }) => (post.kind === 'video' ? (post.media[0]?.durationSec ?? 0) : 0),
  height: ({ post }) => post.media[0]?.height ?? 0,
  width: ({ post }) => post.media[0]?.width ?? 0,
  title: caption,
  embed_html: ({ post }) =>
    `<blockquote class="tiktok-embed" data-video-id="${post.postId}"></blockquote>`,
  embed_link: ({ post }) => `https://www.tiktok.com/player/v1/${post.postId}`,
  like_count: ({ core, post }) => counterAt(post, 'like_count', core.clock.now()),
  comment_count: ({ core, post }) => counterAt(post, 'comment_count', core.clock.now()),
  share_count: ({ core, post }) => counterAt(post, 'share_count', core.clock.now()),
  view_count: ({ core, post }) => counterAt(post, 'view_count', core.clock.now()),
  is_aigc: ({ post }) => post.settings.isAigc,
};

/** The fields of a video that this app knows. */
const videoFields = ({ settings }: Core): Fields<Video> =>
  settings.quirks.aigcField
    ? VIDEO_FIELDS
    : Object.fromEntries(Object.entries(VIDEO_FIELDS).filter(([name]) => name !== 'is_aigc'));

/** What is answered of these posts: a counter that is missing is no member at all. */
const answered = (
  { core, origin }: Context,
  posts: readonly Post[],
  names: readonly string[],
  { app: { clientKey } }: Caller,
): Json[] => {
  const { reversed, leftOut } = core.script.videos;
  const videos = posts.slice(0, Math.max(0, posts.length - leftOut)).map((post) => {
    const fields = pick(names, VIDEO_FIELDS, { core, origin, post, clientKey });
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  });
  return reversed ? videos.reverse() : videos;
};

const listSchema = z.object({
  cursor: z.number().int().nonnegative().optional(),
  max_count: z.number().int().min(1).max(20).default(10),
});

/** POST /v2/video/list/?fields=…: public posts, newest first; cursor in ms, create_time in s. */
export const videoList: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['video.list']);
  takeRate(context, caller, core.settings.limits.displayPerMinute);
  checkContentType(context);
  const names = requested(context, videoFields(core));
  const { cursor, max_count } = readJson(context, listSchema);
  const before = publicPosts(core, caller.account.handle).filter(
    (post) => cursor === undefined || cursor === 0 || post.createdAt < cursor,
  );
  const shown = before.slice(0, max_count);
  const last = shown[shown.length - 1];
  call.effect = true;
  return okReply(logId, {
    videos: answered(context, shown, names, caller),
    cursor: last ? last.createdAt : (cursor ?? 0),
    has_more: before.length > shown.length,
  });
};

const querySchema = z.object({
  filters: z.object({ video_ids: z.array(z.string()).min(1).max(20) }),
});

/** POST /v2/video/query/?fields=…: the user's own public videos by id. */
export const videoQuery: Handler = (context) => {
  const { core, logId, call } = context;
  const caller = authenticate(context, ['video.list']);
  takeRate(context, caller, core.settings.limits.displayPerMinute);
  checkContentType(context);
  const names = requested(context, videoFields(core));
  const { filters } = readJson(context, querySchema);
  call.effect = true;
  const found = publicPosts(core, caller.account.handle).filter((post) =>
    filters.video_ids.includes(post.postId),
  );
  return okReply(logId, { videos: answered(context, found, names, caller) });
};
