import { type PostState } from '../../contracts/posts';

/** How many accounts there are, and how many of them anybody may post with. */
export const ACCOUNTS = { all: 50, open: 10 } as const;
const AUTHORS = 20;
const MINUTES_APART = 10;
/** Rows as raw inserts take them; `id` is given, so that posts can name them. `roleId` may use all. */
export const accountRows = (roleId: number) =>
  Array.from({ length: ACCOUNTS.all }, (_, index) => ({
    id: index + 1,
    account_key: `bench-${index}`,
    client_key: 'bench',
    open_id: `bench-${index}`,
    mode: 'live',
    nickname: `Creator ${index}`,
    handle: `creator_${index}`,
    role_ids: index < ACCOUNTS.open ? null : JSON.stringify([roleId]),
    granted_scopes: JSON.stringify(['user.info.basic', 'video.publish']),
    state: 'disconnected',
    token_version: 0,
  }));

/** Of each hundred posts. */
const STATES: readonly [PostState, number][] = [
  ['published', 80],
  ['scheduled', 10],
  ['draft', 4],
  ['cancelled', 2],
  ['failed', 2],
  ['held', 1],
  ['in_inbox', 1],
];
const BY_HUNDRED = STATES.flatMap(([state, count]) => Array<PostState>(count).fill(state));

const REASON = JSON.stringify({
  code: 'missed',
  message: 'Its time passed while the site was down.',
  remedy: 'Look at it, then send it.',
  retryAt: null,
});
const CONTENT = 'A caption of the usual length, with #harbour. '.repeat(5);
const CONSENT = JSON.stringify({
  text: 'By posting, you agree. '.repeat(5),
  version: '1',
  byId: 1,
  byName: 'Person',
  at: '2026-01-01T00:00:00.000Z',
  digest: 'd'.repeat(43),
});
const MEDIA = JSON.stringify([
  {
    assetId: 1,
    kind: 'video',
    name: 'harbour.mp4',
    mime: 'video/mp4',
    hash: 'h'.repeat(40),
    bytes: 12_345_678,
    updatedAt: '2026-01-01T00:00:00.000Z',
    etag: null,
  },
]);

const postRow = (index: number, now: number) => {
  const state = BY_HUNDRED[index % BY_HUNDRED.length] ?? 'draft';
  const madeAt = now - (index + 1) * MINUTES_APART * 60_000;
  const wentOut = state === 'published' || state === 'in_inbox';
  const scheduledAt =
    state === 'draft' ? null : state === 'scheduled' ? now + (index + 1_440) * 60_000 : madeAt;
  const hasEntry = index % 2 === 0;
  return {
    idempotency_key: `bench-${index}`,
    account_id: 1 + (Math.floor(index / 7) % ACCOUNTS.all),
    kind: index % 10 === 3 ? 'photo' : 'video',
    share_type: 'direct_post',
    transfer: 'file_upload',
    state,
    reason: state === 'held' || state === 'failed' ? REASON : null,
    uid: hasEntry ? 'api::article.article' : null,
    document_id: hasEntry ? `document-${index}` : null,
    locale: hasEntry ? 'en' : null,
    source_status: hasEntry ? 'published' : null,
    title: `Story ${index}`,
    content: JSON.stringify({
      caption: index % 1_000 === 0 ? `The lighthouse. ${CONTENT}` : CONTENT,
    }),
    options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true }),
    media: MEDIA,
    consent: state === 'draft' ? null : CONSENT,
    scheduled_at: scheduledAt,
    next_step_at: state === 'scheduled' ? scheduledAt : null,
    waits_for_entry: 0,
    fence: 0,
    tries: 0,
    version: 1,
    published_at: wentOut ? madeAt + 3_600_000 : null,
    created_by_id: 1 + (Math.floor(index / 3) % AUTHORS),
    created_by_name: 'Person',
    created_at: madeAt,
    updated_at: madeAt,
  };
};

/** Posts as they are after two years, the newest first: most of them went out long ago. */
export const postRows = (from: number, to: number) => {
  const now = Date.now();
  return Array.from({ length: to - from }, (_, offset) => postRow(from + offset, now));
};
