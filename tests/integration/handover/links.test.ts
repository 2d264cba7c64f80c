import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import { listLinks, liveLink, newLink, type NewLink } from '../../../contracts/handover';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { isIn, type PublisherSite, startPublisher } from '../posts/support';

const CAPTION = 'Sunrise over the harbour <b>&amp;</b> "quoted"\nsecond line #harbour';
const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };

let publisher: PublisherSite;
let accountId: number;
let handle: string;

beforeAll(async () => {
  publisher = await startPublisher();
  ({ id: accountId, handle } = await publisher.newAccount());
});
afterAll(() => publisher?.stop());

const draft = (changes = {}): Promise<PostView> =>
  publisher.send(accountId, {
    shareType: 'inbox',
    options: {},
    content: { caption: CAPTION },
    when: TOMORROW,
    ...changes,
  });
const direct = (): Promise<PostView> => publisher.send(accountId, { when: TOMORROW });

const answered = z.object({ link: newLink });
const make = async (
  post: { id: number },
  kind: 'handover' | 'preview-link' = 'handover',
  body: unknown = {},
): Promise<NewLink> =>
  (await publisher.stories.call('POST', `/tiktok/posts/${post.id}/${kind}`, answered, body)).link;
const open = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  publisher.site.request(method, url, { headers });
const statusOf = async (url: string): Promise<number> => (await open(url)).status;
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const links = () => publisher.db('tiktok_links');
const end = (id: number, state: string) =>
  publisher.db('tiktok_posts').where({ id }).update({ state, next_step_at: null });

describe('a hand-over link', () => {
  it('opens, without a login, the caption to copy and the steps, letter for letter', async () => {
    const link = await make(await draft());
    expect(link.url).toMatch(/\/api\/tiktok\/handover\/[0-9a-f]{8}[\w-]{22}$/);
    const { status, text } = await open(link.url);
    expect(status).toBe(200);
    expect(text).toContain(
      'Sunrise over the harbour &lt;b&gt;&amp;amp;&lt;/b&gt; &quot;quoted&quot;\nsecond line #harbour</textarea>',
    );
    expect(text).toContain(`(@${handle})`);
    expect(text.match(/<li>/g)).toHaveLength(5);
    expect(text).toContain('data-copy="caption"');
  });

  it('lives 72 hours', async () => {
    const link = await make(await draft());
    const hours = (Date.parse(link.expiresAt) - Date.parse(link.createdAt)) / 3_600_000;
    expect(hours).toBe(72);
    expect(await statusOf(link.url)).toBe(200);
    await links()
      .where({ id: link.id })
      .update({ expires_at: Date.now() - 1 });
    expect(await statusOf(link.url)).toBe(404);
  });

  it('is kept by no cache, in no index, told to no other site, and runs only its own script', async () => {
    const { headers, text } = await open((await make(await draft())).url);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain('unsafe');
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(text.match(/<script[^>]*>/g)).toEqual([`<script nonce="${nonce}">`]);
    const again = await open((await make(await draft())).url);
    expect(again.headers.get('content-security-policy')).not.toContain(nonce);
  });

  it.each([
    ['de-DE,de;q=0.9,en;q=0.5', 'de', 'Kopieren'],
    ['zh-CN', 'zh-Hans', '复制'],
    ['pt-PT', 'pt-BR', 'Copiar'],
    ['ja', 'ja', 'コピー'],
    ['nl', 'en', 'Copy'],
  ])('speaks the language of the browser: %s', async (accept, language, word) => {
    const { text } = await open((await make(await draft())).url, { 'accept-language': accept });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(`>${word}</button>`);
  });

  it('gives title and description for photos', async () => {
    const post = await draft();
    await publisher
      .db('tiktok_posts')
      .where({ id: post.id })
      .update({
        kind: 'photo',
        content: JSON.stringify({ ...post.content, title: 'A title', description: 'A text' }),
      });
    const { text } = await open((await make(post)).url);
    expect(text).toContain('A title</textarea>');
    expect(text).toContain('A text</textarea>');
    expect(text).not.toContain('id="caption"');
  });

  it('is for Inbox posts only', async () => {
    const post = await direct();
    const answer = await publisher.site.request('POST', `/tiktok/posts/${post.id}/handover`, {
      token: await publisher.site.as('superAdmin'),
    });
    expect([answer.status, apiError.parse(answer.body).error.details.code]).toEqual([
      409,
      'not_inbox',
    ]);
  });

  it.each(['published', 'cancelled'])('dies when the post is %s', async (state) => {
    const post = await draft();
    const link = await make(post);
    await end(post.id, state);
    expect(await statusOf(link.url)).toBe(404);
    const listed = await publisher.stories.call(
      'GET',
      `/tiktok/posts/${post.id}/links`,
      listLinks.response,
    );
    expect(listed.links).toEqual([]);
    const again = await publisher.site.request('POST', `/tiktok/posts/${post.id}/handover`, {
      token: await publisher.site.as('superAdmin'),
    });
    expect(apiError.parse(again.body).error.details.code).toBe('post_is_over');
  });

  it('is there while the draft waits in the app, until the creator has finished', async () => {
    const post = await draft({ when: { type: 'now' } });
    await publisher.hasteTo(post.id, isIn('in_inbox'));
    const link = await make(post);
    expect(await statusOf(link.url)).toBe(200);
    publisher.tiktok.finishDraft(publisher.accepted(handle).at(-1)!.publishId);
    await publisher.tiktok.settled();
    await publisher.stories.waitFor(post.id, isIn('published'));
    expect(await statusOf(link.url)).toBe(404);
  });
});

describe('what does not work', () => {
  it('answers the same 404, whatever the reason', async () => {
    const post = await draft();
    const revoked = await make(post);
    await publisher.stories.call(
      'DELETE',
      `/tiktok/posts/${post.id}/links/${revoked.id}`,
      z.unknown(),
    );
    const token = tokenOf((await make(post)).url);
    const preview = tokenOf((await make(post, 'preview-link')).url);
    const answers = await Promise.all(
      [
        tokenOf(revoked.url),
        preview,
        `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        `00000000${token.slice(8)}`,
        'made-up',
        'x'.repeat(3000),
      ].map((one) => open(`/api/tiktok/handover/${one}`)),
    );
    const [first] = answers;
    for (const { status, text, headers } of answers) {
      expect([status, text]).toEqual([404, first?.text]);
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    }
    expect(await statusOf(`/api/tiktok/preview-link/${token}`)).toBe(404);
    expect(await statusOf(`/api/tiktok/preview-link/${token}/media/0`)).toBe(404);
  });

  it('a link of a person who was blocked is dead', async () => {
    const person = await publisher.site.createAdmin({
      roleActions: [ACTIONS.viewPosts, ACTIONS.composePosts],
    });
    const post = await draft();
    const answer = await publisher.site.request('POST', `/tiktok/posts/${post.id}/handover`, {
      token: person.token,
    });
    const { link } = answered.parse(answer.body);
    expect(await statusOf(link.url)).toBe(200);
    await publisher.site.strapi.db
      .query('admin::user')
      .update({ where: { id: person.id }, data: { blocked: true } });
    expect(await statusOf(link.url)).toBe(404);
  });

  it('no token stands in the log or in the database', async () => {
    const post = await draft();
    const made = [await make(post), await make(post, 'preview-link')];
    for (const { url } of made) await open(url);
    await open(`${made[1]?.url}/media/0`);
    await open(`/api/tiktok/handover/${'y'.repeat(40)}`);
    const log = publisher.site.logs.map(({ message }) => message).join('\n');
    expect(log).toContain('GET /api/tiktok/handover/[token] (');
    expect(log).toContain('GET /api/tiktok/preview-link/[token]/media/0 (');
    const stored = JSON.stringify(await links().select());
    for (const { url } of made) {
      expect(log).not.toContain(tokenOf(url));
      expect(stored).not.toContain(tokenOf(url).slice(8));
    }
    expect(log).not.toContain('yyyyyyyy');
  });
});

describe('the links of a post', () => {
  it('are listed without their addresses, and can be revoked one by one', async () => {
    const post = await draft();
    const first = await make(post);
    const second = await make(post, 'preview-link', { hours: 5 });
    const { links: listed } = await publisher.stories.call(
      'GET',
      `/tiktok/posts/${post.id}/links`,
      listLinks.response,
    );
    expect(listed.map(({ id, kind }) => [id, kind])).toEqual([
      [second.id, 'preview'],
      [first.id, 'handover'],
    ]);
    expect(listed[0]?.createdBy).toBe('Test Root');
    const left = await publisher.stories.call(
      'DELETE',
      `/tiktok/posts/${post.id}/links/${first.id}`,
      z.object({ links: z.array(liveLink) }),
    );
    expect(left.links.map(({ id }) => id)).toEqual([second.id]);
    expect([await statusOf(first.url), await statusOf(second.url)]).toEqual([404, 200]);
  });

  it('of another post cannot be revoked through this one', async () => {
    const [post, other] = [await draft(), await draft()];
    const link = await make(post);
    const answer = await publisher.site.request(
      'DELETE',
      `/tiktok/posts/${other.id}/links/${link.id}`,
      { token: await publisher.site.as('superAdmin') },
    );
    expect(answer.status).toBe(404);
    expect(await statusOf(link.url)).toBe(200);
  });

  it('are at most twenty at a time', async () => {
    const post = await draft();
    for (let count = 0; count < 20; count += 1) await make(post);
    const answer = await publisher.site.request('POST', `/tiktok/posts/${post.id}/handover`, {
      token: await publisher.site.as('superAdmin'),
    });
    expect(apiError.parse(answer.body).error.details.code).toBe('too_many_links');
  });

  it('can be neither seen, made nor revoked by who may not see the post', async () => {
    const owner = await publisher.site.administrator('superAdmin');
    const post = await draft();
    const link = await make(post);
    await publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), {
      roleIds: [owner.roleId],
    });
    const { token } = await publisher.site.createAdmin({
      roleActions: [ACTIONS.viewPosts, ACTIONS.composePosts],
    });
    for (const [method, path, body] of [
      ['GET', 'links', undefined],
      ['POST', 'handover', undefined],
      ['POST', 'preview-link', {}],
      ['DELETE', `links/${link.id}`, undefined],
    ] as const) {
      const address = `/tiktok/posts/${post.id}/${path}`;
      expect((await publisher.site.request(method, address, { token, body })).status).toBe(404);
    }
    await publisher.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), {
      roleIds: null,
    });
    expect(await statusOf(link.url)).toBe(200);
  });
});
