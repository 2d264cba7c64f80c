import { type Core } from '@strapi/strapi';

import { postState } from '../../../../contracts/posts';
import { countBy } from '../life/counts';
import { type PostStore } from '../life/post-store';
import { attemptOutcome } from '../life/rows';
import { type Outages } from '../limits/outages';
import { type Claims } from './claims';
import { type Engine } from './engine';
import { type Installation } from './installation';

interface ConditionOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  claims: Claims;
  engine: Engine;
  installation: Installation;
  outages: Outages;
  /** Events that spoke of a post in the name of another user than its own. */
  countStrangeEvents: () => Promise<number>;
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** How the publisher fares: for people, and in figures. */
export const createCondition = (options: ConditionOptions) => {
  const { strapi, posts, claims, engine, installation, outages, countStrangeEvents } = options;
  return {
    /** As `GET /tiktok/health` answers. */
    async health() {
      const { engine: name, queue, lastTickAt, working, clockSkewMs } = engine.health();
      const outage = await outages.summary();
      return {
        engine: name,
        queue,
        lastTickAt: iso(lastTickAt),
        due: await posts.countDue(),
        working,
        clockSkewMs,
        stopped: await installation.stopped(),
        strangeEvents: await countStrangeEvents(),
        outage: outage && {
          since: new Date(outage.since).toISOString(),
          retryAt: iso(outage.retryAt),
          waiting: outage.waiting,
        },
      };
    },

    /** The whole site's figures, for metrics: no names, no ids. */
    async figures() {
      const [byState, byOutcome, send, ask] = await Promise.all([
        countBy(strapi, 'tiktok_posts', 'state', postState.options),
        countBy(strapi, 'tiktok_attempts', 'outcome', attemptOutcome.options),
        claims.backlog('send'),
        claims.backlog('ask'),
      ]);
      return { byState, byOutcome, queue: { send, ask } };
    },
  };
};
