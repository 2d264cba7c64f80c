import { z } from 'zod';

import { listAccounts } from '../../../contracts/accounts';
import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { listPosts, type PostView, postView } from '../../../contracts/posts';
import { getEntry } from '../../../contracts/composer';
import { type Posts } from '../../../server/src/posts';
import {
  type Administrator,
  createStories,
  type Grant,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';
import { adminToken } from './admin-token';

const ARTICLE = 'api::article.article';
const FIELDS = { fields: ['title', 'video'], locales: ['en'] };
const explorer = (verb: string, properties: object = {}): Grant => ({
  action: `plugin::content-manager.explorer.${verb}`,
  subject: ARTICLE,
  properties,
});
const READ_FILES: Grant = { action: 'plugin::upload.read' };
const READ_ENTRIES = explorer('read', FIELDS);
const PUBLISH_ENTRIES = explorer('publish', { locales: ['en'] });
/** Everything of the plugin but the rights over accounts, who see all accounts by their nature. */
const POSTING: Grant[] = Object.values(ACTIONS).filter(
  (action) => action !== ACTIONS.connectAccounts && action !== ACTIONS.eraseAccounts,
);
const FULL: Grant[] = [...POSTING, READ_FILES, READ_ENTRIES, PUBLISH_ENTRIES];
const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };

let site: TestStrapi;
let root: Stories;
let accountId: number;
let video: number;
let source: { uid: string; documentId: string; locale: string; status: 'draft' };

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  root = createStories(site, site.emulator, () => site.as('superAdmin'));
  await root.useDirectPost();
  accountId = (await root.connect()).id;
  video = (await site.uploadAsset(VIDEO)).id;
  const documentId = await root.writeArticle(video, 'The secret harbour');
  source = { uid: ARTICLE, documentId, locale: 'en', status: 'draft' };
});
afterAll(() => site?.stop());

const restrictTo = (roleIds: number[] | null) =>
  root.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), { roleIds });
const storiesOf = ({ token }: Administrator): Stories =>
  createStories(site, site.emulator, () => Promise.resolve(token));
const schedule = (stories: Stories): Promise<PostView> =>
  stories.createPost(stories.postOf(accountId, [video], { source, when: TOMORROW }));
const db = () => site.strapi.db.connection('tiktok_posts');
const problemOf = (body: unknown) => apiError.parse(body).error;

describe('an account and its posts that belong to other roles', () => {
  let outsider: Administrator;
  let post: PostView;

  beforeAll(async () => {
    outsider = await site.createAdmin({ roleActions: FULL });
    const owner = await site.administrator('superAdmin');
    await restrictTo([owner.roleId]);
    post = await schedule(root);
  });
  afterAll(() => restrictTo(null));

  const ask = (method: string, path: string, body?: unknown) =>
    site.request(method, `/tiktok${path}`, { token: outsider.token, body });

  it('are in no list', async () => {
    const posts = listPosts.response.parse((await ask('GET', '/posts')).body);
    expect(posts).toMatchObject({ posts: [], pagination: { total: 0 } });
    const asked = listPosts.response.parse(
      (await ask('GET', `/posts?accountId=${accountId}`)).body,
    );
    expect(asked.posts).toEqual([]);
    const accounts = listAccounts.response.parse((await ask('GET', '/accounts')).body);
    expect(accounts.accounts).toEqual([]);
    const entry = await ask('GET', `/entries/${ARTICLE}/${source.documentId}?status=draft`);
    expect(getEntry.response.parse(entry.body).posts).toEqual([]);
  });

  it.each([
    ['GET', (id: number) => `/posts/${id}`, undefined],
    ['POST', (id: number) => `/posts/${id}/cancel`, {}],
    ['POST', (id: number) => `/posts/${id}/publish-now`, {}],
    ['POST', (id: number) => `/posts/${id}/retry`, {}],
    ['POST', (id: number) => `/posts/${id}/resolve`, { verdict: 'live' }],
  ] as const)('are as if they were not: %s %s', async (method, path, body) => {
    const answer = await ask(method, path(post.id), body && { version: post.version, ...body });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('harbour');
    expect((await root.readPost(post.id)).state).toBe('scheduled');
  });

  it('cannot be composed for, nor met again by their idempotency key', async () => {
    const opened = await ask('POST', '/composer/open', {
      accountId,
      shareType: 'direct_post',
      source,
      assetIds: [video],
    });
    expect(opened.status).toBe(404);
    const made = await ask('POST', '/posts', root.postOf(accountId, [video], { when: TOMORROW }));
    expect(made.status).toBe(404);
    await restrictTo(null);
    const body = root.postOf(accountId, [video], { when: TOMORROW });
    await root.createPost(body);
    expect((await ask('POST', '/posts', body)).status).toBe(404);
  });
});

describe('entries and files that a person has no right to', () => {
  it('a file they may not read is as if it were not', async () => {
    const person = await site.createAdmin({
      roleActions: [...POSTING, READ_ENTRIES, PUBLISH_ENTRIES],
    });
    const body = root.postOf(accountId, [video], { when: TOMORROW });
    const answer = await site.request('POST', '/tiktok/posts', { token: person.token, body });
    expect(answer.status).toBe(404);
    expect(problemOf(answer.body).message).toContain('file');
  });

  it('an entry they may read but not publish is refused in words', async () => {
    const person = await site.createAdmin({ roleActions: [...POSTING, READ_FILES, READ_ENTRIES] });
    const body = root.postOf(accountId, [video], { when: TOMORROW, source });
    const answer = await site.request('POST', '/tiktok/posts', { token: person.token, body });
    expect(answer.status).toBe(403);
    expect(problemOf(answer.body).message).toContain('but not publish it');
  });

  it('nor can they send what another agreed to', async () => {
    const post = await schedule(root);
    const person = await site.createAdmin({ roleActions: [...POSTING, READ_FILES, READ_ENTRIES] });
    const answer = await site.request('POST', `/tiktok/posts/${post.id}/publish-now`, {
      token: person.token,
      body: { version: post.version },
    });
    expect(answer.status).toBe(403);
    expect(problemOf(answer.body).message).toContain('may not publish its entry');
    expect((await root.readPost(post.id)).state).toBe('scheduled');
  });
});

describe('who loses the right leaves held posts behind', () => {
  const sendNow = async (id: number): Promise<PostView> => {
    await db()
      .where({ id })
      .update({ next_step_at: Date.now() - 1000 });
    const posts: Posts = site.strapi.plugin('tiktok').service('posts');
    posts.engine.nudge();
    return root.waitFor(id, ({ state }) => state === 'held' || state === 'published');
  };
  const without = (...lost: Grant[]) => FULL.filter((grant) => !lost.includes(grant));
  const regrant =
    (...lost: Grant[]) =>
    (author: Administrator) =>
      site.grant(author.roleId, without(...lost));

  it.each<[string, (author: Administrator) => Promise<unknown>, RegExp]>([
    [
      'the right to post',
      regrant(ACTIONS.composePosts, ACTIONS.publishPosts),
      /may not post to TikTok/,
    ],
    ['the right to read the file', regrant(READ_FILES), /may not read the file/],
    ['the right to publish the entry', regrant(PUBLISH_ENTRIES), /may not publish its entry/],
    [
      'the account',
      async () => restrictTo([(await site.administrator('superAdmin')).roleId]),
      /may not post with the account/,
    ],
    [
      'the sign-in, switched off',
      async (author) =>
        site.request('PUT', `/admin/users/${author.id}`, {
          token: await site.as('superAdmin'),
          body: { isActive: false },
        }),
      /can no longer sign in/,
    ],
    [
      'the sign-in, deleted',
      async (author) =>
        site.request('DELETE', `/admin/users/${author.id}`, {
          token: await site.as('superAdmin'),
        }),
      /can no longer sign in/,
    ],
  ])('%s', async (_, takeAway, words) => {
    const author = await site.createAdmin({ roleActions: FULL });
    const post = await schedule(storiesOf(author));
    await takeAway(author);
    const held = await sendNow(post.id);
    await restrictTo(null);
    expect(held.state).toBe('held');
    expect(held.reason).toMatchObject({
      code: 'right_lost',
      message: expect.stringMatching(words),
      remedy: expect.stringContaining('sends it'),
    });
    expect(site.emulator().publishes()).toEqual([]);
  });

  it('and who still has the right keeps theirs going', async () => {
    const author = await site.createAdmin({ roleActions: FULL });
    const post = await schedule(storiesOf(author));
    expect((await sendNow(post.id)).state).toBe('published');
  });

  it('a held one goes out when somebody with the right sends it', async () => {
    const author = await site.createAdmin({ roleActions: FULL });
    const post = await schedule(storiesOf(author));
    await site.grant(author.roleId, []);
    const held = await sendNow(post.id);
    expect(held.state).toBe('held');
    await root.call('POST', `/tiktok/posts/${post.id}/publish-now`, z.unknown(), {
      version: held.version,
    });
    const done = await root.waitFor(post.id, ({ state }) => state === 'published');
    expect(done.consent?.by).toBe('Person '.concat(done.createdBy?.split(' ')[1] ?? ''));
  });
});

describe('an admin API token, with every right its owner has', () => {
  let token: string;
  let post: PostView;

  beforeAll(async () => {
    token = await adminToken(site);
    // Of an asset: the token has the plugin's rights only, so it sees no entry's posts.
    post = await root.createPost(root.postOf(accountId, [video], { when: TOMORROW }));
  });

  const as = (method: string, path: string, body?: unknown) =>
    site.request(method, `/tiktok${path}`, { token, body });

  it('creates drafts, without anyone’s consent in them', async () => {
    const body = root.postOf(accountId, [video], { when: { type: 'draft' } });
    const answer = await as('POST', '/posts', body);
    expect(answer.status).toBe(200);
    const made = z.object({ post: postView }).parse(answer.body).post;
    expect(made).toMatchObject({ state: 'draft', consent: null });
  });

  it.each([
    ['now', { type: 'now' as const }],
    ['later', TOMORROW],
  ])('cannot agree to a post that goes out %s', async (_, when) => {
    const answer = await as('POST', '/posts', root.postOf(accountId, [video], { when }));
    expect(answer.status).toBe(403);
    expect(problemOf(answer.body).message).toContain('takes a person');
  });

  it.each([
    ['publish-now', 'scheduled', {}],
    ['retry', 'failed', {}],
    ['resolve', 'outcome_unknown', { verdict: 'not_live_send_again' }],
    ['resolve', 'outcome_unknown', { verdict: 'live' }],
  ])('cannot send again or settle: %s of one that is %s', async (path, state, body) => {
    await db().where({ id: post.id }).update({ state, next_step_at: null });
    const answer = await as('POST', `/posts/${post.id}/${path}`, {
      version: post.version,
      ...body,
    });
    expect(answer.status).toBe(403);
    expect(problemOf(answer.body).message).toMatch(/person/);
    expect((await root.readPost(post.id)).state).toBe(state);
  });

  it('cannot say whether a database is a copy', async () => {
    const answer = await as('POST', '/installation', { verdict: 'copy' });
    expect(answer.status).toBe(403);
    expect(problemOf(answer.body).message).toContain('for a person to say');
  });
});
