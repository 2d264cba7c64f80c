import { type TestStrapi } from '../support';
import { type MeasuredPost, measuredPost, measuredSample } from '../support/measured';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ARTICLE = 'api::article.article';

/** How many posts the account has, one every two days at one o'clock: enough to tell a best time. */
export const POSTS = 24;
const AGES = [1, 3, 8, 24, 48, 168, 672];
const USUAL = 1_000;
const ON_TUESDAYS = 2_500;
/** How much of the views after a day a video has at each age. */
const GROWTH: Record<number, number> = { 1: 0.1, 3: 0.3, 8: 0.6, 24: 1, 48: 1.3, 168: 1.8, 672: 2 };
const FAR = 400 * DAY;

export interface Measured {
  id: number;
  videoId: string;
  createdAt: number;
  views: number;
}

/**
 * Posts with their samples as two months of collecting leave them: nothing of them is due, so that
 * what is shown stays as it is.
 * @param entries of whom the posts are, in turn
 */
export const measuredPosts = async (
  site: TestStrapi,
  accountId: number,
  entries: readonly { documentId: string; locale: string }[],
): Promise<Measured[]> => {
  const db = site.strapi.db.connection;
  const now = Date.now();
  const noon = Math.floor(now / DAY) * DAY + 13 * HOUR;
  const posts: Measured[] = [];
  for (let n = 0; n < POSTS; n += 1) {
    const id = n + 1;
    const createdAt = noon - (n * 2 + 2) * DAY;
    const afterDay = new Date(createdAt).getUTCDay() === 2 ? ON_TUESDAYS : USUAL;
    const videoId = `75${String(1_000_000_000_000 + n)}`;
    const entry = entries[n % entries.length]!;
    const ages = AGES.filter((hours) => createdAt + hours * HOUR <= now);
    const last = ages.at(-1)!;
    const views = Math.round(afterDay * GROWTH[last]!);
    const measured: MeasuredPost = {
      id,
      accountId,
      videoId,
      entry: { uid: ARTICLE, ...entry },
      createdAt,
      measuredAt: createdAt + last * HOUR,
      nextAt: now + FAR,
      views,
      author: { id: 1, name: n % 2 === 0 ? 'Anna' : 'Ben' },
      rule: n % 3 === 0 ? 'Every article' : null,
    };
    const { post, video } = measuredPost(measured);
    const hidden = { hidden_since: n === 3 ? now - 2 * DAY : null };
    await db('tiktok_posts').insert(post);
    await db('tiktok_videos').insert({ ...video, ...hidden });
    await db('tiktok_samples').insert(
      ages.map((hours) =>
        measuredSample(
          measured,
          hours,
          Math.round(afterDay * GROWTH[hours]!),
          n === 0 && hours === 8 ? { lateBy: 3 * HOUR, late: true } : {},
        ),
      ),
    );
    posts.push({ id, videoId, createdAt, views });
  }
  return posts;
};

/** The counters of an account over the last forty days: 10 followers more each day. */
export const measuredDays = async (site: TestStrapi, accountId: number): Promise<void> => {
  const db = site.strapi.db.connection;
  const now = Date.now();
  const days = Array.from({ length: 40 }, (_, index) => {
    const at = Math.floor(now / DAY) * DAY - (39 - index) * DAY + 3 * HOUR;
    const day = new Date(at).toISOString().slice(0, 10);
    const counters = { followers: 1_000 + index * 10, following: 80, likes: 5_000, videos: index };
    return { account_id: accountId, day, at, ...counters };
  });
  await db('tiktok_account_days').where({ account_id: accountId }).delete();
  await db('tiktok_account_days').insert(days);
  const followed = () => db('tiktok_followed_accounts').where({ account_id: accountId });
  const latest = {
    next_at: now + DAY,
    measured_at: now - 5 * HOUR,
    followers: 1_390,
    likes: 5_000,
  };
  await db('tiktok_followed_accounts')
    .insert({ account_id: accountId, ...latest })
    .onConflict('account_id')
    .merge();
  await followed().update({ following: 80, videos: 39, retry_at: null });
};
