import { type Model } from '../../subject';

const id = { type: 'increments' };
const text = { type: 'text' };
const line = { type: 'string' };
/** Epoch milliseconds. Compared with the database's own clock, never with a server's. */
const instant = { type: 'biginteger' };
const count = { type: 'integer', default: 0, column: { notNullable: true } };
const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});

/**
 * One post. `next_step_at` is the only thing the publisher looks for: when it is due to look at the
 * row again; null when nothing is to be done by itself. `fence` goes up with every write of a
 * publisher, so that one who lost the lease writes nothing; `version` with every change by a person.
 */
export const postsTable: Model = {
  uid: 'plugin::tiktok.post',
  tableName: 'tiktok_posts',
  singularName: 'tiktok-post',
  attributes: {
    id,
    idempotencyKey: required(line),
    accountId: required({ type: 'integer' }),
    kind: required(line),
    shareType: required(line),
    transfer: required(line),
    state: required(line),
    reason: text,
    uid: line,
    documentId: line,
    locale: line,
    sourceStatus: line,
    title: text,
    content: required(text),
    options: required(text),
    media: required(text),
    consent: text,
    scheduledAt: instant,
    nextStepAt: instant,
    /** 1: sent when its entry is published; `next_step_at` is null until then. */
    waitsForEntry: { type: 'integer' },
    /**
     * Before an attempt is begun, TikTok's list is looked through for what was posted since then: the
     * database may be a backup, and the post have gone out (evidence/restored.ts). Null: no need.
     */
    lookSince: instant,
    /** What the entry was when the post was composed, and what changed since (entry/): JSON. */
    entrySeen: text,
    entryChanged: text,
    /** The state a person cancelled it from, so that the cancelling can be taken back. */
    cancelledFrom: line,
    fence: count,
    leaseOwner: line,
    leaseUntil: instant,
    tries: count,
    version: count,
    publishedAt: instant,
    postIds: text,
    link: text,
    /** The rule that made it, by the name it had. */
    ruleName: line,
    createdById: { type: 'integer' },
    createdByName: line,
    createdAt: required(instant),
    updatedAt: required(instant),
  },
  indexes: [
    { name: 'tiktok_posts_idempotency_key', columns: ['idempotency_key'], type: 'unique' },
    { name: 'tiktok_posts_next_step_at', columns: ['next_step_at'] },
    { name: 'tiktok_posts_entry', columns: ['uid', 'document_id'] },
    { name: 'tiktok_posts_account_state', columns: ['account_id', 'state'] },
    { name: 'tiktok_posts_created_at', columns: ['created_at'] },
    // The list of posts: what it is narrowed to and ordered by (post-order.ts).
    { name: 'tiktok_posts_state_made', columns: ['state', 'created_at'] },
    { name: 'tiktok_posts_account_made', columns: ['account_id', 'created_at'] },
    { name: 'tiktok_posts_author_made', columns: ['created_by_id', 'created_at'] },
    { name: 'tiktok_posts_kind_made', columns: ['kind', 'created_at'] },
    { name: 'tiktok_posts_share_type_made', columns: ['share_type', 'created_at'] },
    {
      name: 'tiktok_posts_times',
      columns: ['published_at', 'scheduled_at', 'created_at'],
    },
  ],
};

/**
 * One init at TikTok. The row exists before the call (the intent), learns the publish_id right after
 * it, and `committed_at` before anything is sent that can go live, which is taken back where TikTok's
 * answer proves that nothing of it can. Webhooks and polls match attempts.
 */
export const attemptsTable: Model = {
  uid: 'plugin::tiktok.attempt',
  tableName: 'tiktok_attempts',
  singularName: 'tiktok-attempt',
  attributes: {
    id,
    postId: required({ type: 'integer' }),
    accountId: required({ type: 'integer' }),
    number: required({ type: 'integer' }),
    kind: required(line),
    outcome: required(line),
    intentAt: required(instant),
    initAnsweredAt: instant,
    publishId: line,
    uploadUrl: text,
    uploadExpiresAt: instant,
    totalBytes: instant,
    sentBytes: instant,
    committedAt: instant,
    acceptedAt: instant,
    settledAt: instant,
    failReason: line,
    statusPolls: count,
    /** How often in a row TikTok denied knowing its publish_id. */
    denials: { type: 'integer', default: 0, column: { notNullable: true, defaultTo: 0 } },
    logIds: text,
    /** What TikTok's list showed that may be this attempt: JSON (evidence/candidates.ts). */
    candidates: text,
  },
  indexes: [
    { name: 'tiktok_attempts_post', columns: ['post_id', 'number'], type: 'unique' },
    { name: 'tiktok_attempts_publish_id', columns: ['publish_id'] },
  ],
};

/** What happened to a post, in order, in words. */
export const timelineTable: Model = {
  uid: 'plugin::tiktok.timeline',
  tableName: 'tiktok_timeline',
  singularName: 'tiktok-timeline-entry',
  attributes: {
    id,
    postId: required({ type: 'integer' }),
    at: required(instant),
    fromState: line,
    toState: line,
    code: required(line),
    message: required(text),
    actor: required(line),
    logId: line,
  },
  indexes: [{ name: 'tiktok_timeline_post', columns: ['post_id'] }],
};

/**
 * The budget of calls that TikTok counts: as many slots as TikTok allows in one window, each with
 * the time of its last use. Taking the oldest slot by compare-and-set keeps any window within the
 * limit over any number of processes, and the table never grows.
 */
export const slotsTable: Model = {
  uid: 'plugin::tiktok.slot',
  tableName: 'tiktok_slots',
  singularName: 'tiktok-slot',
  attributes: {
    id,
    accountId: required({ type: 'integer' }),
    kind: required(line),
    slot: required({ type: 'integer' }),
    usedAt: required(instant),
    attemptId: { type: 'integer' },
  },
  indexes: [
    { name: 'tiktok_slots_slot', columns: ['account_id', 'kind', 'slot'], type: 'unique' },
    { name: 'tiktok_slots_attempt', columns: ['attempt_id'] },
  ],
};

/**
 * What keeps posts from being sent, and until when (limits/gates.ts). All three columns null: all
 * posts of this site. `subject` names the gate, so that there is one of each.
 */
export const gatesTable: Model = {
  uid: 'plugin::tiktok.gate',
  tableName: 'tiktok_gates',
  singularName: 'tiktok-gate',
  attributes: {
    id,
    subject: required(line),
    accountId: { type: 'integer' },
    shareType: line,
    clientKey: line,
    closedSince: required(instant),
    opensAt: required(instant),
    reason: required(text),
  },
  indexes: [
    { name: 'tiktok_gates_subject', columns: ['subject'], type: 'unique' },
    { name: 'tiktok_gates_account', columns: ['account_id'] },
  ],
};

/**
 * Whom TikTok's caps concerned before there were gates. Nothing reads it any more; it stays while a
 * process of 0.1.0 may run beside this one.
 */
export const pausesTable: Model = {
  uid: 'plugin::tiktok.pause',
  tableName: 'tiktok_pauses',
  singularName: 'tiktok-pause',
  attributes: {
    id,
    subject: required(line),
    until: required(instant),
    reason: required(text),
  },
  indexes: [{ name: 'tiktok_pauses_subject', columns: ['subject'], type: 'unique' }],
};

/** TikTok's events as they came, kept for attempts that do not know their publish_id yet. */
export const eventsTable: Model = {
  uid: 'plugin::tiktok.event',
  tableName: 'tiktok_events',
  singularName: 'tiktok-event',
  attributes: {
    id,
    /** Hash of the body: the same event delivered twice is one row. */
    digest: required(line),
    clientKey: required(line),
    openId: line,
    event: required(line),
    publishId: line,
    body: required(text),
    receivedAt: required(instant),
    handledAt: instant,
    /** 1: it names another user than the one whose post it speaks of, and changed nothing. */
    nobodys: { type: 'integer' },
  },
  indexes: [
    { name: 'tiktok_events_digest', columns: ['digest'], type: 'unique' },
    { name: 'tiktok_events_publish_id', columns: ['publish_id'] },
    { name: 'tiktok_events_received_at', columns: ['received_at'] },
  ],
};

/** What only one post may have at a time, such as a posting time (guards.ts). */
export const guardsTable: Model = {
  uid: 'plugin::tiktok.guard',
  tableName: 'tiktok_guards',
  singularName: 'tiktok-guard',
  attributes: {
    id,
    key: required(line),
    postId: required({ type: 'integer' }),
    madeAt: required(instant),
  },
  indexes: [
    { name: 'tiktok_guards_key', columns: ['key'], type: 'unique' },
    { name: 'tiktok_guards_made_at', columns: ['made_at'] },
  ],
};

/** Which installation this database belongs to (installation.ts). One row. */
export const installationTable: Model = {
  uid: 'plugin::tiktok.installation',
  tableName: 'tiktok_installation',
  singularName: 'tiktok-installation',
  attributes: { id, installation: required(line), publicUrl: line, lastTickAt: instant },
};

/** The circuit breaker of each TikTok app (limits/outages.ts), one row a Client Key. */
export const outagesTable: Model = {
  uid: 'plugin::tiktok.outage',
  tableName: 'tiktok_outages',
  singularName: 'tiktok-outage',
  attributes: {
    id: { type: 'increments' },
    clientKey: { type: 'string', column: { notNullable: true } },
    /** The failures since the last success, newest last: JSON of `{ post, at }`. */
    failures: { type: 'text', column: { notNullable: true } },
    /** Epoch ms since when nothing is sent; null while TikTok works. */
    openSince: instant,
    /** When one post is tried again. */
    retryAt: instant,
    /** The post that is being tried. */
    probePostId: { type: 'integer' },
    probes: count,
    /** When the latest outage began, also after its end. */
    lastSince: instant,
    version: count,
  },
  indexes: [{ name: 'tiktok_outages_client_key', columns: ['client_key'], type: 'unique' }],
};

/** The recurring times at which an account posts, in wall clock of its own zone. */
export const postingTimesTable: Model = {
  uid: 'plugin::tiktok.posting-time',
  tableName: 'tiktok_posting_times',
  singularName: 'tiktok-posting-time',
  attributes: {
    id: { type: 'increments' },
    accountId: required({ type: 'integer' }),
    /** ISO: 1 is Monday. */
    weekday: required({ type: 'integer' }),
    time: required({ type: 'string' }),
  },
  indexes: [{ name: 'tiktok_posting_times_account', columns: ['account_id'] }],
};
