import { type PublisherSite, isIn, startPublisher } from '../posts/support';
import { lookAgain, PATIENCE_SECONDS } from '../../support/until';

const TOKEN = 'a-token-of-the-metrics';

/** Name and labels of a line, and its value. */
const readLines = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
  );

describe('the metrics', () => {
  let site: PublisherSite;

  beforeAll(async () => {
    site = await startPublisher({ env: { TIKTOK_METRICS_TOKEN: TOKEN } });
  });
  afterAll(() => site?.stop());

  const ask = (authorization?: string) =>
    site.site.request('GET', '/api/tiktok/metrics', {
      headers: authorization === undefined ? {} : { authorization },
    });
  /** What was read a moment ago is good for some seconds; this asks past that. */
  const until = async (wanted: (lines: Map<string, number>) => boolean) => {
    const end = Date.now() + PATIENCE_SECONDS * 1000;
    for (;;) {
      const answer = await ask(`Bearer ${TOKEN}`);
      expect(answer.status).toBe(200);
      const lines = readLines(answer.text);
      if (wanted(lines)) return { text: answer.text, lines };
      if (Date.now() > end) throw new Error(`Not so in time:\n${answer.text}`);
      await lookAgain();
    }
  };

  it('are for who has the token, and nothing else is told to others', async () => {
    const answers = [
      await ask(),
      await ask('Bearer another-token-of-that-length'),
      await ask(`Basic ${TOKEN}`),
      await ask(`Bearer ${TOKEN} `),
      await ask(TOKEN),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 200, 401]);
    for (const { status, text, headers } of answers) {
      if (status === 401) {
        expect(headers.get('www-authenticate')).toBe('Bearer');
        expect(text).not.toContain('tiktok_posts');
      }
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('count posts, attempts, calls and renewals, and name nobody', async () => {
    const { id, handle } = await site.newAccount();
    site.tiktok.expireAccessTokens(handle);
    const post = await site.send(id);
    await site.stories.waitFor(post.id, isIn('published'));
    const { text, lines } = await until(
      (seen) => seen.get('tiktok_posts{state="published"}') === 1,
    );
    expect(lines.get('tiktok_posts{state="held"}')).toBe(0);
    expect(lines.get('tiktok_attempts{outcome="published"}')).toBe(1);
    expect(lines.get('tiktok_token_refreshes_total{outcome="renewed"}')).toBeGreaterThan(0);
    const init = 'endpoint="POST /v2/post/publish/video/init/",code="ok"';
    expect(lines.get(`tiktok_api_calls_total{${init}}`)).toBe(1);
    expect(lines.get('tiktok_publisher_stopped')).toBe(0);
    for (const secret of [handle, post.title || handle, TOKEN, 'act.', 'rft.']) {
      expect(text).not.toContain(secret);
    }
  });

  it('give a code that TikTok has never listed no label of its own', async () => {
    const { id } = await site.newAccount();
    site.tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'a_code_nobody_has_seen',
      httpStatus: 400,
    });
    const post = await site.send(id);
    await site.stories.waitFor(post.id, isIn('failed', 'held'));
    site.tiktok.faults.clear();
    const unlisted = 'endpoint="POST /v2/post/publish/video/init/",code="unlisted"';
    const { text } = await until((seen) => seen.has(`tiktok_api_calls_total{${unlisted}}`));
    expect(text).not.toContain('a_code_nobody_has_seen');
  });

  it('are not there without a token', async () => {
    const { config } = site.site.strapi;
    config.set('plugin::tiktok.metricsToken', undefined);
    try {
      for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${TOKEN}`]) {
        expect((await ask(authorization)).status).toBe(404);
      }
    } finally {
      config.set('plugin::tiktok.metricsToken', TOKEN);
    }
  });

  it('tell what is due and late and for how long, but not what waits behind a gate', async () => {
    const { id } = await site.newAccount();
    const when = { type: 'at' as const, at: new Date(Date.now() + 3_600_000).toISOString() };
    const post = await site.send(id, { when });
    // Nobody takes up what is due from now on.
    await site.posts().engine.stop(1_000);
    const ago = Date.now() - 90_000;
    await site.db('tiktok_posts').where({ id: post.id }).update({ next_step_at: ago });
    const { lines } = await until((seen) => seen.get('tiktok_posts_due{lane="send"}') === 1);
    expect(lines.get('tiktok_posts_late{lane="send"}')).toBe(1);
    expect(lines.get('tiktok_lag_seconds{lane="send"}')).toBeGreaterThanOrEqual(90);

    await site.db('tiktok_gates').insert({
      subject: `account:${id}`,
      account_id: id,
      closed_since: Date.now(),
      opens_at: Date.now() + 600_000,
      reason: JSON.stringify({ code: 'waits_its_turn', message: 'A gate.', remedy: null }),
    });
    const after = await until((seen) => seen.get('tiktok_posts_due{lane="send"}') === 0);
    expect(after.lines.get('tiktok_posts_late{lane="send"}')).toBe(0);
    expect(after.lines.get('tiktok_lag_seconds{lane="send"}')).toBe(0);
  });
});
