import { z } from 'zod';

import { mediaFingerprint, mediaKind } from '../../../../contracts/media';
import {
  type EntryChange,
  entryChange,
  postCandidate,
  postContent,
  postOptions,
  postReason,
  postState,
} from '../../../../contracts/posts';
import { shareType, transferMode } from '../../../../contracts/settings';
import { contentFacts } from '../../media';
import { REASONS } from './reasons';

export { type EntryChange };

/** A text column that holds JSON. */
const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((value, context): z.output<T> => {
    const parsed = schema.safeParse(safeJson(value));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'stored JSON does not fit its schema' });
    return z.NEVER;
  });

const safeJson = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** Drivers return 64-bit columns as text, number or bigint. */
const number = z.coerce.number();
const instant = number.nullable();

/** Who agreed, to which words, when, and to exactly what (`digest`, see consent.ts). */
export const storedConsent = z.object({
  text: z.string(),
  version: z.string(),
  byId: z.number(),
  byName: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  digest: z.string(),
  /** What was found in the agreed bytes, file by file, so that they need not be read again. */
  facts: z.array(contentFacts.nullable()).optional(),
  /** It was given by approving somebody else's post. */
  approved: z.boolean().optional(),
  /** Who sent it again since, and answers for it from then on. */
  sentBy: z.object({ id: z.number(), name: z.string() }).optional(),
  /** It was given once for all posts of a rule, and until when (ISO 8601). */
  waiver: z.object({ rule: z.string(), givenAt: z.string(), expiresAt: z.string() }).optional(),
});

/** An entry as it was when a post was made of it: when it was saved (epoch ms), and digests. */
const entrySeen = z.object({ at: z.number(), text: z.string(), media: z.string() });
export type EntrySeen = z.output<typeof entrySeen>;

export const postRow = z.object({
  id: number,
  idempotency_key: z.string(),
  account_id: number,
  kind: mediaKind,
  share_type: shareType,
  transfer: transferMode,
  state: postState,
  reason: json(postReason).nullable(),
  uid: z.string().nullable(),
  document_id: z.string().nullable(),
  locale: z.string().nullable(),
  source_status: z.enum(['draft', 'published']).nullable(),
  title: z.string().nullable(),
  content: json(postContent),
  options: json(postOptions),
  media: json(z.array(mediaFingerprint)),
  consent: json(storedConsent).nullable(),
  scheduled_at: instant,
  next_step_at: instant,
  waits_for_entry: instant.transform((value) => value === 1),
  look_since: instant,
  entry_seen: json(entrySeen).nullable(),
  entry_changed: json(entryChange).nullable(),
  /** Where it was when a person cancelled it; null where somebody else did. */
  cancelled_from: postState.nullable(),
  fence: number,
  lease_owner: z.string().nullable(),
  lease_until: instant,
  tries: number,
  version: number,
  published_at: instant,
  post_ids: json(z.array(z.string())).nullable(),
  link: z.string().nullable(),
  rule_name: z.string().nullable(),
  created_by_id: number.nullable(),
  created_by_name: z.string().nullable(),
  created_at: number,
  updated_at: number,
});
export type PostRow = z.output<typeof postRow>;

/** What a column that cannot be read is taken for; every other one for null. */
const UNREADABLE: Record<string, unknown> = {
  kind: 'video',
  share_type: 'inbox',
  transfer: 'file_upload',
  state: 'held',
  content: '{}',
  options: '{}',
  media: '[]',
};

/**
 * A post as it can be shown, whatever is stored in its row: one that cannot be read says so, is agreed
 * to by nobody, and keeps no list of posts from being read. @throws ZodError for what is no post at all
 */
export const postRowOrBroken = (row: unknown): PostRow => {
  const whole = postRow.safeParse(row);
  if (whole.success) return whole.data;
  const broken = whole.error.issues.map(({ path }) => String(path[0]));
  return postRow.parse({
    ...z.record(z.string(), z.unknown()).parse(row),
    ...Object.fromEntries(broken.map((column) => [column, UNREADABLE[column] ?? null])),
    consent: null,
    reason: JSON.stringify(REASONS.unreadable),
  });
};

export const attemptOutcome = z.enum([
  'open',
  'published',
  'in_inbox',
  'failed',
  'unknown',
  'abandoned',
]);

export const attemptRow = z.object({
  id: number,
  post_id: number,
  account_id: number,
  number,
  kind: z.enum(['direct_video', 'inbox_video', 'photos']),
  outcome: attemptOutcome,
  intent_at: number,
  init_answered_at: instant,
  publish_id: z.string().nullable(),
  upload_url: z.string().nullable(),
  upload_expires_at: instant,
  total_bytes: instant,
  sent_bytes: instant,
  committed_at: instant,
  accepted_at: instant,
  settled_at: instant,
  fail_reason: z.string().nullable(),
  status_polls: number,
  denials: z.coerce.number().catch(0),
  log_ids: json(z.array(z.string())).nullable(),
  candidates: json(z.array(postCandidate)).nullable(),
});
export type AttemptRow = z.output<typeof attemptRow>;

export const timelineRow = z.object({
  id: number,
  post_id: number,
  at: number,
  from_state: postState.nullable(),
  to_state: postState.nullable(),
  code: z.string(),
  message: z.string(),
  actor: z.string(),
  log_id: z.string().nullable(),
});
export type TimelineRow = z.output<typeof timelineRow>;

/** Column values of a write, JSON columns as text. */
export type PostPatch = Partial<{
  state: PostRow['state'];
  account_id: number;
  kind: PostRow['kind'];
  share_type: PostRow['share_type'];
  transfer: PostRow['transfer'];
  uid: string | null;
  document_id: string | null;
  locale: string | null;
  source_status: 'draft' | 'published' | null;
  reason: string | null;
  title: string | null;
  content: string;
  options: string;
  media: string;
  consent: string | null;
  scheduled_at: number | null;
  next_step_at: number | null;
  waits_for_entry: 0 | 1;
  look_since: number | null;
  entry_seen: string | null;
  entry_changed: string | null;
  cancelled_from: PostRow['state'] | null;
  tries: number;
  published_at: number | null;
  post_ids: string | null;
  link: string | null;
}>;

export type AttemptPatch = Partial<
  Omit<AttemptRow, 'id' | 'post_id' | 'log_ids' | 'candidates'>
> & {
  log_ids?: string;
  candidates?: string | null;
};
