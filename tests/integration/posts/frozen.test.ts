import path from 'node:path';

import {
  createHome,
  createStories,
  freePort,
  startStrapiProcess,
  startTikTok,
  type StrapiProcess,
  VIDEO,
} from '../../support';
import { isIn, makeLongVideo } from './support';

// Two Strapis start, and a lease has to end.
jest.setTimeout(900_000);

const LONG = 70_000_001;
/** Far longer than a lease, on a busy machine too. */
const PATIENCE_S = 240;

describe('two processes on PostgreSQL', () => {
  it('one is frozen in the middle of an upload past its lease, the other takes over, the first thaws: one live post (T03, T08)', async () => {
    const home = await createHome('postgres');
    const [firstPort, secondPort] = [await freePort(), await freePort()];
    const { emulator: tiktok, env } = await startTikTok(firstPort, {});
    const options = { home, env: { ...env, TIKTOK_LEASE_SECONDS: '10' } };
    const running: StrapiProcess[] = [];
    const freeze = (pid: number, how: 'SIGSTOP' | 'SIGCONT') => process.kill(pid, how);
    try {
      const first = await startStrapiProcess({ ...options, port: firstPort });
      running.push(first);
      const stories = createStories(
        first,
        () => tiktok,
        () => first.as('superAdmin'),
      );
      await stories.useDirectPost();
      const { id: accountId } = await stories.connect('demo_creator');
      const file = await makeLongVideo(path.join(home.directory, 'long.mp4'), LONG);
      const asset = await first.uploadAsset(file);
      // A frozen process takes no webhook; what counts here are the two workers.
      tiktok.setWebhookUrl(null);
      tiktok.faults.add({ endpoint: 'upload', call: 4, kind: 'hold' });
      const held = new Promise<void>((resolve) => {
        tiktok.onCall((phase, call) => {
          if (phase === 'received' && call.fault === 'hold') resolve();
        });
      });
      const post = await stories.createPost(stories.postOf(accountId, [asset.id]));
      await held;
      freeze(first.pid, 'SIGSTOP');
      tiktok.faults.clear();

      const second = await startStrapiProcess({ ...options, port: secondPort });
      running.push(second);
      const seenBySecond = createStories(
        second,
        () => tiktok,
        () => second.as('superAdmin'),
      );
      await seenBySecond.waitFor(post.id, isIn('published'), PATIENCE_S);
      expect(tiktok.posts()).toHaveLength(1);

      freeze(first.pid, 'SIGCONT');
      await stories.waitFor(post.id, isIn('published'), PATIENCE_S);
      // The thawed one has gone on once it has sent what nobody else can.
      freeze(second.pid, 'SIGSTOP');
      const { id: video } = await first.uploadAsset(VIDEO);
      const next = await stories.createPost(stories.postOf(accountId, [video]));
      await stories.waitFor(next.id, isIn('published'), PATIENCE_S);
      await tiktok.settled();
      const sizes = tiktok.posts().map(({ media }) => media[0]?.bytes);
      expect(sizes.filter((bytes) => bytes === LONG)).toHaveLength(1);
      expect(tiktok.publishes()).toHaveLength(2);
      const shown = await stories.readPost(post.id);
      expect([shown.state, shown.attempts.length]).toEqual(['published', 1]);
    } finally {
      for (const { pid, kill } of running) {
        process.kill(pid, 'SIGCONT');
        await kill();
      }
      await tiktok.close();
      await home.remove();
    }
  });
});
