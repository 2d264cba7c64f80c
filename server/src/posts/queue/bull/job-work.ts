import { setTimeout as sleep } from 'node:timers/promises';

import { type Core } from '@strapi/strapi';

import { type PluginConfig } from '../../../config';
import { databaseNowMs } from '../../../database/clock';
import { type Claims, type Lane, laneOf } from '../claims';
import { type Hands } from '../hands';
import { type Visitors } from '../visitors';
import { jobData } from './bull-queues';
import { type JobWork } from './link';

/** After a lease has run out, or a time has come, by another clock than ours. */
const MARGIN_MS = 250;

interface JobWorkOptions {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  claims: Claims;
  hands: Hands;
  visitors: Visitors;
  /** The post of an old job needs one for what it is now. */
  wake: (postId: number) => void;
  /** A place is free that jobs were turned away from. */
  onPlace: () => void;
  onTrouble: (error: unknown) => void;
}

/**
 * What a job that comes leads to: the post is claimed, if the database says that it is due, may go and
 * is in nobody's hands. Whatever the job says, and however often it comes, the claim decides.
 */
export const createJobWork = (options: JobWorkOptions): JobWork => {
  const { strapi, config, claims, hands, visitors, wake, onPlace, onTrouble } = options;
  const busy: Record<Lane, Map<number, number>> = { send: new Map(), ask: new Map() };
  const turnedAway = new Set<Lane>();

  /** False: there is no place, or this account has as many as one account may have here. */
  const reserve = (lane: Lane, account: number): boolean => {
    const held = busy[lane].get(account) ?? 0;
    let all = 0;
    for (const count of busy[lane].values()) all += count;
    if (all >= hands.places[lane] || held >= Math.max(1, hands.places[lane] - 1)) {
      turnedAway.add(lane);
      return false;
    }
    busy[lane].set(account, held + 1);
    return true;
  };
  const free = (lane: Lane, account: number): void => {
    const held = (busy[lane].get(account) ?? 1) - 1;
    if (held > 0) busy[lane].set(account, held);
    else busy[lane].delete(account);
    if (turnedAway.delete(lane)) onPlace();
  };

  /** Waits until nobody on the site would wait for this post; the others wait for it in turn. */
  const letVisitorsGoFirst = async (): Promise<void> => {
    for (let { inMs } = visitors.turn(); inMs > 0; { inMs } = visitors.turn()) await sleep(inMs);
    visitors.began();
  };

  return async (lane, job, token, bull) => {
    const said = jobData.safeParse(job.data);
    if (!said.success) return;
    const { post, account, at } = said.data;
    const inATick = config.tickSeconds * 1000;
    try {
      if (!hands.mayWork() || !(await hands.mayClaim())) {
        return await bull.later(job, token, inATick);
      }
      // It is forgotten: the post stands in the database, and gets another when there is a place.
      if (!reserve(lane, account)) return;
      try {
        const found = await claims.mayGo(post);
        if (found === null) return;
        if ('dueAt' in found) {
          // Put off meanwhile: that made a job of its own.
          if (found.dueAt !== at) return;
          return await bull.later(
            job,
            token,
            found.dueAt - (await databaseNowMs(strapi)) + MARGIN_MS,
          );
        }
        if ('takenUntil' in found) {
          const rest = found.takenUntil - (await databaseNowMs(strapi));
          return await bull.later(job, token, rest + MARGIN_MS);
        }
        // An old job, of what the post was: there is one for what it is now, or there will be.
        if (laneOf(found.state) !== lane) return wake(post);
        if (lane === 'send') await letVisitorsGoFirst();
        const [lease] = await claims.claim([found]);
        if (lease) await hands.take(lane, lease);
      } finally {
        free(lane, account);
      }
    } catch (error) {
      if (bull.isLater(error)) throw error;
      onTrouble(error);
      return bull.later(job, token, inATick);
    }
  };
};
