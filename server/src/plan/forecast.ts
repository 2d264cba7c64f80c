import { type CapForecast } from '../../../contracts/plan';
import { type ShareType } from '../../../contracts/settings';

/** A post with the time at which it counts, epoch ms. */
export interface Counted {
  id: number;
  accountId: number;
  shareType: ShareType;
  at: number;
}

const DAY_MS = 24 * 3_600_000;

interface Stretch {
  first: number;
  last: number;
  planned: number;
  postIds: number[];
}

/** Windows of 24 hours that hold more than `limit`, those that touch each other as one stretch. */
const stretchesOf = (posts: readonly Counted[], limit: number): Stretch[] => {
  const sorted = [...posts].sort((a, b) => a.at - b.at || a.id - b.id);
  const stretches: Stretch[] = [];
  let start = 0;
  sorted.forEach((post, index) => {
    while ((sorted[start]?.at ?? post.at) <= post.at - DAY_MS) start += 1;
    const planned = index - start + 1;
    if (planned <= limit) return;
    const open = stretches.at(-1);
    if (open && (sorted[start]?.at ?? 0) <= open.last) {
      open.last = post.at;
      open.planned = Math.max(open.planned, planned);
      open.postIds.push(post.id);
    } else {
      stretches.push({
        first: sorted[start]?.at ?? post.at,
        last: post.at,
        planned,
        postIds: [post.id],
      });
    }
  });
  return stretches;
};

/**
 * Where more is planned than TikTok takes in any 24 hours (rolling, not calendar days), with the posts that would have to wait.
 */
export const forecastCaps = (
  posts: readonly Counted[],
  limits: Record<ShareType, number>,
): CapForecast[] => {
  const groups = new Map<string, Counted[]>();
  for (const post of posts) {
    const key = `${post.accountId} ${post.shareType}`;
    groups.set(key, [...(groups.get(key) ?? []), post]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { accountId, shareType } = first;
    const limit = limits[shareType];
    return stretchesOf(group, limit).map((stretch) => ({
      accountId,
      shareType,
      limit,
      planned: stretch.planned,
      from: new Date(stretch.first).toISOString(),
      to: new Date(stretch.last).toISOString(),
      postIds: stretch.postIds,
    }));
  });
};
