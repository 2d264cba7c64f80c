import { open, readFile } from 'node:fs/promises';

import { type createPost, type PostView } from '../../../contracts/posts';
import { type CallOf } from '../../../contracts/endpoint';
import { type Call, type EmulatorOptions, type PostView as LivePost } from '../../../emulator';
import { type Posts } from '../../../server/src/posts';
import {
  CLIENT_KEY,
  CLIENT_SECRET,
  createStories,
  type Emulator,
  lookAgain,
  PATIENCE_SECONDS,
  type Site,
  startTestStrapi,
  type TestStrapi,
  VIDEO,
} from '../../support';

export type Composed = Partial<CallOf<typeof createPost>['body']>;

const INITS = new Set(['video.init', 'inbox.init', 'content.init']);

/** A test site with a TikTok beside it, and what the tests of the publisher ask of both. */
export const startPublisher = async (
  options: { emulator?: EmulatorOptions; env?: Record<string, string>; site?: TestStrapi } = {},
) => {
  const site =
    options.site ??
    (await startTestStrapi({
      emulator: { allowPrivatePulls: true, ...options.emulator },
      ...(options.env ? { env: options.env } : {}),
    }));
  const tiktok = site.emulator();
  // As an administrator does in TikTok's portal: the site's own address is verified for pulls.
  tiktok.act('addApp', {
    clientKey: CLIENT_KEY,
    clientSecret: CLIENT_SECRET,
    redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
    verifiedDomains: ['localhost'],
  });
  const stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  await stories.useDirectPost();
  const video = await site.uploadAsset(VIDEO);
  const posts = (): Posts => site.strapi.plugin('tiktok').service('posts');
  const db = (table: `tiktok_${string}`) => site.strapi.db.connection(table);
  let accounts = 0;

  /**
   * Brings the next step of a post forward to now, as if the time had passed; only while it is in
   * `state`, where one is named: of what came meanwhile, the wait is another one.
   */
  const hasten = async (id: number, state?: PostView['state']): Promise<void> => {
    await db('tiktok_posts')
      .where({ id, ...(state ? { state } : {}) })
      .whereNotNull('next_step_at')
      .update({ next_step_at: Date.now() - 1_000 });
    posts().engine.nudge();
  };

  return {
    site,
    tiktok,
    stories,
    video,
    posts,
    db,
    hasten,

    /** A TikTok user of its own, connected: TikTok's limits are per user. */
    async newAccount(): Promise<{ id: number; handle: string }> {
      accounts += 1;
      const handle = `creator_${accounts}`;
      tiktok.act('addAccount', { handle, nickname: `Creator ${accounts}` });
      return { id: (await stories.connect(handle)).id, handle };
    },

    /** A post that a person agreed to, handed over now unless `changes` say otherwise. */
    send: (accountId: number, changes: Composed = {}): Promise<PostView> =>
      stories.createPost(stories.postOf(accountId, changes.assetIds ?? [video.id], changes)),

    /** Waits as `waitFor` does, and skips every wait of the publisher's own on the way. */
    async hasteTo(
      id: number,
      wanted: (post: PostView) => boolean,
      seconds = PATIENCE_SECONDS,
    ): Promise<PostView> {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const post = await stories.readPost(id);
        if (wanted(post) || Date.now() > end) return stories.waitFor(id, wanted, 0);
        if (post.nextStepAt !== null && Date.parse(post.nextStepAt) > Date.now()) {
          await hasten(id, post.state);
        }
        await lookAgain();
      }
    },

    /** What this user has live on TikTok. */
    live: (handle: string): LivePost[] => tiktok.posts().filter((post) => post.handle === handle),
    /** Every init that TikTok took from this user. */
    accepted: (handle: string) => tiktok.publishes().filter((one) => one.handle === handle),
    calls: (handle: string, endpoint?: Call['endpoint']): Call[] =>
      tiktok
        .calls()
        .filter((call) => call.handle === handle)
        .filter((call) => endpoint === undefined || call.endpoint === endpoint),
    inits: (handle: string): Call[] =>
      tiktok.calls().filter((call) => call.handle === handle && INITS.has(call.endpoint)),

    stop: () => site.stop(),
  };
};

export type PublisherSite = Awaited<ReturnType<typeof startPublisher>>;

export const isIn =
  (...states: PostView['state'][]) =>
  (post: PostView): boolean =>
    states.includes(post.state);

/** Resolves when a call of this endpoint has got so far for the n-th time from now. */
export const reached = (
  tiktok: Emulator,
  endpoint: Call['endpoint'],
  phase: 'received' | 'effect',
  n = 1,
): Promise<void> =>
  new Promise((resolve) => {
    let seen = 0;
    const stop = tiktok.onCall((at, call) => {
      if (at !== phase || call.endpoint !== endpoint) return;
      seen += 1;
      if (seen < n) return;
      stop();
      resolve();
    });
  });

/** The words of a post's history, for tests that read them as an editor does. */
export const storyOf = (post: PostView): string =>
  post.timeline.map(({ message }) => message).join('\n');

/**
 * A real video of exactly this many bytes, made at once: the demo's video and an MP4 `free` box
 * (ISO/IEC 14496-12, 8.1.2) of zeros. `makeVideo` fills it with a pattern, which takes its time.
 */
export const makeLongVideo = async (filePath: string, bytes: number): Promise<string> => {
  const video = await readFile(VIDEO);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(bytes - video.length, 0);
  header.write('free', 4, 'latin1');
  const file = await open(filePath, 'w');
  try {
    await file.write(Buffer.concat([video, header]));
    await file.truncate(bytes);
  } finally {
    await file.close();
  }
  return filePath;
};

/** One endpoint's answer by a person with every right. */
export const asRoot = async (site: Site, method: string, path: string, body?: unknown) =>
  site.request(method, path, { token: await site.as('superAdmin'), body });
