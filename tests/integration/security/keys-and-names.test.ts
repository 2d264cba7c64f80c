import { z } from 'zod';

import { checkRepeats } from '../../../contracts/composer';
import { ACTIONS } from '../../../contracts/permissions';
import { postView } from '../../../contracts/posts';
import { VIDEO } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';

const ARTICLE = 'api::article.article';
const READ_FILES = { action: 'plugin::upload.read' };
const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };
const made = z.object({ post: postView });

let publisher: PublisherSite;
let accountId: number;

beforeAll(async () => {
  publisher = await startPublisher();
  accountId = (await publisher.newAccount()).id;
});
afterAll(() => publisher?.stop());

const ask = (token: string, method: string, path: string, body?: unknown) =>
  publisher.site.request(method, `/tiktok${path}`, { token, body });

describe('an id in an address', () => {
  it.each(['0x1', '1e0', '+1', ' 1', '1.0', '-1', '0', '99999999999999999999', '1;--', 'NaN'])(
    'is digits and nothing else: %s',
    async (id) => {
      const token = await publisher.site.as('superAdmin');
      const at = encodeURIComponent(id);
      for (const [method, path] of [
        ['GET', `/posts/${at}`],
        ['POST', `/posts/${at}/cancel`],
        ['PUT', `/accounts/${at}`],
        ['DELETE', `/rules/${at}`],
        ['GET', `/posts?accountId=${at}`],
        ['GET', `/posts?authorId=${at}`],
      ] as const) {
        const answer = await ask(token, method, path, method === 'GET' ? undefined : {});
        expect([path, answer.status]).toEqual([path, 400]);
      }
    },
  );
});

describe('an idempotency key', () => {
  it('of another person brings neither their post nor a copy of another one', async () => {
    const theirs = publisher.stories.postOf(accountId, [publisher.video.id], {
      when: { type: 'draft' },
      consent: null,
      content: { caption: 'Nobody else’s business' },
    });
    await publisher.stories.createPost(theirs);
    const open = await publisher.stories.createPost(
      publisher.stories.postOf(accountId, [publisher.video.id], {
        when: { type: 'draft' },
        consent: null,
      }),
    );
    const { token } = await publisher.site.createAdmin({
      roleActions: [ACTIONS.composePosts, ACTIONS.viewPosts, READ_FILES],
    });
    const { idempotencyKey } = theirs;
    for (const [path, body] of [
      [`/posts/${open.id}/duplicate`, { idempotencyKey }],
      ['/posts', theirs],
    ] as const) {
      const answer = await ask(token, 'POST', path, body);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).not.toContain('business');
    }
  });

  it('is one copy for one person, and says so when it was another post', async () => {
    const token = await publisher.site.as('superAdmin');
    const first = await publisher.send(accountId, { when: { type: 'draft' }, consent: null });
    const other = await publisher.send(accountId, {
      when: { type: 'draft' },
      consent: null,
      content: { caption: 'Something else' },
    });
    const body = { idempotencyKey: 'the-same-press-twice' };
    const copies = [];
    for (let press = 0; press < 2; press += 1) {
      const answer = await ask(token, 'POST', `/posts/${first.id}/duplicate`, body);
      copies.push(made.parse(answer.body).post.id);
    }
    expect(copies[1]).toBe(copies[0]);
    const clash = await ask(token, 'POST', `/posts/${other.id}/duplicate`, body);
    expect(clash.status).toBe(409);
    expect(clash.text).toContain('already_sent');
  });

  it('cannot be taken from a rule', async () => {
    const token = await publisher.site.as('superAdmin');
    const answer = await ask(token, 'POST', '/posts', {
      ...publisher.stories.postOf(accountId, [publisher.video.id], { when: { type: 'draft' } }),
      idempotencyKey: 'rule-1-abcdef--first',
    });
    expect(answer.status).toBe(400);
  });
});

describe('what a post would repeat', () => {
  it('is told to who may not see it, but not which post it is', async () => {
    const title = 'The secret harbour';
    const documentId = await publisher.stories.writeArticle(publisher.video.id, title);
    const caption = `Words of a hidden post ${Date.now()}`;
    const hidden = await publisher.send(accountId, {
      source: { uid: ARTICLE, documentId, locale: 'en', status: 'draft' },
      content: { caption },
      when: TOMORROW,
    });
    const { token } = await publisher.site.createAdmin({
      roleActions: [ACTIONS.composePosts, ACTIONS.viewPosts, READ_FILES],
    });
    expect((await ask(token, 'GET', `/posts/${hidden.id}`)).status).toBe(404);
    const asset = await publisher.site.uploadAsset(VIDEO);
    const answer = await ask(token, 'POST', '/composer/repeats', {
      accountId,
      assetIds: [asset.id],
      content: { caption },
    });
    expect(checkRepeats.response.parse(answer.body).repeats).toMatchObject([
      { what: 'text', postId: null, title: '' },
    ]);
    expect(answer.text).not.toContain(title);
  });

  it('is asked only about files that the person may read', async () => {
    const { token } = await publisher.site.createAdmin({
      roleActions: [ACTIONS.composePosts, ACTIONS.viewPosts],
    });
    const answer = await ask(token, 'POST', '/composer/repeats', {
      accountId,
      assetIds: [publisher.video.id],
      content: { caption: '' },
    });
    expect(answer.status).toBe(404);
  });
});
