import { type Core } from '@strapi/strapi';

import { type FollowedAccount } from '../../../contracts/insights';
import { ACTIONS } from '../../../contracts/permissions';
import { type Scope } from '../../../contracts/settings';
import { type SeenVersion } from '../../../contracts/versions';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { notFound, Problem } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';
import { settingsOf } from '../settings';
import { createCollector } from './collect/collector';
import { digits, type FollowedRow } from './rows';

/** A person may ask TikTok anew so often. */
const REFRESH_MS = 5 * 60_000;
const SHOWS_SOMETHING: readonly Scope[] = ['user.info.profile', 'user.info.stats', 'video.list'];

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

const notNow = (retryAt: number): Problem =>
  new Problem({
    status: 503,
    code: 'tiktok_not_asked',
    message: 'TikTok could not be asked for this account now.',
    remedy: 'What was measured before is still shown. Try again later.',
    retryAt: new Date(retryAt),
  });

/** What TikTok counts, over time: of posts, of accounts and of their other videos. */
export const createInsights = ({ strapi }: { strapi: Core.Strapi }) => {
  const accounts = accountsOf(strapi);
  const collector = createCollector({ strapi });
  const { followed } = collector;

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

  /** The scopes that would show something more, and that TikTok does not give us for this account. */
  const missingScopes = (account: Account, row: FollowedRow | null): Scope[] =>
    SHOWS_SOMETHING.filter(
      (scope) => !account.grantedScopes.includes(scope) || row?.refused_scope === scope,
    );

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

  return {
    collector,
    /** One with a clock of its own, to see a year go by. */
    collectorBy: (options: { now: () => Promise<number>; leaseMs?: number }) =>
      createCollector({ strapi, ...options }),
    requireAccount,
    missingScopes,
    viewOf,

    /** Asks TikTok for one account now. @throws Problem `refreshed_just_now`, `tiktok_not_asked` */
    async refresh(caller: Caller, id: number): Promise<FollowedAccount> {
      const account = await requireAccount(caller, id);
      await settingsOf(strapi).activeApp();
      await rowOf(id);
      const retryAt = await followed.takeRefresh(id, REFRESH_MS);
      if (retryAt !== null) throw tooSoon(retryAt);
      const outcome = await collector.ask.profile(account);
      if (!outcome.asked) {
        if (outcome.error instanceof Problem) throw outcome.error;
        throw notNow(outcome.retryAt);
      }
      await followed.told(account, outcome.answer, { asDay: false });
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
      await revisionsOf(strapi).change(change, (trx) => followed.decide(id, switches, trx));
      if (switches.followsOthers !== undefined) {
        await collector.videos.followOthers(id, switches.followsOthers, await collector.now());
      }
      return viewOf(account);
    },
  };
};

export type Insights = ReturnType<typeof createInsights>;

export const insightsOf = (strapi: Core.Strapi): Insights =>
  strapi.plugin('tiktok').service('insights');
