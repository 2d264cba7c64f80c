import { POST_AGES } from '../../server/src/insights/ages';
import { type MeasuredPost, measuredPost, measuredSample } from '../support/measured';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of each entry so many posts: in two languages, and once again later. */
export const OF_AN_ENTRY = 3;

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
 * @param documents of the entries that exist, in turn
 */
export const measuredRows = (
  posts: number,
  accounts: number,
  documents: readonly string[],
  now: number,
) => {
  const apart = (400 * DAY) / posts;
  const all = Array.from({ length: posts }, (_, index): MeasuredPost => {
    const id = index + 1;
    return {
      id,
      accountId: 1 + (index % accounts),
      videoId: `${7_500_000_000_000 + id}`,
      entry: {
        uid: 'api::article.article',
        documentId: documents[Math.floor(index / OF_AN_ENTRY) % documents.length] ?? '',
        locale: index % 2 === 0 ? 'en' : 'de',
      },
      createdAt: Math.floor(now - index * apart - HOUR),
      measuredAt: now - HOUR,
      nextAt: now + 400 * DAY,
      views: 500 + ((index * 7_919) % 100_000),
      author: { id: 1 + (id % 20), name: `Person ${id % 20}` },
      rule: id % 3 === 0 ? 'Every article' : null,
    };
  });
  const rows = all.map(measuredPost);
  return {
    posts: rows.map(({ post }) => post),
    videos: rows.map(({ video }) => video),
    samples: all.flatMap((one) =>
      POST_AGES.map((hours, index) =>
        measuredSample(one, hours, Math.round((one.views * (index + 1)) / POST_AGES.length)),
      ),
    ),
  };
};
