import { POST_AGES } from '../../server/src/insights/ages';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of each entry so many posts: in two languages, and once again later. */
const OF_AN_ENTRY = 3;

const counters = (views: number) => ({
  views,
  likes: Math.floor(views / 12),
  comments: Math.floor(views / 90),
  shares: Math.floor(views / 50),
});

/** Accounts of a large site, all of them open to everybody. */
export const accountRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    account_key: `bench-${index}`,
    client_key: 'bench',
    open_id: `bench-${index}`,
    mode: 'live',
    nickname: `Creator ${index}`,
    handle: `creator_${index}`,
    granted_scopes: JSON.stringify(['user.info.basic', 'user.info.stats', 'video.list']),
    state: 'disconnected',
    token_version: 0,
  }));

/**
 * Posts, their videos and samples as a year of collecting leaves them: all of them as old as it takes
 * to have been measured at every age, except those of the last months.
 */
export const measuredRows = (posts: number, accounts: number, now: number) => {
  const apart = (400 * DAY) / posts;
  const all = Array.from({ length: posts }, (_, index) => {
    const id = index + 1;
    const createdAt = Math.floor(now - index * apart - HOUR);
    const views = 500 + ((index * 7_919) % 100_000);
    const entry = {
      uid: 'api::article.article',
      document_id: `document-${Math.floor(index / OF_AN_ENTRY)}`,
      locale: index % 2 === 0 ? 'en' : 'de',
    };
    return { id, createdAt, views, accountId: 1 + (index % accounts), entry };
  });
  return {
    posts: all.map(({ id, createdAt, accountId, entry }) => ({
      id,
      idempotency_key: `bench-${id}`,
      account_id: accountId,
      kind: 'video',
      share_type: 'direct_post',
      transfer: 'file_upload',
      state: 'published',
      title: `Story ${id}`,
      content: JSON.stringify({ caption: `Story ${id}` }),
      options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
      media: '[]',
      fence: 0,
      tries: 0,
      version: 1,
      waits_for_entry: 0,
      published_at: createdAt,
      post_ids: JSON.stringify([`${7_500_000_000_000 + id}`]),
      rule_name: id % 3 === 0 ? 'Every article' : null,
      created_by_id: 1 + (id % 20),
      created_by_name: `Person ${id % 20}`,
      created_at: createdAt,
      updated_at: createdAt,
      source_status: 'published',
      ...entry,
    })),
    videos: all.map(({ id, createdAt, views, accountId, entry }) => ({
      id,
      account_id: accountId,
      video_id: `${7_500_000_000_000 + id}`,
      post_id: id,
      kind: 'video',
      created_at: createdAt,
      measured_at: now - HOUR,
      next_at: now + 400 * DAY,
      ...entry,
      ...counters(views),
    })),
    samples: all.flatMap(({ id, createdAt, views, accountId }) =>
      POST_AGES.map((hours, index) => ({
        video_row: id,
        account_id: accountId,
        slot: hours,
        at: createdAt + hours * HOUR + 60_000,
        age_ms: hours * HOUR + 60_000,
        late: 0,
        ...counters(Math.round((views * (index + 1)) / POST_AGES.length)),
      })),
    ),
  };
};
