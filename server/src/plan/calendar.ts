import { type Core } from '@strapi/strapi';

import { type RequestOf, type ResponseOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import { type getCalendar, type OpenTime } from '../../../contracts/plan';
import { type PostSummary } from '../../../contracts/posts';
import { accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { postsOf } from '../posts';
import { BUDGETS } from '../posts/limits/budget';
import { postingTimesOf } from '../posts/people/posting-times';
import { type Counted, forecastCaps } from './forecast';

const DAY_MS = 24 * 3_600_000;
const MAX_DAYS = 62;
const MAX_POSTS = 1_000;
const MAX_OPEN_TIMES = 500;

const LIMITS = {
  direct_post: BUDGETS.direct_post.limit,
  inbox: BUDGETS.inbox_draft.limit,
} as const;

/** What still counts for TikTok's caps, or will when its time comes. */
const COUNTS = new Set<PostSummary['state']>([
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in_inbox',
  'published',
]);

const timeOf = ({ publishedAt, scheduledAt, createdAt }: PostSummary): number =>
  Date.parse(publishedAt ?? scheduledAt ?? createdAt);

const countedOf = (post: PostSummary): Counted[] =>
  COUNTS.has(post.state) && !post.waitsForEntry
    ? [{ id: post.id, accountId: post.account.id, shareType: post.shareType, at: timeOf(post) }]
    : [];

/** The free posting times of the accounts that the caller may begin a post for. */
const openTimesOf = async (
  strapi: Core.Strapi,
  caller: Caller,
  chosen: readonly number[] | undefined,
  start: number,
  end: number,
): Promise<OpenTime[]> => {
  if (!caller.ability.can(ACTIONS.composePosts)) return [];
  const accounts = (await accountsOf(strapi).all()).filter(
    (account) =>
      account.state === 'connected' &&
      (chosen?.includes(account.id) ?? true) &&
      accountsOf(strapi).mayPostWith(caller, account),
  );
  const free = await postingTimesOf(strapi).freeBetween(accounts, start, end, MAX_OPEN_TIMES);
  return free.map(({ accountId, at }) => ({ accountId, at: new Date(at).toISOString() }));
};

/** The posts of a stretch of time as a calendar shows them. */
export const readCalendar = async (
  strapi: Core.Strapi,
  caller: Caller,
  { from, to, accountId }: RequestOf<typeof getCalendar>['query'],
): Promise<ResponseOf<typeof getCalendar>> => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end <= start || end - start > MAX_DAYS * DAY_MS) {
    throw new Problem({
      status: 422,
      code: 'stretch_too_long',
      message: `A calendar shows at most ${MAX_DAYS} days, from a start to a later end.`,
      remedy: 'Choose a shorter stretch of time.',
    });
  }
  const accountIds = accountId === undefined ? undefined : [accountId].flat();
  // A day earlier: what was sent yesterday still counts today.
  const found = await postsOf(strapi).reading.list(
    caller,
    { from: start - DAY_MS, to: end, accountIds, order: { by: 'time', direction: 'asc' } },
    1,
    MAX_POSTS,
  );
  const shown = found.posts.filter(
    (post) => timeOf(post) >= start && (post.scheduledAt ?? post.publishedAt) !== null,
  );
  const forecasts = forecastCaps(found.posts.flatMap(countedOf), LIMITS);
  return {
    posts: shown,
    truncated: found.total > MAX_POSTS,
    forecasts: forecasts.filter((one) => Date.parse(one.to) >= start),
    openTimes: await openTimesOf(strapi, caller, accountIds, start, end),
  };
};
