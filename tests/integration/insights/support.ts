import { z } from 'zod';

import { type Scope, type SettingsInput } from '../../../contracts/settings';
import { type Account, accountsOf } from '../../../server/src/accounts';
import { type Insights } from '../../../server/src/insights';
import { asText } from '../../../server/src/insights/rows';
import { createStories, startTestStrapi, type Stories, type TestStrapi } from '../../support';
import { type StartOptions } from '../../support/strapi';
import { byFastClock, type FastClock, timeBy } from './fast-clock';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

type Collector = Insights['collector'];

/** A site next to a TikTok, both by a clock that the test moves. */
export interface InsightsSite {
  site: TestStrapi;
  stories: Stories;
  collector: Collector;
  now(): number;
  clock(): FastClock;
  /** Moves the clock of both. */
  pass(ms: number): void;
  /** Rounds until nothing is due. @returns the calls that were made */
  collect(): Promise<number>;
  /** A post of the account that is on TikTok, made by the creator at this moment. */
  postInApp(
    title: string,
    more?: { handle?: string; kind?: 'video' | 'photo'; at?: number },
  ): string;
  /** A post of ours, published now, whose video that one is. @returns its id */
  ourPost(accountId: number, videoId: string, more?: Record<string, unknown>): Promise<number>;
  samples(): Promise<Sample[]>;
  account(id: number): Promise<Account | null>;
  /** Connects the account of `demo_creator` again, with only these scopes; without any: with all. */
  grant(accountId: number, scopes?: Scope[]): Promise<void>;
}

const sample = z.object({
  video_id: z.string(),
  slot: z.coerce.number(),
  age_ms: z.coerce.number(),
  late: z.coerce.number(),
  views: z.coerce.string().nullable(),
});
export type Sample = z.output<typeof sample>;

const made = z.object({ postId: z.string() });
const ids = z.array(z.union([z.number(), z.object({ id: z.number() })]));

const INSIGHTS: Partial<SettingsInput> = { insights: true, profileCard: true };

/** @param rate how much faster than our own the clock goes of the site and of its TikTok */
export const startInsightsSite = async ({
  rate = 1,
  ...options
}: Pick<StartOptions, 'database'> & { rate?: number } = {}): Promise<InsightsSite> => {
  const begun = Date.now();
  let offset = 0;
  const clock = (): FastClock => ({ at: begun, shown: begun + offset, rate });
  const now = () => timeBy(clock());
  const site = await startTestStrapi({
    ...options,
    emulator: {
      clock: { now },
      tokenLifetimes: { accessSec: 10 * 365 * 24 * 3600, refreshSec: 10 * 365 * 24 * 3600 },
    },
  });
  const stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  await stories.useDirectPost();
  await stories.changeSettings(INSIGHTS);
  const service: Insights = site.strapi.plugin('tiktok').service('insights');
  const collector = service.collectorBy(byFastClock(clock));
  let count = 0;

  return {
    site,
    stories,
    collector,
    now,
    clock,
    pass(ms) {
      offset += ms;
    },
    async collect() {
      let calls = 0;
      for (;;) {
        const round = await collector.round();
        calls += round.calls;
        if (round.calls === 0) return calls;
      }
    },
    postInApp(title, { handle = 'demo_creator', kind = 'video', at = now() } = {}) {
      return made.parse(site.emulator().act('postInApp', { handle, title, kind, createdAt: at }))
        .postId;
    },
    async ourPost(accountId, videoId, more = {}) {
      count += 1;
      const at = now();
      const inserted: unknown = await site.strapi.db.connection('tiktok_posts').insert(
        {
          idempotency_key: `test-post-${count}`,
          account_id: accountId,
          kind: 'video',
          share_type: 'direct_post',
          transfer: 'file_upload',
          state: 'published',
          title: `Post ${count}`,
          content: JSON.stringify({ caption: `Post ${count}` }),
          options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
          media: '[]',
          fence: 0,
          tries: 0,
          version: 1,
          published_at: at,
          post_ids: JSON.stringify([videoId]),
          created_at: at,
          updated_at: at,
          ...more,
        },
        ['id'],
      );
      const [first] = ids.parse(inserted);
      return typeof first === 'number' ? first : (first?.id ?? 0);
    },
    account: (id) => accountsOf(site.strapi).find(id),
    async grant(accountId, scopes) {
      const token = await site.as('superAdmin');
      const begun = await site.request('POST', '/tiktok/accounts/connect', {
        token,
        body: { origin: new URL(site.url).origin, accountId },
      });
      const { authorizeUrl } = z.object({ authorizeUrl: z.string() }).parse(begun.body);
      const redirect = new URL(
        site
          .emulator()
          .approve(authorizeUrl, 'demo_creator', scopes === undefined ? {} : { scopes }),
      );
      const callback = await site.request('GET', `${redirect.pathname}${redirect.search}`);
      const { hash } = new URL(callback.headers.get('location') ?? '');
      const body = Object.fromEntries(new URLSearchParams(hash.slice(1)));
      await site.request('POST', '/tiktok/accounts/connect/complete', { token, body });
    },
    async samples() {
      return z.array(sample).parse(
        await site.strapi.db
          .connection('tiktok_samples as s')
          .join('tiktok_videos as v', 'v.id', 's.video_row')
          .orderBy(['v.video_id', 's.slot'])
          .select(
            'v.video_id',
            's.slot',
            's.age_ms',
            's.late',
            ...asText(site.strapi, ['views'], 's.'),
          ),
      );
    },
  };
};
