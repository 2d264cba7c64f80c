import { z } from 'zod';

import { CONSENT_VERSION, declarationFor } from '../../../contracts/consent';
import { type ActionId, ACTIONS } from '../../../contracts/permissions';
import { bulkPosts, postOptions, postState, type PostState } from '../../../contracts/posts';
import { type Problem } from '../../../server/src/http/problem';
import { type OwnCode } from '../../../server/src/posts/people/own-code';
import { type PublisherSite, startPublisher } from '../posts/support';

const { composePosts, publishPosts, approvePosts, resolvePosts, viewPosts } = ACTIONS;
const EVERYONE = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const };
const CONSENT = {
  text: declarationFor('direct_post', postOptions.parse(EVERYONE)),
  version: CONSENT_VERSION,
};
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const inHalfASecond = (): string => new Date(Date.now() + 500).toISOString();

/* --- who calls ---------------------------------------------------------------------------- */

interface Caller {
  rights: readonly ActionId[];
  isPerson: boolean;
}
const EVERY = Object.values(ACTIONS);
const CALLERS = {
  'a person with every right': { rights: EVERY, isPerson: true },
  'a person who may only compose': { rights: [viewPosts, composePosts], isPerson: true },
  'a person who may only publish': { rights: [viewPosts, publishPosts], isPerson: true },
  'a person who may only approve': { rights: [viewPosts, approvePosts], isPerson: true },
  'a person who may only resolve': { rights: [viewPosts, resolvePosts], isPerson: true },
  'a person who may compose and resolve': {
    rights: [viewPosts, composePosts, resolvePosts],
    isPerson: true,
  },
  'a person who may only look': { rights: [viewPosts], isPerson: true },
  'an admin API token with every right of its owner': { rights: EVERY, isPerson: false },
} as const satisfies Record<string, Caller>;
type CallerName = keyof typeof CALLERS;

/* --- what they do ------------------------------------------------------------------------- */

/** What a call does in one state: where the post is afterwards, and whose call it is. */
interface Door {
  to: PostState;
  /** Rights that it takes, each or one of several. */
  takes: readonly (ActionId | readonly ActionId[])[];
  person: boolean;
}
const door = (to: PostState, person: boolean, ...takes: Door['takes'][number][]): Door => ({
  to,
  takes,
  person,
});
const inEach = (states: readonly PostState[], one: Door): Doors =>
  Object.fromEntries(states.map((state) => [state, one]));
const itself = (...takes: Door['takes'][number][]): Doors =>
  Object.fromEntries(postState.options.map((state) => [state, door(state, false, ...takes)]));

type Doors = Partial<Record<PostState, Door>>;
interface Verb {
  method: 'POST' | 'PUT';
  path: (id: number) => string;
  body: (post: Shown) => Record<string, unknown>;
  /** In all other states nobody may. */
  doors: Doors;
}

const REWRITABLE = ['draft', 'awaiting_approval', 'scheduled', 'held', 'failed'] as const;
const AGREED_ANEW = ['draft', 'scheduled', 'held', 'failed'] as const;
const CANCELLABLE = [...REWRITABLE, 'due', 'sending'] as const;

let publisher: PublisherSite;
let accountId: number;
let handle: string;

const composed = (when: object, agrees: boolean) => () => ({
  accountId,
  shareType: 'direct_post',
  kind: 'video',
  source: null,
  assetIds: [publisher.video.id],
  content: { caption: 'Other words' },
  options: EVERYONE,
  when,
  consent: agrees ? CONSENT : null,
});
const onIt = (what: string) => (id: number) => `/tiktok/posts/${id}/${what}`;
const update = (when: object | (() => object), agrees: boolean, doors: Doors): Verb => ({
  method: 'PUT',
  path: (id) => `/tiktok/posts/${id}`,
  body: () => composed(typeof when === 'function' ? when() : when, agrees)(),
  doors,
});
const press = (what: string, body: () => Record<string, unknown>, doors: Doors): Verb => ({
  method: 'POST',
  path: onIt(what),
  body,
  doors,
});
const inBulk = (action: string, more: () => Record<string, unknown>, doors: Doors): Verb => ({
  method: 'POST',
  path: () => '/tiktok/posts/bulk',
  body: (post) => ({ action, posts: [post], ...more() }),
  doors,
});

const RESCHEDULED: Doors = {
  draft: door('draft', false, [composePosts, publishPosts]),
  awaiting_approval: door('awaiting_approval', false, [composePosts, publishPosts]),
  scheduled: door('scheduled', true, [composePosts, publishPosts]),
  held: door('scheduled', true, publishPosts),
};
/** As near as "now" it takes the right to publish. */
const RESCHEDULED_TO_NOW: Doors = {
  ...RESCHEDULED,
  scheduled: door('scheduled', true, publishPosts),
};
const CANCELLED = inEach(CANCELLABLE, door('cancelled', false, [composePosts, resolvePosts]));
const RETRIED: Doors = { failed: door('scheduled', true, publishPosts) };

const VERBS: Record<string, Verb> = {
  'PUT /posts/:id as a draft': update(
    { type: 'draft' },
    false,
    inEach(REWRITABLE, door('draft', false, composePosts)),
  ),
  'PUT /posts/:id for approval': update(
    { type: 'approval', at: null },
    false,
    inEach(REWRITABLE, door('awaiting_approval', false, composePosts)),
  ),
  'PUT /posts/:id for tomorrow': update({ type: 'at', at: TOMORROW }, true, {
    ...inEach(AGREED_ANEW, door('scheduled', true, composePosts)),
    awaiting_approval: door('scheduled', true, approvePosts),
  }),
  'PUT /posts/:id for now': update({ type: 'now' }, true, {
    ...inEach(AGREED_ANEW, door('scheduled', true, composePosts, publishPosts)),
    awaiting_approval: door('scheduled', true, approvePosts),
  }),
  'PUT /posts/:id for half a second from now': update(
    () => ({ type: 'at', at: inHalfASecond() }),
    true,
    {
      ...inEach(AGREED_ANEW, door('scheduled', true, composePosts, publishPosts)),
      awaiting_approval: door('scheduled', true, approvePosts),
    },
  ),
  'POST reschedule to tomorrow': press('reschedule', () => ({ at: TOMORROW }), RESCHEDULED),
  'POST reschedule to half a second from now': press(
    'reschedule',
    () => ({ at: inHalfASecond() }),
    RESCHEDULED_TO_NOW,
  ),
  'POST publish-now': press(
    'publish-now',
    () => ({}),
    inEach(['scheduled', 'held'], door('scheduled', true, publishPosts)),
  ),
  'POST retry': press('retry', () => ({}), RETRIED),
  'POST resolve: send again': press('resolve', () => ({ verdict: 'not_live_send_again' }), {
    outcome_unknown: door('scheduled', true, resolvePosts, publishPosts),
  }),
  'POST resolve: it is live': press('resolve', () => ({ verdict: 'live' }), {
    outcome_unknown: door('published', true, resolvePosts),
  }),
  'POST resolve: give up': press('resolve', () => ({ verdict: 'not_live_give_up' }), {
    outcome_unknown: door('failed', true, resolvePosts),
  }),
  'POST cancel': press('cancel', () => ({}), CANCELLED),
  'POST return': press('return', () => ({ comment: 'Shorter, please.' }), {
    awaiting_approval: door('draft', false, approvePosts),
  }),
  'POST keep': press('keep', () => ({}), {
    scheduled: door('scheduled', true, [composePosts, publishPosts]),
    awaiting_approval: door('awaiting_approval', true, [composePosts, publishPosts]),
  }),
  'POST duplicate': press(
    'duplicate',
    () => ({ idempotencyKey: `copy-${Math.random()}` }),
    itself(composePosts),
  ),
  'POST bulk cancel': inBulk('cancel', () => ({}), CANCELLED),
  'POST bulk retry': inBulk('retry', () => ({}), RETRIED),
  'POST bulk reschedule to tomorrow': inBulk('reschedule', () => ({ at: TOMORROW }), RESCHEDULED),
  'POST bulk reschedule to half a second from now': inBulk(
    'reschedule',
    () => ({ at: inHalfASecond() }),
    RESCHEDULED_TO_NOW,
  ),
};
type VerbName = string;

/* --- what must come of it ------------------------------------------------------------------ */

const has = ({ rights }: Caller, takes: Door['takes']): boolean =>
  takes.every((right) => [right].flat().some((one) => (rights as readonly string[]).includes(one)));

/** 200; 403 for who may not; 409 where the post is not in a state for it. */
const expected = (verb: Verb, state: PostState, caller: Caller): 200 | 403 | 409 => {
  const may = ({ person, takes }: Door) => (caller.isPerson || !person) && has(caller, takes);
  const here = verb.doors[state];
  if (here) return may(here) ? 200 : 403;
  // Who may never do it learns nothing about the post's state.
  return Object.values(verb.doors).some((one) => {
    // The near time is asked about only where the state is one for it.
    const takes = one.takes.length > 1 ? one.takes.slice(0, 1) : one.takes;
    return may({ ...one, takes });
  })
    ? 409
    : 403;
};

/* --- the walk ------------------------------------------------------------------------------ */

const shown = z.object({ id: z.coerce.number(), version: z.coerce.number() });
type Shown = z.output<typeof shown>;

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
  });
  const row: unknown = await publisher.db('tiktok_posts').where({ idempotency_key: key }).first();
  return shown.parse(row);
};

const tokens = new Map<CallerName, string>();
const tokenOf = (name: CallerName): string => tokens.get(name) ?? '';

const makeToken = async (): Promise<string> => {
  const { site } = publisher;
  const answer = await site.request('POST', '/admin/admin-tokens', {
    token: await site.as('superAdmin'),
    body: {
      name: 'automation',
      lifespan: null,
      adminPermissions: [...EVERY, 'plugin::upload.read'].map((action) => ({
        action,
        subject: null,
        properties: {},
        conditions: [],
      })),
    },
  });
  return z.object({ data: z.object({ accessKey: z.string() }) }).parse(answer.body).data.accessKey;
};

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
  accountId = account.id;
  handle = account.handle;
  for (const [name, { rights, isPerson }] of Object.entries(CALLERS)) {
    const token = isPerson
      ? (
          await publisher.site.createAdmin({
            roleActions: [...rights, { action: 'plugin::upload.read' }],
          })
        ).token
      : await makeToken();
    tokens.set(name as CallerName, token);
  }
  const { id } = await publisher.send(accountId, { when: { type: 'at', at: TOMORROW } });
  agreed = await rowOf(id);
});
afterAll(() => publisher?.stop());

const ask = (verb: Verb, post: Shown, token?: string) =>
  publisher.site.request(verb.method, verb.path(post.id), {
    token,
    body: { version: post.version, ...verb.body(post) },
  });

/** The status of one call; of a bulk call, what became of its one post. */
const outcomeOf = async (verb: Verb, post: Shown, token?: string): Promise<number> => {
  const answer = await ask(verb, post, token);
  if (answer.status !== 200 || verb.path(1) !== '/tiktok/posts/bulk') return answer.status;
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
        expect([name, (await rowOf(post.id)).state]).toEqual([name, to]);
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
      accountId,
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
