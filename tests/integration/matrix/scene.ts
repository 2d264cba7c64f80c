import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { type createPost, postView, type PostView } from '../../../contracts/posts';
import { apiError } from '../../../contracts/errors';
import { type CallOf } from '../../../contracts/endpoint';
import {
  CLIENT_KEY,
  CLIENT_SECRET,
  createHome,
  letPass,
  lookAgain,
  makePicture,
  startTikTok,
  VIDEO,
} from '../../support';
import { type AppHome } from '../../support/app-env';
import { startFrontDoor } from '../../support/front-door';
import { makeLongVideo } from '../posts/support';
import { createCrew, type Worker } from './crew';
import { createTimeMachine } from './database';
import { type Files, type Tale } from './tales';

/** Over 64,000,000 bytes: seven chunks. */
const LONG_BYTES = 70_000_001;
/** More than stand at their points at the same time. */
const ACCOUNTS = { sqlite: 12, postgres: 40 } as const;
/**
 * How long a post may take to its end before it is called lost. Longer than whatever it may rightly
 * wait for, on a busy machine too: the lease of a long file's last chunk, the minute in which TikTok
 * counts calls, and the minute after which BullMQ misses a worker that died with a job in hand.
 */
const PATIENCE_MS = 300_000;
/** The last of many has at least so long. */
const LAST_LOOK_MS = 60_000;

export interface Account {
  id: number;
  handle: string;
  openId: string;
}

/** A post under way, and what is known of it from outside. */
export interface Flight {
  tale: Tale;
  account: Account;
  body: CallOf<typeof createPost>['body'];
  /** What the account had at TikTok before. */
  before: ReadonlySet<string>;
  postId: number | null;
  /** Somebody was asked to sign in anew, and did. */
  reconnected: boolean;
}

const created = z.object({ post: postView });
/** What is said where an account's sign-in is lost. */
const SIGN_IN = ['account_needs_reconnect', 'account_not_connected'];

const TICK_TOKEN = 'a-tick-token-of-the-matrix';
const TICK_MS = 1_000;

/** What BullMQ keeps its jobs in. */
export type Bull = { redisUrl: string } | 'postgres';

const bullEnv = (bull: Bull, { databaseUrl }: AppHome): Record<string, string> => ({
  TIKTOK_TICK_TOKEN: TICK_TOKEN,
  ...(bull === 'postgres'
    ? // Past the proxy: what BullMQ writes for itself is no point of a post's life.
      { TIKTOK_BULLMQ_URL: databaseUrl ?? '' }
    : { TIKTOK_REDIS_URL: bull.redisUrl }),
});

/**
 * One site with a TikTok, its database and as many processes as the database allows.
 * @param bull has BullMQ carry the work; the database's time is then changed past the engine, so the
 *   process that leads is told to look again and again
 */
export const createScene = async (
  database: keyof typeof ACCOUNTS,
  { bull }: { bull?: Bull } = {},
) => {
  const home = await createHome(database);
  const door = await startFrontDoor();
  const { emulator: tiktok, env } = await startTikTok(0, {
    keepMedia: false,
    allowPrivatePulls: true,
    apps: [
      {
        clientKey: CLIENT_KEY,
        clientSecret: CLIENT_SECRET,
        redirectUris: ['http://localhost:*/api/tiktok/oauth/callback'],
        verifiedDomains: ['localhost'],
      },
    ],
    webhook: { url: `${door.url}/api/tiktok/webhook` },
    // Each account is used again and again; TikTok's limits are other tests' subject.
    limits: {
      initsPerMinute: 1_000,
      creatorInfoPerMinute: 1_000,
      statusPerMinute: 1_000,
      directPostsPerDay: 1_000,
      pendingDrafts: 1_000,
    },
    delays: { processingMs: 150, publicIdMs: 100 },
  });
  const crew = createCrew(home, tiktok, {
    ...env,
    // No lease runs out while others are brought to their points.
    TIKTOK_LEASE_SECONDS: '600',
    TIKTOK_TICK_SECONDS: '1',
    TIKTOK_CONCURRENCY: '50',
    TIKTOK_MEDIA_URL: door.url,
    DATABASE_POOL_MAX: '60',
    ...(bull ? bullEnv(bull, home) : {}),
  });
  const time = await createTimeMachine(home);
  let ticks: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearInterval(ticks);
    await crew.killAll();
    await time.close();
    await door.close();
    await tiktok.close();
    await home.remove();
  };

  let active: Worker;
  const files: Files = { video: 0, long: 0, pictures: [] };
  const accounts: Account[] = [];
  let turn = 0;

  const tick = (): void => {
    void fetch(`${active.site.url}/api/tiktok/tick`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TICK_TOKEN}` },
      // It may stand still at a point, or be frozen.
      signal: AbortSignal.timeout(2 * TICK_MS),
    }).catch(() => undefined);
  };

  const open = async (): Promise<void> => {
    active = await crew.start();
    door.leadTo(active.site.url);
    if (bull) ticks = setInterval(tick, TICK_MS);
    await active.stories.useDirectPost();
    const inHome = (name: string): string => path.join(home.directory, name);
    files.video = (await active.site.uploadAsset(VIDEO)).id;
    files.long = (
      await active.site.uploadAsset(await makeLongVideo(inHome('long.mp4'), LONG_BYTES))
    ).id;
    for (const name of ['one.jpg', 'two.jpg']) {
      files.pictures.push((await active.site.uploadAsset(await makePicture(inHome(name)))).id);
    }
    for (let index = 0; index < ACCOUNTS[database]; index += 1) {
      const handle = `matrix_${index}`;
      tiktok.act('addAccount', { handle });
      const { id } = await active.stories.connect(handle);
      const openId = tiktok.accounts().find((one) => one.handle === handle)?.openIds[CLIENT_KEY];
      accounts.push({ id, handle, openId: openId ?? '' });
    }
  };
  try {
    await open();
  } catch (error) {
    await close();
    throw error;
  }

  /** Sends the request that makes the post, as the form does; its id is learnt if it is answered. */
  const submit = async (flight: Flight): Promise<void> => {
    const { site } = active;
    const answer = await site
      .request('POST', '/tiktok/posts', { token: await site.as('superAdmin'), body: flight.body })
      .catch(() => null);
    const made = created.safeParse(answer?.body);
    if (made.success) flight.postId = made.data.post.id;
    const refused = apiError.safeParse(answer?.body);
    if (refused.success) await signIn(flight, refused.data.error.details.code);
  };

  /** Does what the remedy says, once: the account is connected again. */
  const signIn = async (flight: Flight, code: string | undefined): Promise<void> => {
    if (code === undefined || !SIGN_IN.includes(code) || flight.reconnected) return;
    flight.reconnected = true;
    await active.stories.connect(flight.account.handle);
  };

  /** A story on the next account; nothing has been asked of the site yet. */
  const cast = async (tale: Tale): Promise<Flight> => {
    const account = accounts[turn % accounts.length];
    if (!account) throw new Error('There are no accounts.');
    turn += 1;
    const { handle, openId } = account;
    if (tale.webhooks) door.loseNoMore(openId);
    else door.lose(openId);
    door.handOnAgain(openId);
    await time.forgetCalls(account.id);
    if (tale.expired) tiktok.expireAccessTokens(handle);
    const before = new Set(
      tiktok.publishes().flatMap((one) => (one.handle === handle ? [one.publishId] : [])),
    );
    const body = active.stories.postOf(account.id, tale.assets(files), tale.changes);
    return { tale, account, body, before, postId: null, reconnected: false };
  };

  const read = async (flight: Flight): Promise<PostView | null> =>
    flight.postId === null ? null : active.stories.readPost(flight.postId).catch(() => null);

  /** The creator finishes the drafts of this story that have been delivered. */
  const finishDrafts = (flight: Flight): void => {
    for (const draft of tiktok.drafts()) {
      const own = draft.handle === flight.account.handle && !flight.before.has(draft.publishId);
      if (own && draft.pending) tiktok.finishDraft(draft.publishId);
    }
  };

  const ENDS: readonly PostView['state'][] = [
    'published',
    'failed',
    'cancelled',
    'outcome_unknown',
  ];

  const hasEnded = (flight: Flight, post: PostView): boolean => {
    // Goes on by itself as soon as TikTok's message has come.
    if (post.state === 'outcome_unknown' && flight.tale.webhooks) {
      return !tiktok
        .posts()
        .some(
          ({ handle, publishId }) =>
            handle === flight.account.handle && !flight.before.has(publishId),
        );
    }
    if (post.state === 'published') return post.link !== null;
    if (post.state === 'held') return post.nextStepAt === null;
    return ENDS.includes(post.state);
  };

  /**
   * Waits until the story has come to its end, by what the admin shows. The form sends its request
   * again until it is answered; the creator finishes drafts; long waits are made short.
   * @param onlyMs gives up after so long, whatever the story waits for
   * @param since when it could go on (epoch ms); default: now
   */
  const playOut = async (
    flight: Flight,
    { onlyMs, since = Date.now() }: { onlyMs?: number; since?: number } = {},
  ): Promise<PostView | null> => {
    const begun = Date.now();
    const giveUpAt =
      onlyMs === undefined ? Math.max(since + PATIENCE_MS, begun + LAST_LOOK_MS) : begun + onlyMs;
    for (;;) {
      if (flight.postId === null) {
        await submit(flight);
        // A person does not press again at once, and each press asks TikTok for the creator info.
        if (flight.postId === null) await letPass(2_000, 'a person does not press again at once');
      }
      const post = await read(flight);
      // TikTok's minute is waited for; it would count the calls that come before it is over.
      const waits = flight.postId === null || post?.reason?.code === 'waits_its_turn';
      const held = post?.state === 'held' && SIGN_IN.includes(post.reason?.code ?? '');
      const asksToSignIn = held && !flight.reconnected;
      if (post && !asksToSignIn && hasEnded(flight, post)) return post;
      if (post?.state === 'in_inbox') finishDrafts(flight);
      if (asksToSignIn) await signIn(flight, post.reason?.code);
      const passed = Date.now() - begun;
      if (Date.now() > giveUpAt) return post;
      if (passed > 6_000) await time.letOrphansPass();
      // Calls that were kept waiting for others to get to their points look like one.
      if (passed > 6_000) await time.letOutagesPass();
      if (passed > 6_000 && !waits) await time.letWaitsPass();
      await lookAgain();
    }
  };

  return {
    database,
    home,
    tiktok,
    door,
    crew,
    time,
    close,
    active: (): Worker => active,
    /** From now on everything is asked of this process. */
    lead(worker: Worker): void {
      active = worker;
      door.leadTo(worker.site.url);
    },
    cast,
    submit,
    read,
    finishDrafts,
    playOut,
    /** For someone who looks into a failure. */
    dumpLogs: (file: string): Promise<void> => writeFile(file, active.site.logs()),
  };
};

export type Scene = Awaited<ReturnType<typeof createScene>>;
