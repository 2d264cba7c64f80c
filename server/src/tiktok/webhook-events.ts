import { z } from 'zod';

import { count, idString, maybe, parseJson } from './json';

const text = maybe(z.union([z.string(), z.number()]).transform(String));

const envelope = z.object({
  client_key: z.string(),
  event: z.string(),
  create_time: maybe(count),
  user_openid: text,
  content: z.unknown().optional(),
});

const post = { publish_id: z.string().min(1), publish_type: text };
const withPostId = z.object({ ...post, post_id: idString });

const publishOf = (content: { publish_id: string; publish_type?: string }) => ({
  publishId: content.publish_id,
  /** `INBOX_SHARE` for drafts; the other is `DIRECT_POST` or `DIRECT_PUBLISH`, or a word that is new. */
  publishType: content.publish_type,
});

const noLongerPublic = withPostId.transform((content) => ({
  type: 'no_longer_publicly_available' as const,
  ...publishOf(content),
  postId: content.post_id,
}));

/** What each event's content becomes. [webhooks-events] */
const CONTENT = {
  'authorization.removed': z
    .object({ reason: maybe(count) })
    // That it was removed is told by the event itself.
    .catch({ reason: undefined })
    /** 0 unknown, 1 disconnected, 2 account deleted, 3 age changed, 4 banned, 5 revoked by the app. */
    .transform(({ reason }) => ({ type: 'authorization_removed' as const, reason: reason ?? 0 })),
  'post.publish.failed': z.object({ ...post, reason: text }).transform((content) => ({
    type: 'post_failed' as const,
    ...publishOf(content),
    /** See `explainFailReason`. */
    failReason: content.reason ?? '',
  })),
  'post.publish.complete': z
    .object(post)
    .transform((content) => ({ type: 'post_complete' as const, ...publishOf(content) })),
  'post.publish.inbox_delivered': z
    .object(post)
    .transform((content) => ({ type: 'inbox_delivered' as const, ...publishOf(content) })),
  'post.publish.publicly_available': withPostId.transform((content) => ({
    type: 'publicly_available' as const,
    ...publishOf(content),
    postId: content.post_id,
  })),
  // TikTok's pages for developers spell it in the one way, those for businesses in the other.
  'post.publish.no_longer_publicaly_available': noLongerPublic,
  'post.publish.no_longer_publicly_available': noLongerPublic,
} as const;

type KnownEvent = keyof typeof CONTENT;
const isKnown = (event: string): event is KnownEvent => Object.hasOwn(CONTENT, event);

export type WebhookContent =
  | z.output<(typeof CONTENT)[KnownEvent]>
  /** An event that is new, of another product, or whose content is not as documented. */
  | { type: 'unknown' };

export type WebhookEvent = {
  clientKey: string;
  /** TikTok's name of it. */
  event: string;
  /** Unix milliseconds; TikTok sends seconds, and milliseconds in its test event. */
  createTimeMs?: number;
  /** The account's open_id, verbatim. */
  userOpenId?: string;
} & WebhookContent;

/** Unix seconds or milliseconds to milliseconds: seconds stay below 10^11 until the year 5138. */
const toMs = (time: number): number => (time < 100_000_000_000 ? time * 1000 : time);

const decoded = (content: unknown): unknown => {
  if (typeof content !== 'string') return content;
  try {
    return parseJson(content);
  } catch {
    return undefined;
  }
};

/**
 * A webhook's raw body as an event; ids stay strings even where `content` holds numbers. Verify the
 * signature first: this proves nothing. Undefined: not TikTok's envelope.
 */
export const parseWebhook = (rawBody: Uint8Array | string): WebhookEvent | undefined => {
  const body = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  const parsed = envelope.safeParse(decoded(body));
  if (!parsed.success) return undefined;
  const { client_key, event, create_time, user_openid, content } = parsed.data;
  const known = isKnown(event) ? CONTENT[event].safeParse(decoded(content)) : undefined;
  return {
    clientKey: client_key,
    event,
    ...(create_time === undefined ? {} : { createTimeMs: toMs(create_time) }),
    ...(user_openid === undefined ? {} : { userOpenId: user_openid }),
    ...(known?.success ? known.data : { type: 'unknown' as const }),
  };
};
