import {
  type EntrySource,
  postAction,
  type PostAction,
  isOneOf,
  type PostState,
  type PostSummary,
  type PostView,
  type TimelineEntry,
  UNDER_WAY,
} from '../../../../contracts/posts';
import { cutText } from '../../../../contracts/cut-text';
import { type MediaItem, type Thumbnail } from '../../../../contracts/media';
import { type ApprovalRule } from '../../../../contracts/settings';
import { type Caller } from '../../http/handle';
import { isOffered } from './gate';
import { CANCELS, RESCHEDULES, RESTORES, type VerbName } from './verbs';
import { type AttemptRow, type PostRow, type TimelineRow } from '../life/rows';
import { FOLLOWS_ENTRY } from '../life/state-machine';

/** Each state in words; the admin translates them by the state's name. */
export const STATE_LABELS: Record<PostState, string> = {
  draft: 'Draft',
  awaiting_approval: 'Waits for approval',
  scheduled: 'Scheduled',
  due: 'About to be sent',
  sending: 'Uploading to TikTok',
  committing: 'Handing over to TikTok',
  processing: 'TikTok is still processing',
  in_inbox: 'In the TikTok inbox',
  published: 'Published',
  failed: 'Failed',
  held: 'On hold',
  outcome_unknown: 'Outcome unknown',
  cancelled: 'Cancelled',
};

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The verbs behind each action that the admin offers. */
const MEANS = {
  edit: ['redraft'],
  submit: ['submit'],
  approve: ['approve'],
  return: ['give_back'],
  keep: ['keep'],
  cancel: CANCELS,
  retry: ['retry'],
  publish_now: ['publish_now'],
  reschedule: RESCHEDULES,
  resolve: ['say_live'],
  duplicate: ['duplicate'],
  restore: RESTORES,
  delete: ['remove'],
} as const satisfies Record<PostAction, readonly VerbName[]>;

/** What this person may do with the post now. */
export const actionsFor = (post: PostRow, caller: Caller, rule: ApprovalRule): PostAction[] =>
  postAction.options.filter((action) => isOffered(caller, post, MEANS[action], rule));

/** Why a published post has no link, in words; null when it has one or none is expected. */
const linkNote = (post: PostRow): string | null => {
  if (post.state !== 'published' || post.link !== null) return null;
  if (post.share_type === 'direct_post' && post.options.privacyLevel === 'SELF_ONLY') {
    return 'TikTok gives no address for posts that only the creator can see.';
  }
  if (post.share_type === 'direct_post' && post.options.privacyLevel !== 'PUBLIC_TO_EVERYONE') {
    return 'TikTok gives no address for posts that only friends or followers can see.';
  }
  return post.next_step_at === null
    ? 'TikTok gave no address: the post is not public, or it is held back by moderation.'
    : 'TikTok has not given the address yet; that can take minutes, with moderation hours.';
};

/** The version of a document that a post was made from; null for an asset alone. */
export const sourceOf = (post: PostRow): EntrySource | null =>
  post.uid !== null && post.document_id !== null && post.source_status !== null
    ? {
        uid: post.uid,
        documentId: post.document_id,
        locale: post.locale,
        status: post.source_status,
      }
    : null;

/** UTF-16 units of a caption that a list shows. */
const EXCERPT = 140;
/** The first frame of many videos is black. */
const FIRST_FRAME_MS = 100;

const excerptOf = ({ content: { caption, title, description } }: PostRow): string =>
  cutText((caption || title || description).replace(/\s+/g, ' ').trim(), EXCERPT, { at: 'word' });

/** The file that stands for the post in lists; undefined without any. */
export const coverAssetOf = ({ kind, media, content }: PostRow): number | undefined =>
  (media[kind === 'photo' ? content.photoCoverIndex : 0] ?? media[0])?.assetId;

/** Of a video the frame that is its cover. */
const thumbnailAt = (post: PostRow, found: Thumbnail | undefined): Thumbnail | null => {
  if (found?.element !== 'video') return found ?? null;
  const ms = Math.max(FIRST_FRAME_MS, post.content.coverTimestampMs ?? 0);
  return { ...found, url: `${found.url}#t=${ms / 1_000}` };
};

export interface AccountName {
  id: number;
  nickname: string;
  handle: string | null;
}

export const summaryOf = (
  post: PostRow,
  account: AccountName,
  attempt: AttemptRow | null,
  thumbnails: ReadonlyMap<number, Thumbnail>,
  caller: Caller,
  rule: ApprovalRule,
): PostSummary => ({
  id: post.id,
  version: post.version,
  kind: post.kind,
  shareType: post.share_type,
  transfer: post.transfer,
  state: post.state,
  stateLabel: STATE_LABELS[post.state],
  reason: post.reason,
  account,
  source: sourceOf(post),
  assetIds: post.media.map(({ assetId }) => assetId),
  title: post.title ?? '',
  excerpt: excerptOf(post),
  thumbnail: thumbnailAt(post, thumbnails.get(coverAssetOf(post) ?? 0)),
  scheduledAt: iso(post.scheduled_at),
  nextStepAt: iso(post.next_step_at),
  waitsForEntry: post.waits_for_entry && post.state === 'scheduled',
  publishedAt: iso(post.published_at),
  link: post.link,
  linkNote: linkNote(post),
  progress:
    attempt && attempt.total_bytes && isOneOf(post.state, UNDER_WAY)
      ? { sentBytes: attempt.sent_bytes ?? 0, totalBytes: attempt.total_bytes }
      : null,
  // What was ever given to TikTok keeps its history.
  actions: actionsFor(post, caller, rule).filter((one) => one !== 'delete' || attempt === null),
  createdAt: new Date(post.created_at).toISOString(),
  createdBy: post.created_by_name,
  ruleName: post.rule_name,
  entryChanged: isOneOf(post.state, FOLLOWS_ENTRY) ? post.entry_changed : null,
});

const timelineView = (row: TimelineRow): TimelineEntry => ({
  id: row.id,
  at: new Date(row.at).toISOString(),
  from: row.from_state,
  to: row.to_state,
  code: row.code,
  message: row.message,
  actor: row.actor,
  logId: row.log_id,
});

/** So many attempts are shown at most, the newest. */
const SHOWN_ATTEMPTS = 50;

export const viewOf = (
  post: PostRow,
  summary: PostSummary,
  parts: { media: MediaItem[]; timeline: TimelineRow[]; attempts: AttemptRow[] },
): PostView => ({
  ...summary,
  content: post.content,
  options: post.options,
  media: parts.media,
  consent: post.consent && {
    text: post.consent.text,
    version: post.consent.version,
    by: post.consent.byName,
    at: post.consent.at,
    waiver: post.consent.waiver ?? null,
  },
  timeline: parts.timeline.map(timelineView),
  attempts: parts.attempts.slice(-SHOWN_ATTEMPTS).map((attempt) => ({
    number: attempt.number,
    startedAt: new Date(attempt.intent_at).toISOString(),
    publishId: attempt.publish_id,
    outcome: attempt.outcome,
    logIds: attempt.log_ids ?? [],
    failReason: attempt.fail_reason,
  })),
  candidates: post.state === 'outcome_unknown' ? (parts.attempts.at(-1)?.candidates ?? []) : [],
});
