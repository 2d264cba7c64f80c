import { type Core } from '@strapi/strapi';

import { type FollowedAccount, type InsightsBy } from '../../../contracts/insights';
import { ACTIONS } from '../../../contracts/permissions';
import { type SeenVersion } from '../../../contracts/versions';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { notFound, Problem } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';
import { settingsOf } from '../settings';
import { PROFILE_SCOPES } from './collect/ask';
import { createCollector, type Pause } from './collect/collector';
import { DAY } from './ages';
import { digits, type FollowedRow } from './rows';
import { createAccountInsights } from './show/accounts';
import { createExport } from './show/export';
import { missingOf, missingScopes } from './show/missing';
import { createOthers, notAsked } from './show/others';
import { createOverview, type Period } from './show/overview';
import { createPostInsights } from './show/posts';
import { createVisible } from './show/visible';

/** A person may ask TikTok anew so often. */
const REFRESH_MS = 5 * 60_000;

const thing = (accountId: number) => `insights ${accountId}` satisfies SharedThing;
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const tooSoon = (retryAt: number): Problem =>
  new Problem({
    status: 429,
    code: 'refreshed_just_now',
    message: 'TikTok was asked for this account less than five minutes ago.',
    remedy: 'What is shown is that new. Try again in a few minutes.',
    retryAt: new Date(retryAt),
  });

/** What TikTok counts, over time: of posts, of accounts and of their other videos. */
export const createInsights = ({ strapi }: { strapi: Core.Strapi }) => {
  const accounts = accountsOf(strapi);
  const collector = createCollector({ strapi });
  const { followed } = collector;
  const visible = createVisible({ strapi });
  const posts = createPostInsights({ strapi, visible, followed });
  const overview = createOverview({ strapi, visible, posts });

  /** @throws Problem `not_found` where the caller may not post with the account, nor connect accounts */
  const requireAccount = async (caller: Caller, id: number): Promise<Account> => {
    const account = await accounts.require(id);
    const mayConnect = caller.ability.can(ACTIONS.connectAccounts);
    if (!mayConnect && !accounts.mayPostWith(caller, account)) {
      throw notFound('The TikTok account');
    }
    return account;
  };

  const rowOf = async (accountId: number): Promise<FollowedRow> => {
    await followed.follow([accountId]);
    const row = await followed.find(accountId);
    if (!row) throw notFound('The TikTok account');
    return row;
  };

  const viewOf = async (account: Account): Promise<FollowedAccount> => {
    const { version } = await revisionsOf(strapi).of(thing(account.id));
    const row = await rowOf(account.id);
    const refreshAt = row.refreshed_at === null ? null : row.refreshed_at + REFRESH_MS;
    return {
      accountId: account.id,
      version,
      counters: {
        followers: digits(row.followers),
        following: digits(row.following),
        likes: digits(row.likes),
        videos: digits(row.videos),
      },
      measuredAt: iso(row.measured_at),
      bio: row.bio,
      profileLink: row.profile_link,
      missingScopes: missingScopes(account, row),
      refreshAt: refreshAt !== null && refreshAt > (await collector.now()) ? iso(refreshAt) : null,
      followsOthers: row.follows_others,
      publicCounters: row.public_counters,
    };
  };

  const refresh = async (account: Account): Promise<void> => {
    const outcome = await collector.ask.profile(account);
    if (!outcome.asked) {
      if (outcome.error instanceof Problem) throw outcome.error;
      throw notAsked(outcome.retryAt);
    }
    await followed.told(account, outcome.answer, { asDay: false });
  };

  return {
    collector,
    /** One with a clock of its own, to see a year go by. */
    collectorBy: (options: { now: () => Promise<number>; pause?: Pause; leaseMs?: number }) =>
      createCollector({ strapi, ...options }),
    requireAccount,

    /**
     * What is known of an account. Of one that was never asked about TikTok is asked now: where the
     * profile is granted and insights are off, nothing else does.
     */
    async opened(caller: Caller, id: number): Promise<FollowedAccount> {
      const account = await requireAccount(caller, id);
      const row = await rowOf(id);
      const isKnown = row.measured_at !== null || row.profile_link !== null;
      const mayAsk =
        account.state === 'connected' &&
        account.grantedScopes.some((scope) => PROFILE_SCOPES.includes(scope));
      if (!isKnown && mayAsk && (await followed.takeRefresh(id, REFRESH_MS)) === null) {
        // The page shows what there is; "Refresh" says what is wrong.
        await refresh(account).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
      }
      return viewOf(account);
    },

    viewOf,
    posts,
    others: createOthers({ strapi, collector, visible }),
    ofAccounts: createAccountInsights({ strapi, now: collector.now }),
    exportCsv: createExport({ strapi, visible }),

    /** What the posts gained in a period. */
    async overviewOf(
      caller: Caller,
      period: Period,
      asked: {
        accountId?: number | undefined;
        by: InsightsBy;
        uid?: string | undefined;
        field?: string | undefined;
      },
    ) {
      const { accounts: shown, ...found } = await overview.overview(caller, period, asked);
      return { on: await posts.isOn(), missing: missingOf(shown, await followed.all()), ...found };
    },

    /** The last seven days, for the homepage. */
    async week(caller: Caller) {
      const to = await collector.now();
      const on = await posts.isOn();
      if (!on) return { on, posts: 0, views: null, best: null };
      return { on, ...(await overview.week(caller, { from: to - 7 * DAY, to })) };
    },

    /** Asks TikTok for one account now. @throws Problem `refreshed_just_now`, `tiktok_not_asked` */
    async refresh(caller: Caller, id: number): Promise<FollowedAccount> {
      const account = await requireAccount(caller, id);
      await settingsOf(strapi).activeApp();
      await rowOf(id);
      const retryAt = await followed.takeRefresh(id, REFRESH_MS);
      if (retryAt !== null) throw tooSoon(retryAt);
      await refresh(account);
      return viewOf(account);
    },

    /** @throws Problem `version_conflict` */
    async update(
      id: number,
      {
        version: seen,
        ...switches
      }: {
        version: SeenVersion;
        followsOthers?: boolean | undefined;
        publicCounters?: boolean | undefined;
      },
      by: string,
    ): Promise<FollowedAccount> {
      const account = await accounts.require(id);
      await rowOf(id);
      const change = { thing: thing(id), called: 'What is measured of this account', seen, by };
      const now = await collector.now();
      await revisionsOf(strapi).change(change, async (trx) => {
        await followed.decide(id, switches, trx);
        if (switches.followsOthers === undefined) return;
        await collector.videos.followOthers(id, switches.followsOthers, now, trx);
      });
      return viewOf(account);
    },
  };
};

export type Insights = ReturnType<typeof createInsights>;

export const insightsOf = (strapi: Core.Strapi): Insights =>
  strapi.plugin('tiktok').service('insights');
