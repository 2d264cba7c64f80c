import { counter, id, instant, integer, line, required, text } from '../columns';
import { type Migration } from '../schema-changes';

/** What TikTok counts: videos, samples of their counters, days of accounts, and how it is asked. */
export const insights: Migration = {
  name: '0010-insights',
  async up({ createTable }) {
    await createTable(
      'tiktok_videos',
      {
        id,
        account_id: required(integer),
        video_id: required(line),
        post_id: integer,
        uid: line,
        document_id: line,
        locale: line,
        kind: required(line),
        created_at: required(instant),
        caption: text,
        share_url: text,
        cover_url: text,
        cover_at: instant,
        duration: integer,
        next_at: instant,
        missing_since: instant,
        hidden_since: instant,
        measured_at: instant,
        views: instant,
        likes: instant,
        comments: instant,
        shares: instant,
      },
      [
        { name: 'tiktok_videos_id', columns: ['account_id', 'video_id'], unique: true },
        { name: 'tiktok_videos_next', columns: ['next_at'] },
        { name: 'tiktok_videos_post', columns: ['post_id'] },
        { name: 'tiktok_videos_entry', columns: ['uid', 'document_id'] },
        { name: 'tiktok_videos_made', columns: ['account_id', 'created_at'] },
      ],
    );
    await createTable(
      'tiktok_samples',
      {
        id,
        video_row: required(integer),
        account_id: required(integer),
        slot: required(integer),
        at: required(instant),
        age_ms: required(instant),
        late: counter,
        views: instant,
        likes: instant,
        comments: instant,
        shares: instant,
      },
      [
        { name: 'tiktok_samples_slot', columns: ['video_row', 'slot'], unique: true },
        { name: 'tiktok_samples_time', columns: ['video_row', 'at'] },
        { name: 'tiktok_samples_at', columns: ['at'] },
        { name: 'tiktok_samples_age', columns: ['account_id', 'slot'] },
      ],
    );
    await createTable(
      'tiktok_account_days',
      {
        id,
        account_id: required(integer),
        day: required(line),
        at: required(instant),
        followers: instant,
        following: instant,
        likes: instant,
        videos: instant,
      },
      [{ name: 'tiktok_account_days_day', columns: ['account_id', 'day'], unique: true }],
    );
    await createTable(
      'tiktok_followed_accounts',
      {
        id,
        account_id: required(integer),
        next_at: required(instant),
        measured_at: instant,
        followers: instant,
        following: instant,
        likes: instant,
        videos: instant,
        bio: text,
        profile_link: text,
        refreshed_at: instant,
        refused_scope: line,
        retry_at: instant,
        failures: counter,
        lease_owner: line,
        lease_until: instant,
        follows_others: counter,
        public_counters: counter,
      },
      [{ name: 'tiktok_followed_accounts_account', columns: ['account_id'], unique: true }],
    );
    await createTable(
      'tiktok_insight_calls',
      {
        id,
        client_key: required(line),
        free_at: required(instant),
        blocked_until: instant,
        refusals: counter,
      },
      [{ name: 'tiktok_insight_calls_app', columns: ['client_key'], unique: true }],
    );
  },
};
