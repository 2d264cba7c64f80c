import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { z } from 'zod';

import { getAttention } from '../../../contracts/attention';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { until } from '../../support';
import { isIn, type PublisherSite, startPublisher } from '../posts/support';

const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };
const NAMES = [
  'tiktok.post.published',
  'tiktok.post.failed',
  'tiktok.post.needs-attention',
  'tiktok.account.disconnected',
];

const payload = z.looseObject({
  post: z
    .looseObject({ id: z.number(), account: z.looseObject({ handle: z.string().nullable() }) })
    .optional(),
  account: z.looseObject({ id: z.number() }).optional(),
  to: z.string().optional(),
  need: z.string().nullish(),
  reason: z.looseObject({ message: z.string() }),
});

let publisher: PublisherSite;
let accountId: number;
let handle: string;
const heard: { event: string; payload: z.output<typeof payload> }[] = [];

beforeAll(async () => {
  publisher = await startPublisher();
  ({ id: accountId, handle } = await publisher.newAccount());
  for (const event of NAMES) {
    publisher.site.strapi.eventHub.on(event, async (told: unknown) => {
      heard.push({ event, payload: payload.parse(told) });
    });
  }
});
afterAll(() => publisher?.stop());

const read = async (token?: string) => {
  const answer = await publisher.site.request('GET', '/tiktok/attention', {
    token: token ?? (await publisher.site.as('superAdmin')),
  });
  return getAttention.response.parse(answer.body);
};
const plan = (changes = {}): Promise<PostView> =>
  publisher.send(accountId, { when: TOMORROW, ...changes });
const put = (id: number, columns: Record<string, unknown>) =>
  publisher.db('tiktok_posts').where({ id }).update(columns);
const because = (code: string): string =>
  JSON.stringify({ code, message: 'Words.', remedy: null, retryAt: null });
const eventsOf = (id: number): string[] =>
  heard.filter((one) => one.payload.post?.id === id).map(({ event }) => event);
const settled = () => publisher.tiktok.settled();
/** Whoever stores a change does not wait for those who hear of it. */
const expectTold = async (id: number, events: readonly string[]): Promise<void> => {
  await until(`post ${id} is told`, () => eventsOf(id).length >= events.length);
  expect(eventsOf(id)).toEqual(events);
};

describe('what needs a hand', () => {
  it('is told by kind, with the next posts beside it', async () => {
    const posts = await Promise.all(Array.from({ length: 7 }, () => plan()));
    const [held, missed, failed, unknown, waiting, byItself, next] = posts.map(({ id }) => id);
    const rest = { next_step_at: null };
    await put(held!, { state: 'held', reason: because('content_changed'), ...rest });
    await put(missed!, { state: 'held', reason: because('missed'), ...rest });
    await put(failed!, { state: 'failed', ...rest });
    await put(unknown!, { state: 'outcome_unknown', ...rest });
    await put(waiting!, { state: 'awaiting_approval', ...rest });
    await put(byItself!, { state: 'held', reason: because('daily_cap') });
    const found = await read();
    expect(
      found.groups.map(({ kind, total, posts: shown }) => [kind, total, shown.map(({ id }) => id)]),
    ).toEqual([
      ['outcome_unknown', 1, [unknown]],
      ['failed', 1, [failed]],
      ['missed', 1, [missed]],
      ['held', 1, [held]],
      ['awaiting_approval', 1, [waiting]],
    ]);
    expect([found.total, found.accounts]).toEqual([5, []]);
    expect(found.next.map(({ id }) => id)).toEqual([next]);
  });

  it('is told to nobody who may not see it', async () => {
    const root = await publisher.site.administrator('superAdmin');
    const { token } = await publisher.site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
    expect((await read(token)).groups.map(({ kind }) => kind)).not.toContain('awaiting_approval');
    expect((await read(token)).total).toBe(4);
    const restrict = (roleIds: number[] | null) =>
      publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds });
    await restrict([root.roleId]);
    expect(await read(token)).toEqual({
      total: 0,
      groups: [],
      accounts: [],
      setup: null,
      next: [],
    });
    await restrict(null);
  });

  it('shows five of each kind and counts them all', async () => {
    const posts = await Promise.all(Array.from({ length: 6 }, () => plan()));
    for (const { id } of posts) await put(id, { state: 'failed', next_step_at: null });
    const failed = (await read()).groups.find(({ kind }) => kind === 'failed');
    expect([failed?.total, failed?.posts.length]).toEqual([7, 5]);
  });

  it('counts an account whose sign-in was lost', async () => {
    const other = await publisher.newAccount();
    await publisher.db('tiktok_accounts').where({ id: other.id }).update({ state: 'reconnect' });
    const found = await read();
    expect(found.accounts.map(({ id, state }) => [id, state])).toEqual([[other.id, 'reconnect']]);
    await publisher.db('tiktok_accounts').where({ id: other.id }).update({ state: 'connected' });
  });
});

describe('events', () => {
  it('a published post is told once, although webhook and poll both say so', async () => {
    const post = await plan({ when: { type: 'now' } });
    await publisher.hasteTo(post.id, isIn('published'));
    await settled();
    await publisher.stories.waitFor(post.id, ({ link }) => link !== null);
    await expectTold(post.id, ['tiktok.post.published']);
    const told = heard.find((one) => one.payload.post?.id === post.id)?.payload;
    expect(told).toMatchObject({
      post: { kind: 'video', shareType: 'direct_post', account: { handle }, entry: null },
      to: 'published',
      need: null,
    });
  });

  it('a post that TikTok refuses for good has failed and needs a hand', async () => {
    publisher.tiktok.faults.add({
      endpoint: 'video.init',
      kind: 'error',
      code: 'privacy_level_option_mismatch',
    });
    const post = await plan({ when: { type: 'now' } });
    const done = await publisher.hasteTo(post.id, isIn('failed', 'held'));
    const expected =
      done.state === 'failed'
        ? ['tiktok.post.failed', 'tiktok.post.needs-attention']
        : ['tiktok.post.needs-attention'];
    await expectTold(post.id, expected);
    expect(heard.filter((one) => one.payload.post?.id === post.id).at(-1)?.payload).toMatchObject({
      need: done.state,
      to: done.state,
    });
  });

  it('a disconnected account is told, and its posts need a hand', async () => {
    const other = await publisher.newAccount();
    const post = await publisher.send(other.id, { when: TOMORROW });
    await publisher.stories.call('POST', `/tiktok/accounts/${other.id}/disconnect`, z.unknown());
    const told = heard.filter(({ event }) => event === 'tiktok.account.disconnected');
    expect(told.map(({ payload: { account } }) => account?.id)).toEqual([other.id]);
    expect(told[0]?.payload).toMatchObject({ heldPosts: 1 });
    await expectTold(post.id, ['tiktok.post.needs-attention']);
    await publisher.stories.call('POST', `/tiktok/accounts/${other.id}/disconnect`, z.unknown());
    expect(heard.filter(({ event }) => event === 'tiktok.account.disconnected')).toHaveLength(1);
  });

  it('a listener that throws harms neither the post nor the site', async () => {
    const angry = async (): Promise<void> => {
      throw new Error('not now');
    };
    publisher.site.strapi.eventHub.on('tiktok.post.published', angry);
    const post = await plan({ when: { type: 'now' } });
    await publisher.hasteTo(post.id, isIn('published'));
    await until('the failure is logged', () =>
      publisher.site.logs.some(({ message }) =>
        message.includes('a listener to tiktok.post.published failed'),
      ),
    );
    publisher.site.strapi.eventHub.off('tiktok.post.published', angry);
  });

  it('reach a Strapi webhook that subscribed to them', async () => {
    const received: { event: unknown; body: string }[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ event: request.headers['x-strapi-event'], body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const made = await publisher.site.request('POST', '/admin/webhooks', {
      token: await publisher.site.as('superAdmin'),
      body: { name: 'TikTok', url: `http://127.0.0.1:${port}`, headers: {}, events: NAMES },
    });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    const post = await plan({ when: { type: 'now' } });
    await publisher.hasteTo(post.id, isIn('published'));
    await publisher.stories.waitFor(post.id, () => received.length > 0);
    await new Promise<void>((resolve) => receiver.close(() => resolve()));
    expect(received).toHaveLength(1);
    expect(received[0]?.event).toBe('tiktok.post.published');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      event: 'tiktok.post.published',
      post: { id: post.id },
    });
  });
});
