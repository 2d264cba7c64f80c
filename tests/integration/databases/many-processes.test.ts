import { Client } from 'pg';

import {
  type AppHome,
  createHome,
  createStories,
  type Emulator,
  freePort,
  startStrapiProcess,
  startTikTok,
  type Stories,
  type StrapiProcess,
  VIDEO,
} from '../../support';
import { isIn } from '../posts/support';

const ACCOUNTS = 8;
const POSTS_EACH = 5;

/** Strapis on one PostgreSQL, seen from outside, and one TikTok that judges. */
describe.each([2, 4])('%i processes on PostgreSQL', (count) => {
  let home: AppHome;
  let tiktok: Emulator;
  let processes: StrapiProcess[];
  let stories: Stories[];
  let accounts: { id: number; handle: string }[];
  let video: number;

  beforeAll(async () => {
    const port = await freePort();
    home = await createHome('postgres');
    const started = await startTikTok(port, {});
    tiktok = started.emulator;
    const options = { home, env: started.env };
    // The first one makes the tables.
    processes = [await startStrapiProcess({ ...options, port })];
    for (let index = 1; index < count; index += 1) {
      processes.push(await startStrapiProcess(options));
    }
    stories = processes.map((site) =>
      createStories(
        site,
        () => tiktok,
        () => site.as('superAdmin'),
      ),
    );
    const [first] = stories;
    if (!first) throw new Error('There are no processes.');
    await first.useDirectPost();
    accounts = [];
    for (let index = 0; index < ACCOUNTS; index += 1) {
      const handle = `creator_${index}`;
      tiktok.act('addAccount', { handle, nickname: `Creator ${index}` });
      accounts.push({ id: (await first.connect(handle)).id, handle });
    }
    video = (await processes[0]!.uploadAsset(VIDEO)).id;
  });
  afterAll(async () => {
    for (const running of processes ?? []) await running.kill();
    await tiktok?.close();
    await home?.remove();
  });

  const at = (index: number): Stories => stories[index % stories.length]!;

  /** Brings all that is scheduled forward to this moment, for every process at once. */
  const makeDue = async (): Promise<void> => {
    const client = new Client({ connectionString: home.databaseUrl! });
    await client.connect();
    try {
      await client.query('UPDATE tiktok_posts SET next_step_at = $1', [Date.now()]);
    } finally {
      await client.end();
    }
  };

  it('40 posts due in the same moment are live once each, none twice, none lost (T08)', async () => {
    const when = { type: 'at' as const, at: new Date(Date.now() + 3_600_000).toISOString() };
    const ids: number[] = [];
    for (let index = 0; index < ACCOUNTS * POSTS_EACH; index += 1) {
      const account = accounts[index % ACCOUNTS]!;
      ids.push((await at(index).createPost(at(index).postOf(account.id, [video], { when }))).id);
    }
    await makeDue();
    const seen = [];
    for (const [index, id] of ids.entries()) {
      seen.push(await at(index).waitFor(id, isIn('published'), 400));
    }
    expect(tiktok.publishes()).toHaveLength(ids.length);
    const live = tiktok.posts();
    expect(
      accounts.map(({ handle }) => live.filter((post) => post.handle === handle).length),
    ).toEqual(accounts.map(() => POSTS_EACH));
    expect(seen.map(({ attempts }) => attempts.length)).toEqual(ids.map(() => 1));
    expect(tiktok.calls().filter(({ status }) => status === 429)).toHaveLength(0);
    // What one statement writes is told in its order too.
    for (const { timeline } of seen) {
      const states = timeline.flatMap(({ to }) => to ?? []);
      expect(states.slice(0, 4)).toEqual(['scheduled', 'due', 'sending', 'committing']);
    }
  });
});
