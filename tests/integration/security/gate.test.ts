import { z } from 'zod';

import { linkVideo } from '../../../contracts/insights';
import { ACTIONS } from '../../../contracts/permissions';
import { bulkPosts, createPost, postState, type PostState } from '../../../contracts/posts';
import { type Problem } from '../../../server/src/http/problem';
import { type OwnCode } from '../../../server/src/posts/people/own-code';
import { type PublisherSite, startPublisher } from '../posts/support';
import { adminToken } from './admin-token';
import {
  CALLERS,
  type CallerName,
  CANCELLED,
  composed,
  type Door,
  expected,
  has,
  inHalfASecond,
  type Shown,
  THINGS,
  TOMORROW,
  type Verb,
  type VerbName,
  VERBS,
} from './gate-verbs';

const { composePosts, publishPosts } = ACTIONS;

let publisher: PublisherSite;
let handle: string;
/** Of the account, and of no post: it can be said to be one. */
let videoId: number;

const shown = z.object({ id: z.coerce.number(), version: z.coerce.number() });

const rowOf = async (id: number): Promise<Record<string, unknown>> => {
  const row: unknown = await publisher.db('tiktok_posts').where({ id }).first();
  return z.record(z.string(), z.unknown()).parse(row);
};
const inits = () => publisher.inits(handle).length;

let agreed: Record<string, unknown>;
const WHY = JSON.stringify({ code: 'right_lost', message: '', remedy: null, retryAt: null });

const CHANGED = JSON.stringify({ at: new Date(0).toISOString(), what: ['text'] });

/** A post that a person agreed to, as it stands in this state; nothing is due by itself. */
const postIn = async (state: PostState): Promise<Shown> => {
  const key = `in-${state}-${Math.random()}`;
  // Nobody was quicker with the same file.
  await publisher.db('tiktok_guards').delete();
  await publisher.db('tiktok_videos').where({ id: videoId }).update({ post_id: null });
  const unagreed = state === 'draft' || state === 'awaiting_approval';
  await publisher.db('tiktok_posts').insert({
    ...agreed,
    id: undefined,
    idempotency_key: key,
    state,
    next_step_at: null,
    consent: unagreed ? null : agreed.consent,
    reason: state === 'held' ? WHY : null,
    entry_changed: CHANGED,
    cancelled_from: state === 'cancelled' ? 'scheduled' : null,
  });
  const row: unknown = await publisher.db('tiktok_posts').where({ idempotency_key: key }).first();
  return shown.parse(row);
};

const tokens = new Map<CallerName, string>();
const tokenOf = (name: CallerName): string => tokens.get(name) ?? '';

const contentToken = async (): Promise<string> => {
  const { site } = publisher;
  const answer = await site.request('POST', '/admin/api-tokens', {
    token: await site.as('superAdmin'),
    body: { name: 'full access', description: '', type: 'full-access', lifespan: null },
  });
  return z.object({ data: z.object({ accessKey: z.string() }) }).parse(answer.body).data.accessKey;
};

beforeAll(async () => {
  // It looks for due posts only when a test asks for a look.
  publisher = await startPublisher({ env: { TIKTOK_PUBLISHES: 'false' } });
  const account = await publisher.newAccount();
  THINGS.accountId = account.id;
  THINGS.fileId = publisher.video.id;
  handle = account.handle;
  for (const [name, { rights, isPerson }] of Object.entries(CALLERS)) {
    const token = isPerson
      ? (
          await publisher.site.createAdmin({
            roleActions: [...rights, { action: 'plugin::upload.read' }],
          })
        ).token
      : await adminToken(publisher.site);
    tokens.set(name as CallerName, token);
  }
  const { id } = await publisher.send(account.id, { when: { type: 'at', at: TOMORROW } });
  agreed = await rowOf(id);
  const video = { account_id: account.id, video_id: '7', kind: 'video', created_at: Date.now() };
  await publisher.db('tiktok_videos').insert(video);
  videoId = shown.pick({ id: true }).parse(await publisher.db('tiktok_videos').first()).id;
});
afterAll(() => publisher?.stop());

const ask = ({ of, body }: Verb, post: Shown, token?: string) => {
  const address = of.path.replace(':id', String(of === linkVideo ? videoId : post.id));
  const query = of.method === 'DELETE' ? `?version=${post.version}` : '';
  return publisher.site.request(of.method, `/tiktok${address}${query}`, {
    token,
    body: body(post),
  });
};

/** The status of one call; of a bulk call, what became of its one post. */
const outcomeOf = async (verb: Verb, post: Shown, token?: string): Promise<number> => {
  const answer = await ask(verb, post, token);
  if (answer.status !== 200 || verb.of !== bulkPosts) return answer.status;
  const [result] = bulkPosts.response.parse(answer.body).results;
  if (result?.done) return 200;
  return result?.code === 'forbidden' ? 403 : 409;
};

const names = (): CallerName[] => Object.keys(CALLERS) as CallerName[];

describe.each(Object.entries(VERBS))('%s', (_name: VerbName, verb) => {
  it.each(postState.options)(
    'is refused to who may not, and moves nothing, while the post is %s',
    async (state) => {
      const post = await postIn(state);
      const before = await rowOf(post.id);
      const seen = inits();
      const wanted: [string, number][] = [];
      const got: [string, number][] = [];
      for (const name of names()) {
        const status = expected(verb, state, CALLERS[name]);
        if (status === 200) continue;
        wanted.push([name, status]);
        got.push([name, await outcomeOf(verb, post, tokenOf(name))]);
        expect(await rowOf(post.id)).toEqual(before);
      }
      expect(got).toEqual(wanted);
      // Half a second from now has come by then.
      await publisher
        .db('tiktok_posts')
        .where({ id: post.id })
        .whereNotNull('next_step_at')
        .update({ next_step_at: 1 });
      await publisher.posts().engine.tick();
      expect(inits()).toBe(seen);
    },
  );

  it.each(Object.keys(verb.doors) as PostState[])(
    'is open to who may while the post is %s',
    async (state) => {
      for (const name of names()) {
        if (expected(verb, state, CALLERS[name]) !== 200) continue;
        const post = await postIn(state);
        const status = await outcomeOf(verb, post, tokenOf(name));
        expect([name, status]).toEqual([name, 200]);
        const { to } = verb.doors[state] ?? { to: state };
        const row: unknown = await publisher.db('tiktok_posts').where({ id: post.id }).first();
        const now = row === undefined ? 'gone' : (await rowOf(post.id)).state;
        expect([name, now]).toEqual([name, to]);
        // Not to be sent by the looks of the other tests.
        await publisher.db('tiktok_posts').where({ id: post.id }).delete();
      }
    },
  );
});

it('and what somebody with the right sends does go out, at the next look', async () => {
  const post = await postIn('held');
  const status = await outcomeOf(
    VERBS['POST publish-now']!,
    post,
    await publisher.site.as('superAdmin'),
  );
  expect(status).toBe(200);
  await publisher.posts().engine.tick();
  await publisher.stories.waitFor(
    post.id,
    ({ state }) => state === 'processing' || state === 'published',
  );
  expect(inits()).toBe(1);
});

describe('POST /posts makes', () => {
  const NEW: [string, object | (() => object), PostState, Door['takes'], boolean][] = [
    ['a draft', { type: 'draft' }, 'draft', [composePosts], false],
    ['a request', { type: 'approval', at: null }, 'awaiting_approval', [composePosts], false],
    ['one for tomorrow', { type: 'at', at: TOMORROW }, 'scheduled', [composePosts], true],
    ['one for now', { type: 'now' }, 'scheduled', [composePosts, publishPosts], true],
    [
      'one for half a second from now',
      () => ({ type: 'at', at: inHalfASecond() }),
      'scheduled',
      [composePosts, publishPosts],
      true,
    ],
  ];

  it.each(NEW)('%s for who may, and nothing for others', async (_, when, state, takes, sends) => {
    for (const name of names()) {
      await publisher.db('tiktok_guards').delete();
      const caller = CALLERS[name];
      const idempotencyKey = `new-${Math.random()}`;
      const body = composed(typeof when === 'function' ? when() : when, sends)();
      const answer = await publisher.site.request('POST', `/tiktok${createPost.path}`, {
        token: tokenOf(name),
        body: { ...body, idempotencyKey },
      });
      const may = has(caller, takes) && (caller.isPerson || !sends);
      expect([name, answer.status]).toEqual([name, may ? 200 : 403]);
      const made = () => publisher.db('tiktok_posts').where({ idempotency_key: idempotencyKey });
      const rows = z.array(z.object({ state: postState })).parse(await made());
      expect([name, rows.map((row) => row.state)]).toEqual([name, may ? [state] : []]);
      await made().delete();
    }
  });
});

describe('where posts are approved before they are scheduled', () => {
  beforeAll(() => publisher.stories.changeSettings({ approval: 'required' }));
  afterAll(() => publisher.stories.changeSettings({ approval: 'optional' }));

  it.each([
    ['PUT /posts/:id for tomorrow', 'draft'],
    ['PUT /posts/:id for tomorrow', 'scheduled'],
    ['PUT /posts/:id for tomorrow', 'held'],
    ['POST reschedule to tomorrow', 'scheduled'],
    ['POST reschedule to tomorrow', 'held'],
    ['POST bulk reschedule to tomorrow', 'scheduled'],
    ['POST bulk reschedule to tomorrow', 'held'],
  ] as const)(
    'who may only compose makes nothing go: %s of one that is %s',
    async (name, state) => {
      const verb = VERBS[name]!;
      const post = await postIn(state);
      const before = await rowOf(post.id);
      expect(await outcomeOf(verb, post, tokenOf('a person who may only compose'))).toBe(403);
      expect(await rowOf(post.id)).toEqual(before);
      expect(await outcomeOf(verb, post, tokenOf('a person with every right'))).toBe(200);
    },
  );
});

describe('the site’s own code, in the name of somebody with every right', () => {
  const own = async (): Promise<OwnCode> =>
    publisher.posts().as((await publisher.site.administrator('superAdmin')).id);

  it('has no verb that makes a post go', async () => {
    expect(Object.keys(await own()).sort()).toEqual(['cancel', 'createDraft', 'find', 'list']);
  });

  it.each(postState.options)(
    'cancels only what may be cancelled: one that is %s',
    async (state) => {
      const post = await postIn(state);
      const code = await own();
      const outcome = await code.cancel(post.id).then(
        ({ state: now }) => now,
        (error: Problem) => error.details.code,
      );
      expect(outcome).toBe(CANCELLED[state] ? 'cancelled' : 'not_in_this_state');
    },
  );

  it('makes drafts only with the right to compose', async () => {
    const { id } = await publisher.site.createAdmin({
      roleActions: [ACTIONS.publishPosts, { action: 'plugin::upload.read' }],
    });
    const code = await publisher.posts().as(id);
    const draft = {
      accountId: THINGS.accountId,
      shareType: 'direct_post' as const,
      kind: 'video' as const,
      assetIds: [publisher.video.id],
      idempotencyKey: 'a-draft-without-the-right',
    };
    await expect(code.createDraft(draft)).rejects.toMatchObject({ details: { code: 'forbidden' } });
  });
});

it('the content’s API tokens and who is not signed in reach none of it', async () => {
  const token = await contentToken();
  const post = await postIn('held');
  const before = await rowOf(post.id);
  for (const [name, verb] of Object.entries(VERBS)) {
    expect([name, (await ask(verb, post, token)).status]).toEqual([name, 401]);
    expect([name, (await ask(verb, post)).status]).toEqual([name, 401]);
  }
  expect(await rowOf(post.id)).toEqual(before);
});
