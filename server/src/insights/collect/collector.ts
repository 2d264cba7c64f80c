import { setTimeout as sleep } from 'node:timers/promises';

import { type Core } from '@strapi/strapi';

import { type Account, accountsOf } from '../../accounts';
import { databaseNowMs, nowMsSql } from '../../database/clock';
import { table } from '../../database/tables';
import { BEING_SENT, postsOf } from '../../posts';
import { settingsOf } from '../../settings';
import { DAY, HOUR, LONGEST_AGE } from '../ages';
import { createAsk, MOST_VIDEOS, type NotAsked, PROFILE_SCOPES } from './ask';
import { createCalls } from './calls';
import { enrolPosts } from './enrol';
import { createFollowed, LEASE_MS } from './followed';
import { pruneInsights } from './retention';
import { createVideos } from './videos';

/** A round ends by then, so that the next one, a minute later, finds nobody at work. */
const ROUND_MS = 50_000;
/** Insights wait while something is being sent, but not so long that a measuring comes too late. */
const YIELD_MS = 5 * 60_000;
/** Accounts worked on at the same time by one process. */
const AT_ONCE = 4;
/** TikTok's list is read no further: a thousand videos. */
const LIST_PAGES = 50;

/** Waits so long; ends early, in silence, when it is to stop. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<unknown>;
const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined);

/** Never so long until an account's turn; what is further ahead is of a clock that was put back since. */
const LONGEST_WAIT_MS = 2 * DAY;
const hasCome = (turn: number, at: number): boolean => turn <= at || turn > at + LONGEST_WAIT_MS;

/** What one round did. */
export interface Round {
  /** Calls to TikTok that were answered. */
  calls: number;
  /** When something is to be done next that could not be done now (epoch ms); null: nothing waits. */
  retryAt: number | null;
}

/**
 * Takes the samples that are due, over all processes that share the database: one at a time works on
 * an account, each age of a video is stored once, and whatever is cut off is due still.
 * @param now the present time (epoch ms); the database's unless a test has one of its own
 * @param pause waits in the time that `now` tells
 */
export const createCollector = ({
  strapi,
  now = () => databaseNowMs(strapi),
  pause = pauseFor,
  leaseMs = LEASE_MS,
}: {
  strapi: Core.Strapi;
  now?: () => Promise<number>;
  pause?: Pause;
  leaseMs?: number;
}) => {
  const accounts = accountsOf(strapi);
  const settings = settingsOf(strapi);
  const stopping = new AbortController();
  const calls = createCalls({ strapi, now });
  const followed = createFollowed({ strapi, now, leaseMs });
  const videos = createVideos({ strapi });
  const ask = createAsk({ accounts, settings, calls, followed, now, signal: stopping.signal });
  /** Where reading an account's list was cut off, by account. */
  const listedTo = new Map<number, { cursor: number | undefined; page: number }>();
  let running: Promise<unknown> = Promise.resolve();
  let lastSweepAt = 0;

  /** Something is being sent to TikTok: what is due waits, but not until a sample would come too late. */
  const yields = async (dueAt: number): Promise<boolean> =>
    (await now()) - dueAt < YIELD_MS &&
    (await table(strapi, 'tiktok_posts')
      .whereIn('state', [...BEING_SENT])
      .where('lease_until', '>', nowMsSql(strapi.db.connection))
      .first('id')) !== undefined;

  /** Asks for the videos of one account that are due, at most 20 in a call, until none is. */
  const measureVideos = async (account: Account, mayGoOn: () => Promise<boolean>, round: Round) => {
    while (await mayGoOn()) {
      const at = await now();
      const due = await videos.due(account.id, at, MOST_VIDEOS);
      if (due.length === 0) return null;
      const neighbour =
        due.length < MOST_VIDEOS
          ? await videos.neighbour(
              account.id,
              due.map(({ id }) => id),
            )
          : null;
      const asked = neighbour ? [...due, neighbour] : due;
      const outcome = await ask.videos(
        account,
        asked.map(({ video_id: videoId }) => videoId),
      );
      if (!outcome.asked) return outcome;
      round.calls += 1;
      await videos.answered(asked, outcome.answer.videos, await now());
    }
    return null;
  };

  /**
   * Videos that were not sent from here, from the newest back through the year in which they are
   * measured. Known ones end nothing: a person who opened the page of the account had some of them
   * listed, and our own posts stand among them.
   * @returns whether it came to the end; cut off, it goes on there with the next round
   */
  const findOthers = async (
    account: Account,
    mayGoOn: () => Promise<boolean>,
    round: Round,
  ): Promise<NotAsked | boolean> => {
    let { cursor, page } = listedTo.get(account.id) ?? { cursor: undefined, page: 0 };
    for (; page < LIST_PAGES; page += 1) {
      listedTo.set(account.id, { cursor, page });
      if (!(await mayGoOn())) return false;
      const outcome = await ask.list(account, cursor);
      if (!outcome.asked) return outcome;
      round.calls += 1;
      const at = await now();
      const { videos: listed, hasMore, cursor: next } = outcome.answer;
      await videos.listed(account.id, listed, at, true);
      const isOld = listed.every(({ createTimeMs }) => at - (createTimeMs ?? at) > LONGEST_AGE);
      if (!hasMore || next === undefined || isOld) break;
      cursor = next;
    }
    listedTo.delete(account.id);
    return true;
  };

  const measureDay = async (
    account: Account,
    mayGoOn: () => Promise<boolean>,
    round: Round,
  ): Promise<NotAsked | null> => {
    const row = await followed.find(account.id);
    if (!row || !hasCome(row.next_at, await now()) || !(await mayGoOn())) return null;
    const mayAsk = account.grantedScopes.some((scope) => PROFILE_SCOPES.includes(scope));
    // Where its list was cut off, the account itself was asked for before.
    if (mayAsk && !listedTo.has(account.id)) {
      const outcome = await ask.profile(account);
      if (!outcome.asked) return outcome;
      round.calls += 1;
      await followed.told(account, outcome.answer, { asDay: true });
    }
    if (row.follows_others && account.grantedScopes.includes('video.list')) {
      const found = await findOthers(account, mayGoOn, round);
      if (found === false) return null;
      if (found !== true) return found;
    } else listedTo.delete(account.id);
    await followed.nextDay(account);
    return null;
  };

  const work = async (
    { account, at: dueAt }: { account: Account; at: number },
    end: number,
    round: Round,
  ): Promise<NotAsked | null> => {
    const lease = await followed.lease(account.id);
    if (!lease) return null;
    const mayGoOn = async (): Promise<boolean> =>
      !stopping.signal.aborted &&
      performance.now() < end &&
      !(await yields(dueAt)) &&
      (await lease.renew());
    try {
      const refused = await measureDay(account, mayGoOn, round);
      if (refused) return refused;
      return account.grantedScopes.includes('video.list')
        ? await measureVideos(account, mayGoOn, round)
        : null;
    } finally {
      await lease.end();
    }
  };

  /** The accounts that have something due, the longest wait first. */
  const accountsDue = async (
    usable: readonly Account[],
  ): Promise<{ account: Account; at: number }[]> => {
    const at = await now();
    const waits = new Map<number, number>();
    const rows = new Map((await followed.all()).map((row) => [row.account_id, row]));
    const free = usable.filter(({ id }) => hasCome(rows.get(id)?.retry_at ?? 0, at));
    for (const { id } of free) {
      const row = rows.get(id);
      if (row && hasCome(row.next_at, at)) waits.set(id, Math.min(row.next_at, at));
    }
    const listing = free.filter(({ grantedScopes }) => grantedScopes.includes('video.list'));
    const due = await videos.dueAccounts(
      listing.map(({ id }) => id),
      at,
    );
    for (const { account_id: id, next_at: next } of due) {
      waits.set(id, Math.min(next, waits.get(id) ?? next));
    }
    return free
      .flatMap((account) => {
        const waiting = waits.get(account.id);
        return waiting === undefined ? [] : [{ account, at: waiting }];
      })
      .sort((a, b) => a.at - b.at);
  };

  /** Once an hour: ids that came late, and what is older than is kept. */
  const sweep = async (accountIds: readonly number[], at: number): Promise<void> => {
    const isTime = Math.abs(at - lastSweepAt) >= HOUR;
    await enrolPosts(strapi, accountIds, isTime ? null : at - 2 * DAY);
    if (!isTime) return;
    lastSweepAt = at;
    await pruneInsights(strapi, (await settings.current()).retention.insightsMonths, at);
  };

  const run = async (end: number): Promise<Round> => {
    const round: Round = { calls: 0, retryAt: null };
    const { enabled, insights } = await settings.current();
    if (!enabled || !insights || (await postsOf(strapi).installation.stopped())) return round;
    const usable = (await accounts.all()).filter(({ state }) => state === 'connected');
    await followed.follow(usable.map(({ id }) => id));
    await sweep(
      usable.map(({ id }) => id),
      await now(),
    );
    const due = await accountsDue(usable);
    const [longest] = due;
    if (!longest) return round;
    if (await yields(longest.at)) {
      return { ...round, retryAt: longest.at + YIELD_MS };
    }
    const left = [...due];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const refused = await work(next, end, round);
        if (!refused) continue;
        round.retryAt = Math.min(round.retryAt ?? refused.retryAt, refused.retryAt);
        if (refused.error) {
          const name = refused.error instanceof Error ? refused.error.name : 'unknown error';
          strapi.log.debug(`TikTok: insights of account ${next.account.id} wait: ${name}`);
        }
        if (!refused.wholeApp) continue;
        const waitMs = refused.retryAt - (await now());
        // A pause within this round is waited for; a longer one is the next round's.
        if (performance.now() + waitMs >= end || stopping.signal.aborted || waitMs > 10_000) return;
        left.push(next);
        await pause(Math.max(20, waitMs), stopping.signal);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return round;
  };

  return {
    calls,
    followed,
    videos,
    ask,
    now,

    /** Does what is due now, as far as a round goes. Rounds of one process follow each other. */
    round(maxMs = ROUND_MS): Promise<Round> {
      const next = running.then(
        () => run(performance.now() + maxMs),
        () => run(performance.now() + maxMs),
      );
      running = next.catch(() => undefined);
      return next;
    },

    /** Aborts what is asked, and ends when nothing of it runs any more. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
};

export type Collector = ReturnType<typeof createCollector>;
