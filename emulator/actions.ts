import { z } from 'zod';
import { approve, cancel, readAuthorizeRequest } from './authorize';
import { accountOf, type Core } from './core';
import { COUNTERS } from './counters';
import { createGrant, removeAuthorization } from './oauth';
import { failPublish, finishDraft, makeAvailable, makeUnavailable, postInApp } from './processing';
import { toAccount, toApp } from './options';
import { FAIL_REASONS, PRIVACY_LEVELS, SCOPES, type Post, type Publish } from './types';
import { postView } from './views';

const publishOf = (core: Core, publishId: string): Publish => {
  const publish = core.state.publishes.get(publishId);
  if (!publish) throw new Error(`There is no publish_id "${publishId}".`);
  return publish;
};

const postOf = (core: Core, postId: string): Post => {
  const post = core.state.posts.get(postId);
  if (!post) throw new Error(`There is no post "${postId}".`);
  return post;
};

const appKey = (core: Core, given: string | undefined): string => {
  const key = given ?? [...core.state.apps.keys()][0];
  if (key === undefined || !core.state.apps.has(key))
    throw new Error(`There is no app "${key ?? ''}".`);
  return key;
};

const action = <S extends z.ZodType, R>(schema: S, run: (core: Core, input: z.output<S>) => R) => ({
  schema,
  /** @throws ZodError or Error, in words, for input that makes no sense. */
  run: (core: Core, input: unknown): R => run(core, schema.parse(input)),
});

/** Digits become a bigint, which goes over the wire unrounded. */
const counterValue = z.union([
  z.number().int(),
  z.null(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(BigInt),
]);

const byHandle = { handle: z.string() };
const on = z.boolean().default(true);
const scopes = z.array(z.enum(SCOPES));
const clientKey = z.string().optional();

/** The user's decision on an authorize URL, without a browser. @returns where TikTok would redirect. */
const decide = (
  core: Core,
  input: {
    url: string;
    handle: string;
    scopes?: readonly (typeof SCOPES)[number][];
    decision: string;
  },
): { location: string } => {
  const request = readAuthorizeRequest(core, new URL(input.url).searchParams);
  if ('wrong' in request)
    throw new Error(`TikTok refuses this address: ${request.wrong.join(', ')}`);
  accountOf(core, input.handle);
  if (input.decision === 'cancel') return { location: cancel(request) };
  const granted = request.scopes.filter((scope) => input.scopes?.includes(scope) ?? true);
  return { location: approve(core, request, input.handle, granted) };
};

const expire = (core: Core, handle: string | undefined, what: 'access' | 'refresh'): void => {
  for (const grant of core.state.grants.values()) {
    if (handle !== undefined && grant.handle !== handle) continue;
    if (what === 'refresh') grant.refreshExpiresAt = core.clock.now();
    for (const access of core.state.accessTokens.values()) {
      if (what === 'access' && access.grantId === grant.id) access.expiresAt = core.clock.now();
    }
  }
};

/** Everything a person at TikTok, a creator in the app, or a test can do from outside the API. */
export const ACTIONS = {
  /** The user clicks through the consent page of an authorize URL. */
  approve: action(
    z.strictObject({
      url: z.string(),
      ...byHandle,
      scopes: scopes.optional(),
      decision: z.enum(['authorize', 'cancel']).default('authorize'),
    }),
    decide,
  ),
  /** Tokens without the login: the answer of the token endpoint in TikTok's names. */
  connect: action(
    z.strictObject({ ...byHandle, clientKey, scopes: scopes.default([...SCOPES]) }),
    (core, input) => {
      accountOf(core, input.handle);
      const { grant, accessToken } = createGrant(
        core,
        appKey(core, input.clientKey),
        input.handle,
        input.scopes,
      );
      return {
        access_token: accessToken,
        expires_in: core.settings.tokens.accessSec,
        open_id: grant.openId,
        refresh_expires_in: core.settings.tokens.refreshSec,
        refresh_token: grant.refreshToken,
        scope: grant.scopes.join(','),
        token_type: 'Bearer',
      };
    },
  ),
  /** The creator finishes a draft in the app. */
  finishDraft: action(
    z.strictObject({
      publishId: z.string(),
      privacyLevel: z.enum(PRIVACY_LEVELS).optional(),
      title: z.string().optional(),
    }),
    (core, { publishId, ...choice }) =>
      postView(finishDraft(core, publishOf(core, publishId), choice)),
  ),
  /** The user removes the app (or TikTok does); tokens die at once. */
  revoke: action(
    z.strictObject({ openId: z.string(), reason: z.number().int().min(0).max(5).default(1) }),
    (core, { openId, reason }) => {
      const keys = new Set(
        [...core.state.grants.values()]
          .filter((one) => one.openId === openId)
          .map((one) => one.clientKey),
      );
      if (keys.size === 0) throw new Error(`There is no connected user "${openId}".`);
      keys.forEach((key) => removeAuthorization(core, key, openId, reason));
    },
  ),
  setAccount: action(
    z.strictObject({
      ...byHandle,
      change: z.strictObject({
        nickname: z.string().optional(),
        private: z.boolean().optional(),
        verified: z.boolean().optional(),
        bio: z.string().optional(),
        maxVideoPostDurationSec: z.number().int().positive().optional(),
        commentDisabled: z.boolean().optional(),
        duetDisabled: z.boolean().optional(),
        stitchDisabled: z.boolean().optional(),
        followerCount: z.number().int().optional(),
        followersPerDay: z.number().int().optional(),
        followingCount: z.number().int().optional(),
        likesCount: z.number().int().optional(),
        videoCount: z.number().int().optional(),
        banned: z.boolean().optional(),
      }),
    }),
    (core, { handle, change }) => {
      Object.assign(accountOf(core, handle), change);
    },
  ),
  addAccount: action(
    z.strictObject({
      ...byHandle,
      nickname: z.string().optional(),
      private: z.boolean().optional(),
    }),
    (core, input) => {
      core.state.accounts.set(input.handle, toAccount(input, core.state.accounts.size));
    },
  ),
  addApp: action(
    z.strictObject({
      clientKey: z.string(),
      clientSecret: z.string(),
      redirectUris: z.array(z.string()),
      scopes: scopes.optional(),
      mode: z.enum(['live', 'sandbox']).optional(),
      kind: z.enum(['web', 'desktop']).optional(),
      verifiedDomains: z.array(z.string()).optional(),
      verifiedPrefixes: z.array(z.string()).optional(),
      targetUsers: z.array(z.string()).optional(),
    }),
    (core, input) => {
      core.state.apps.set(input.clientKey, toApp(input));
    },
  ),
  setPrivate: action(z.strictObject({ ...byHandle, private: on }), (core, input) => {
    accountOf(core, input.handle).private = input.private;
  }),
  setAudited: action(z.strictObject({ audited: z.boolean() }), (core, { audited }) => {
    core.settings.audited = audited;
  }),
  setWebhookUrl: action(z.strictObject({ url: z.string().nullable() }), (core, { url }) => {
    core.settings.webhook.url = url ?? undefined;
  }),
  sendWebhook: action(
    z.strictObject({
      openId: z.string(),
      event: z.string(),
      content: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.bigint()])),
      clientKey,
      createTime: z.number().int().optional(),
    }),
    (core, input) => {
      const { post_id: postId, ...rest } = input.content;
      // JSON cannot carry the id as a number without rounding it, so it comes as digits in a string.
      const raw = typeof postId === 'string' && /^\d+$/.test(postId) ? BigInt(postId) : postId;
      core.webhooks.send({
        ...input,
        clientKey: appKey(core, input.clientKey),
        content: raw === undefined ? rest : { ...rest, post_id: raw },
      });
    },
  ),
  sendPing: action(z.strictObject({ clientKey }), (core, input) =>
    core.webhooks.ping(appKey(core, input.clientKey)),
  ),
  expireAccessTokens: action(
    z.strictObject({ handle: z.string().optional() }),
    (core, { handle }) => expire(core, handle, 'access'),
  ),
  expireRefreshTokens: action(
    z.strictObject({ handle: z.string().optional() }),
    (core, { handle }) => expire(core, handle, 'refresh'),
  ),
  failNextProcessing: action(
    z.strictObject({
      reason: z.enum(FAIL_REASONS).default('internal'),
      times: z.number().int().min(1).default(1),
    }),
    (core, { reason, times }) => {
      for (let k = 0; k < times; k += 1) core.script.failures.push(reason);
    },
  ),
  /** Fails one post that is on its way, now. */
  failPublish: action(
    z.strictObject({ publishId: z.string(), reason: z.enum(FAIL_REASONS).default('internal') }),
    (core, { publishId, reason }) => failPublish(core, publishOf(core, publishId), reason),
  ),
  holdProcessing: action(z.strictObject({ hold: on }), (core, { hold }) => {
    core.script.processingHeld = hold;
  }),
  /** Public ids wait for moderation as long as this holds. */
  holdModeration: action(z.strictObject({ hold: on }), (core, { hold }) => {
    core.script.moderationHeld = hold;
  }),
  /** Moderation or the creator decides about one post. */
  moderate: action(
    z.strictObject({ postId: z.string(), verdict: z.enum(['approve', 'hide', 'remove']) }),
    (core, { postId, verdict }) => {
      const post = postOf(core, postId);
      if (verdict === 'approve') return makeAvailable(core, post);
      makeUnavailable(core, post);
      if (verdict === 'remove') post.removed = true;
    },
  ),
  /** The creator changes who can see a post. */
  setPostPrivacy: action(
    z.strictObject({ postId: z.string(), privacyLevel: z.enum(PRIVACY_LEVELS) }),
    (core, { postId, privacyLevel }) => {
      const post = postOf(core, postId);
      post.privacyLevel = privacyLevel;
      if (privacyLevel === 'PUBLIC_TO_EVERYONE') makeAvailable(core, post);
      else makeUnavailable(core, post);
    },
  ),
  /** The creator posts in the app, without any program. `createdAt` may lie in the past. */
  postInApp: action(
    z.strictObject({
      ...byHandle,
      clientKey,
      kind: z.enum(['video', 'photo']).default('video'),
      title: z.string().default(''),
      createdAt: z.number().int().optional(),
      privacyLevel: z.enum(PRIVACY_LEVELS).default('PUBLIC_TO_EVERYONE'),
    }),
    (core, { clientKey: key, ...input }) => {
      accountOf(core, input.handle);
      return postView(postInApp(core, { ...input, clientKey: appKey(core, key) }));
    },
  ),
  /** How the counters of a post grow from its beginning. */
  setCurve: action(
    z.strictObject({
      postId: z.string(),
      views: z.number().nonnegative(),
      halfHours: z.number().positive(),
    }),
    (core, { postId, ...curve }) => {
      postOf(core, postId).curve = curve;
    },
  ),
  /**
   * Counters of a post as they stand from now on, as digits where a number would round them: they may
   * fall. Null leaves one out of the answers; an empty object lets all grow again.
   */
  setCounters: action(
    z.strictObject({
      postId: z.string(),
      counters: z.partialRecord(z.enum(COUNTERS), counterValue),
    }),
    (core, { postId, counters }) => {
      postOf(core, postId).counters = counters;
    },
  ),
  /** What video/list and video/query answer: in the other order, or with some left out at the end. */
  setVideoAnswers: action(
    z.strictObject({
      reversed: z.boolean().default(false),
      leftOut: z.number().int().min(0).default(0),
    }),
    (core, videos) => {
      core.script.videos = videos;
    },
  ),
  /** Lets calls go on that a `hold` fault keeps waiting. */
  release: action(z.strictObject({}), (core) => core.faults.release()),
} as const;

export type ActionName = keyof typeof ACTIONS;
export type ActionInput<N extends ActionName> = z.input<(typeof ACTIONS)[N]['schema']>;

export const isActionName = (name: string): name is ActionName => Object.hasOwn(ACTIONS, name);
