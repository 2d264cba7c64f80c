import { z } from 'zod';

import { endpoints } from '../../../contracts';
import { apiError } from '../../../contracts/errors';
import { reviewView } from '../../../contracts/review-view';
import { startPublisher, type PublisherSite } from '../posts/support';
import { AUDITED, CONSENT_VERSION } from '../../../contracts/consent';
import { type Administrator, type Answer, startTestStrapi } from '../../support';

const ARTICLE = 'api::article.article';

/** One change that two people make from the same screen. */
interface Scene {
  address: string;
  body?: Record<string, unknown>;
  /** The version on the screen of both. */
  version: number;
  /** What is saved, as the one who came second sees it. */
  look: () => Promise<unknown>;
  /** Not a body of its own: it stands elsewhere in the call. */
  place?: 'query' | 'posts';
}

let publisher: PublisherSite;
let anna: Administrator;
let ben: Administrator;
let accountId: number;
let documentId: string;

const anything = z.looseObject({});
const read = async (path: string): Promise<unknown> =>
  (await publisher.site.request('GET', path, { token: ben.token })).body;
const versioned = z.looseObject({ version: z.number() });

beforeAll(async () => {
  const site = await startTestStrapi({ emulator: { allowPrivatePulls: true } });
  publisher = await startPublisher({ site });
  const { roleId } = await site.administrator('superAdmin');
  anna = await site.addAdmin(roleId);
  ben = await site.addAdmin(roleId);
  accountId = (await publisher.newAccount()).id;
  documentId = await publisher.stories.writeArticle(publisher.video.id, 'Shared');
});
afterAll(() => publisher?.stop());

const draft = () =>
  publisher.send(accountId, { when: { type: 'draft' }, consent: null, content: { caption: 'x' } });

const ofPost =
  (verb: string, body: Record<string, unknown> = {}) =>
  async (): Promise<Scene> => {
    const post = await draft();
    return {
      address: `/tiktok/posts/${post.id}${verb}`,
      body,
      version: post.version,
      look: () => read(`/tiktok/posts/${post.id}`),
    };
  };

const makeRule = async () => {
  const rule = {
    name: 'Shared',
    enabled: false,
    uid: ARTICLE,
    mediaField: null,
    captionTemplate: '{{ title }}',
    accountId,
    shareType: 'direct_post',
    time: { type: 'delay', minutes: 60 },
    repeat: 'first',
    onUnpublish: 'cancel',
  };
  const made = await publisher.stories.call('POST', '/tiktok/rules', anything, rule);
  const { id, version } = z
    .object({ rule: z.object({ id: z.number(), version: z.number() }) })
    .parse(made).rule;
  return { id, version, rule, look: () => read('/tiktok/rules') };
};

const makeText = async () => {
  const text = { kind: 'caption', name: 'Shared', text: 'Our harbour', shared: true };
  const made = await publisher.stories.call('POST', '/tiktok/saved-texts', anything, text);
  const { id, version } = z
    .object({ text: z.object({ id: z.number(), version: z.number() }) })
    .parse(made).text;
  return { id, version, text, look: () => read('/tiktok/saved-texts') };
};

const appVersion = async (): Promise<number> =>
  z.object({ apps: z.object({ sandbox: versioned }) }).parse(await read('/tiktok/settings')).apps
    .sandbox.version;

const PAIR = { clientKey: 'sbawsharedkey001', clientSecret: 'sandbox-client-secret-shared-01' };

/** By method and path, as the contracts have them. */
const SCENES: Record<string, () => Promise<Scene>> = {
  'PUT /posts/:id': async () => {
    const scene = await ofPost('')();
    return {
      ...scene,
      body: publisher.stories.postOf(accountId, [publisher.video.id], {
        when: { type: 'draft' },
        consent: null,
      }),
    };
  },
  'POST /posts/:id/reschedule': ofPost('/reschedule', { at: '2031-01-01T10:00:00Z' }),
  'POST /posts/:id/return': ofPost('/return', { comment: 'No.' }),
  'POST /posts/:id/cancel': ofPost('/cancel'),
  'POST /posts/:id/keep': ofPost('/keep'),
  'POST /posts/:id/restore': ofPost('/restore'),
  'DELETE /posts/:id': async () => ({ ...(await ofPost('')()), place: 'query' }),
  'POST /posts/:id/publish-now': ofPost('/publish-now'),
  'POST /posts/:id/retry': ofPost('/retry'),
  'POST /posts/:id/resolve': ofPost('/resolve', { verdict: 'not_live_give_up' }),
  'POST /posts/bulk': async () => {
    const post = await draft();
    return {
      address: '/tiktok/posts/bulk',
      body: { action: 'cancel', posts: [{ id: post.id, version: post.version }] },
      version: post.version,
      place: 'posts',
      look: () => read(`/tiktok/posts/${post.id}`),
    };
  },
  'PUT /accounts/:id': async () => ({
    address: `/tiktok/accounts/${accountId}`,
    body: { label: 'Main' },
    version: z.object({ accounts: z.array(versioned) }).parse(await read('/tiktok/accounts'))
      .accounts[0]!.version,
    look: () => read('/tiktok/accounts'),
  }),
  'PUT /accounts/:id/posting-times': async () => {
    const address = `/tiktok/accounts/${accountId}/posting-times`;
    return {
      address,
      body: { times: [{ weekday: 1, time: '09:30' }] },
      version: versioned.parse(await read(address)).version,
      look: () => read(address),
    };
  },
  'PUT /insights/accounts/:id': async () => {
    const address = `/tiktok/insights/accounts/${accountId}`;
    const look = () => read(address);
    const { account } = z.object({ account: versioned }).parse(await look());
    return { address, body: { publicCounters: true }, version: account.version, look };
  },
  'PUT /saved-texts/:id': async () => {
    const { id, version, text, look } = await makeText();
    const body = { ...text, text: 'Their harbour' };
    return { address: `/tiktok/saved-texts/${id}`, body, version, look };
  },
  'DELETE /saved-texts/:id': async () => {
    const { id, version, look } = await makeText();
    return { address: `/tiktok/saved-texts/${id}`, version, place: 'query', look };
  },
  'PUT /settings': async () => ({
    address: '/tiktok/settings',
    body: { insights: true },
    version: versioned.parse(await read('/tiktok/settings')).version,
    look: () => read('/tiktok/settings'),
  }),
  'PUT /settings/apps/:mode': async () => ({
    address: '/tiktok/settings/apps/sandbox',
    body: PAIR,
    version: await appVersion(),
    look: () => read('/tiktok/settings'),
  }),
  'DELETE /settings/apps/:mode': async () => ({
    address: '/tiktok/settings/apps/sandbox',
    version: await appVersion(),
    place: 'query',
    look: () => read('/tiktok/settings'),
  }),
  'PUT /notifications': async () => ({
    address: '/tiktok/notifications',
    body: { enabled: false, roleIds: [], creatorReminders: true },
    version: versioned.parse(await read('/tiktok/notifications')).version,
    look: () => read('/tiktok/notifications'),
  }),
  'PUT /review/facts': async () => ({
    address: '/tiktok/review/facts',
    body: { facts: { appName: 'Brightside' } },
    version: reviewView.parse(await read('/tiktok/review')).factsVersion,
    look: () => read('/tiktok/review'),
  }),
  'PUT /review/properties': async () => ({
    address: '/tiktok/review/properties',
    body: { properties: [] },
    version: reviewView.parse(await read('/tiktok/review')).factsVersion,
    look: () => read('/tiktok/review'),
  }),
  'PUT /review/legal/:kind/:locale': async () => ({
    address: '/tiktok/review/legal/terms/fr',
    body: { markdown: '# Conditions' },
    version: z
      .object({ pages: z.array(versioned) })
      .parse(await read('/tiktok/review/legal?locale=fr'))
      .pages.find(({ kind }) => kind === 'terms')!.version,
    look: () => read('/tiktok/review/legal?locale=fr'),
  }),
  'PUT /rules/:id': async () => {
    const { id, version, rule, look } = await makeRule();
    return { address: `/tiktok/rules/${id}`, body: { ...rule, name: 'Ours' }, version, look };
  },
  'DELETE /rules/:id': async () => {
    const { id, version, look } = await makeRule();
    return { address: `/tiktok/rules/${id}`, version, place: 'query', look };
  },
  'POST /rules/:id/waiver': async () => {
    const { id, version, look } = await makeRule();
    const body = {
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE' },
      consent: { text: AUDITED.music, version: CONSENT_VERSION },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      understood: true,
    };
    return { address: `/tiktok/rules/${id}/waiver`, body, version, look };
  },
  'PUT /rules/types/:uid': async () => ({
    address: `/tiktok/rules/types/${ARTICLE}`,
    body: { enabled: true },
    version: z
      .object({ types: z.array(versioned) })
      .parse(await read('/tiktok/rules'))
      .types.find(({ uid }) => uid === ARTICLE)!.version,
    look: () => read('/tiktok/rules'),
  }),
  'PUT /rules/types/:uid/words': async () => ({
    address: `/tiktok/rules/types/${ARTICLE}/words`,
    body: { caption: '{{ title }}', title: '' },
    version: z
      .object({ types: z.array(z.object({ uid: z.string(), words: versioned })) })
      .parse(await read('/tiktok/rules'))
      .types.find(({ uid }) => uid === ARTICLE)!.words.version,
    look: () => read('/tiktok/rules'),
  }),
  'PUT /entries/:uid/:documentId/rules': async () => {
    const address = `/tiktok/entries/${ARTICLE}/${documentId}/rules`;
    return {
      address,
      body: { skip: true, caption: null, at: null },
      version: z.object({ override: versioned }).parse(await read(address)).override.version,
      look: () => read(address),
    };
  },
};

const send = (method: string, scene: Scene, version: number, who: Administrator) => {
  const { address, body, place } = scene;
  const { token } = who;
  if (place === 'query') {
    return publisher.site.request(method, `${address}?version=${version}`, { token });
  }
  const posts = z.array(z.object({ id: z.number() })).safeParse(body?.posts);
  const list = (posts.data ?? []).map(({ id }) => ({ id, version }));
  return publisher.site.request(method, address, {
    token,
    body: place === 'posts' ? { ...body, posts: list } : { ...body, version },
  });
};

const codeOf = ({ status, body }: Answer): string => {
  if (status !== 200) return apiError.parse(body).error.details.code;
  const each = z.object({ results: z.array(z.object({ code: z.string().nullable() })) });
  return each.safeParse(body).data?.results[0]?.code ?? 'done';
};

const shared = endpoints
  .filter(({ meanwhile }) => meanwhile === 'version')
  .map(({ method, path }) => [`${method} ${path}`, method] as const);

it('each call that names a version has its scene here', () => {
  expect(Object.keys(SCENES).sort()).toEqual(shared.map(([name]) => name).sort());
});

it.each(shared)('%s changes nothing over a version that was never there', async (name, method) => {
  const scene = await SCENES[name]!();
  const before = await scene.look();
  const answer = await send(method, scene, scene.version + 7, ben);
  expect(codeOf(answer)).toBe('version_conflict');
  expect(withoutLinks(await scene.look())).toEqual(withoutLinks(before));
});

/** Drafts cannot be sent, so nobody can be first there; their state is told before their version. */
const FIRST_IS_REFUSED = new Set([
  'POST /posts/:id/return',
  'POST /posts/:id/keep',
  'POST /posts/:id/restore',
  'POST /posts/:id/publish-now',
  'POST /posts/:id/retry',
  'POST /posts/:id/resolve',
  'POST /posts/:id/reschedule',
]);
/** After these there is nothing left to be quicker about. */
const GONE_AFTER = new Set(['DELETE /saved-texts/:id', 'DELETE /rules/:id', 'DELETE /posts/:id']);

it.each(shared.filter(([name]) => !FIRST_IS_REFUSED.has(name) && !GONE_AFTER.has(name)))(
  '%s by two people from one screen: the second is told and overwrites nothing, then may insist',
  async (name, method) => {
    const scene = await SCENES[name]!();
    expect(codeOf(await send(method, scene, scene.version, anna))).toBe('done');
    const saved = withoutLinks(await scene.look());
    const late = await send(method, scene, scene.version, ben);
    expect(codeOf(late)).toBe('version_conflict');
    expect(withoutLinks(await scene.look())).toEqual(saved);
    const { conflict } = apiError.safeParse(late.body).data?.error.details ?? {};
    if (!conflict) return;
    expect(conflict.version).toBeGreaterThan(scene.version);
    expect(codeOf(await send(method, scene, conflict.version, ben))).toBe('done');
  },
);

it.each([
  'PUT /accounts/:id',
  'PUT /accounts/:id/posting-times',
  'PUT /insights/accounts/:id',
  'PUT /saved-texts/:id',
  'PUT /review/legal/:kind/:locale',
  'PUT /rules/:id',
  'PUT /rules/types/:uid',
  'PUT /entries/:uid/:documentId/rules',
  'PUT /settings/apps/:mode',
])('%s tells who was quicker, and when', async (name) => {
  const scene = await SCENES[name]!();
  await send('PUT', scene, scene.version, anna);
  const late = await send('PUT', scene, scene.version, ben);
  const { error } = apiError.parse(late.body);
  const { conflict } = error.details;
  expect(error.message).toContain(conflict?.by);
  expect(conflict?.by).toMatch(/Person/);
  expect(Date.now() - Date.parse(conflict?.at ?? '')).toBeLessThan(60_000);
});

/** Signed addresses are new at every look. */
const withoutLinks = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/token=[^"&]+/g, 'token='));
