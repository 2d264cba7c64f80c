import { type Model } from '../subject';

const id = { type: 'increments' };
const line = { type: 'string' };
const text = { type: 'text' };
const integer = { type: 'integer' };
/** Epoch milliseconds, or one of TikTok's counters of 64 bits. */
const big = { type: 'biginteger' };
const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});
const counter = { type: 'integer', default: 0, column: { notNullable: true, defaultTo: 0 } };

/**
 * A video on TikTok of which something is known, by TikTok's id: one of our posts, or another one of
 * the account. The counters are the newest ones that TikTok told.
 */
const videosTable: Model = {
  uid: 'plugin::tiktok.video',
  tableName: 'tiktok_videos',
  singularName: 'tiktok-video',
  attributes: {
    id,
    accountId: required(integer),
    videoId: required(line),
    /** The post it was sent by; null for what was posted elsewhere. */
    postId: integer,
    /** The entry it belongs to: its post's, or the one that a person said. */
    uid: line,
    documentId: line,
    locale: line,
    kind: required(line),
    /** TikTok's create_time; until TikTok told it, when the post was found published. */
    createdAt: required(big),
    caption: text,
    shareUrl: text,
    coverUrl: text,
    coverAt: big,
    duration: integer,
    /** When TikTok is asked for its counters; null: not any more, or not at all. */
    nextAt: big,
    /** Since when TikTok leaves it out of answers that have others of the account. */
    missingSince: big,
    /** The same, once it was left out twice, a day apart: people are told. */
    hiddenSince: big,
    measuredAt: big,
    views: big,
    likes: big,
    comments: big,
    shares: big,
  },
  indexes: [
    { name: 'tiktok_videos_id', columns: ['account_id', 'video_id'], type: 'unique' },
    { name: 'tiktok_videos_next', columns: ['next_at'] },
    { name: 'tiktok_videos_post', columns: ['post_id'] },
    { name: 'tiktok_videos_entry', columns: ['uid', 'document_id'] },
    { name: 'tiktok_videos_made', columns: ['account_id', 'created_at'] },
  ],
};

/** The counters of a video at one age, once: TikTok tells totals only, so history is what was taken. */
const samplesTable: Model = {
  uid: 'plugin::tiktok.sample',
  tableName: 'tiktok_samples',
  singularName: 'tiktok-sample',
  attributes: {
    id,
    videoRow: required(integer),
    accountId: required(integer),
    /** The age it was taken for, in hours (ages.ts). */
    slot: required(integer),
    at: required(big),
    /** The age it really had. */
    ageMs: required(big),
    /** 1: too late to be compared with others of that age. */
    late: counter,
    /** Null: TikTok left this one out. */
    views: big,
    likes: big,
    comments: big,
    shares: big,
  },
  indexes: [
    { name: 'tiktok_samples_slot', columns: ['video_row', 'slot'], type: 'unique' },
    { name: 'tiktok_samples_time', columns: ['video_row', 'at'] },
    { name: 'tiktok_samples_at', columns: ['at'] },
    { name: 'tiktok_samples_age', columns: ['account_id', 'slot'] },
  ],
};

/** The counters of an account on one day of its zone. */
const accountDaysTable: Model = {
  uid: 'plugin::tiktok.account-day',
  tableName: 'tiktok_account_days',
  singularName: 'tiktok-account-day',
  attributes: {
    id,
    accountId: required(integer),
    /** `2026-11-30` */
    day: required(line),
    at: required(big),
    followers: big,
    following: big,
    likes: big,
    videos: big,
  },
  indexes: [{ name: 'tiktok_account_days_day', columns: ['account_id', 'day'], type: 'unique' }],
};

/** An account whose counters are followed: the newest ones, its turn, and who works on it. */
const followedAccountsTable: Model = {
  uid: 'plugin::tiktok.followed-account',
  tableName: 'tiktok_followed_accounts',
  singularName: 'tiktok-followed-account',
  attributes: {
    id,
    accountId: required(integer),
    /** The next day's measuring. */
    nextAt: required(big),
    measuredAt: big,
    followers: big,
    following: big,
    likes: big,
    videos: big,
    bio: text,
    profileLink: text,
    /** When a person last asked for it. */
    refreshedAt: big,
    /** A scope that the account granted as far as we know, and that TikTok refused. */
    refusedScope: line,
    /** Not before: something failed. */
    retryAt: big,
    failures: counter,
    /** The lease of the one process that asks TikTok for this account, in the database's time. */
    leaseOwner: line,
    leaseUntil: big,
    /** 1: videos that were not sent from here are measured too, once a day. */
    followsOthers: counter,
    /** 1: front ends may read the counters of this account's posts. */
    publicCounters: counter,
  },
  indexes: [{ name: 'tiktok_followed_accounts_account', columns: ['account_id'], type: 'unique' }],
};

/** How many calls insights may make for one TikTok app, over all processes (calls.ts). */
const callsTable: Model = {
  uid: 'plugin::tiktok.insight-calls',
  tableName: 'tiktok_insight_calls',
  singularName: 'tiktok-insight-calls',
  attributes: {
    id,
    clientKey: required(line),
    freeAt: required(big),
    blockedUntil: big,
    refusals: counter,
  },
  indexes: [{ name: 'tiktok_insight_calls_app', columns: ['client_key'], type: 'unique' }],
};

export const models = [
  videosTable,
  samplesTable,
  accountDaysTable,
  followedAccountsTable,
  callsTable,
];
