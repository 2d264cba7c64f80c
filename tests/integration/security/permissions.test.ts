import { z } from 'zod';

import { endpoints } from '../../../contracts';
import { type Endpoint } from '../../../contracts/endpoint';
import { type ActionId, ACTIONS } from '../../../contracts/permissions';
import { type Administrator, startTestStrapi, type TestStrapi } from '../../support';

const every = Object.values(ACTIONS);

const guarded = endpoints.flatMap((endpoint) =>
  'admin' in endpoint.access
    ? [[`${endpoint.method} ${endpoint.path}`, endpoint, endpoint.access.admin] as const]
    : [],
);

const TICK_TOKEN = 'the-tick-token-of-this-test';
const METRICS_TOKEN = 'the-metrics-token-of-this-test';

let site: TestStrapi;
const people = new Map<string, Promise<Administrator>>();

beforeAll(async () => {
  site = await startTestStrapi({
    emulator: true,
    env: { TIKTOK_TICK_TOKEN: TICK_TOKEN, TIKTOK_METRICS_TOKEN: METRICS_TOKEN },
  });
});
afterAll(() => site?.stop());

/** A person with just these rights, the same one at every call. */
const holderOf = (rights: readonly ActionId[]): Promise<Administrator> => {
  const key = rights.join();
  const known = people.get(key) ?? site.createAdmin({ roleActions: rights });
  people.set(key, known);
  return known;
};

/** The endpoint's address for things that do not exist. */
const addressOf = ({ path }: Endpoint): string =>
  path
    .replace(':id', '999999')
    .replace(':mode', 'sandbox')
    .replace(':uid', 'api::article.article')
    .replace(':documentId', 'nosuchdocument')
    .replace(':assetId', '999999')
    .replace(':token', 'made-up');

const call = (endpoint: Endpoint, token?: string) =>
  site.request(endpoint.method, `/tiktok${addressOf(endpoint)}`, {
    token,
    body: endpoint.method === 'GET' ? undefined : {},
  });

const contentToken = async (): Promise<string> => {
  const answer = await site.request('POST', '/admin/api-tokens', {
    token: await site.as('superAdmin'),
    body: { name: `full ${Date.now()}`, description: '', type: 'full-access', lifespan: null },
  });
  return z.object({ data: z.object({ accessKey: z.string() }) }).parse(answer.body).data.accessKey;
};

it('every route of the contracts is served, and each has a right of its own or says why not', () => {
  const layers = z
    .array(z.object({ methods: z.array(z.string()), path: z.unknown() }))
    .parse(site.strapi.server.router.stack);
  const served = layers.flatMap(({ methods, path }) =>
    methods.map((method) => `${method} ${String(path)}`),
  );
  for (const { method, path, access } of endpoints) {
    const prefix = 'admin' in access ? '/tiktok' : '/api/tiktok';
    // Served ahead of Strapi's router: its body parser would change the bytes TikTok signed.
    if (path === '/webhook') continue;
    expect(served).toContain(`${method} ${prefix}${path}`);
    expect(Object.values(access)[0]).not.toHaveLength(0);
  }
});

it.each(guarded)('%s is closed to who is not signed in', async (_, endpoint) => {
  expect((await call(endpoint)).status).toBe(401);
  expect((await call(endpoint, 'made-up-token')).status).toBe(401);
});

it('the admin’s routes are closed to an API token of the content, even one with full access', async () => {
  const token = await contentToken();
  for (const [name, endpoint] of guarded) {
    expect([name, (await call(endpoint, token)).status]).toEqual([name, 401]);
  }
});

it.each(guarded)(
  '%s is closed to a role with every right but its own',
  async (_, endpoint, opening) => {
    const stranger = await holderOf(every.filter((action) => !opening.includes(action)));
    expect((await call(endpoint, stranger.token)).status).toBe(403);
  },
);

it.each(guarded)('%s is open to each right it names', async (_, endpoint, opening) => {
  for (const action of opening) {
    const { status } = await call(endpoint, (await holderOf([action])).token);
    expect([200, 400, 404, 409]).toContain(status);
  }
});

/** What each public route answers to who comes without what protects it. */
const UNPROTECTED: Record<string, { status: number; headers?: Record<string, string> }[]> = {
  'GET /accounts/:id/avatar': [{ status: 400 }],
  'GET /oauth/callback': [{ status: 400 }],
  'GET /insights/covers/:id': [{ status: 400 }],
  'GET /media/preview/:assetId': [{ status: 400 }],
  'GET /media/deliver/:token': [{ status: 404 }],
  'GET /legal/:kind': [{ status: 404 }],
  'GET /handover/:token': [{ status: 404 }],
  'GET /preview-link/:token': [{ status: 404 }],
  'GET /feed/:token': [{ status: 404 }],
  'GET /preview-link/:token/media/:index': [{ status: 404 }],
  'POST /webhook': [
    { status: 401 },
    { status: 401, headers: { 'TikTok-Signature': `t=1,s=${'0'.repeat(64)}` } },
  ],
  'POST /tick': [
    { status: 404 },
    { status: 404, headers: { authorization: 'Bearer not-this-one-either' } },
  ],
  'GET /metrics': [
    { status: 401 },
    { status: 401, headers: { authorization: 'Bearer not-this-one-either' } },
  ],
};

const open = endpoints.filter(({ access }) => 'public' in access);

it('the public routes are these and no others', () => {
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    Object.keys(UNPROTECTED).sort(),
  );
});

it.each(open.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s gives nothing to who comes without what protects it',
  async (name, endpoint) => {
    for (const { status, headers = {} } of UNPROTECTED[name] ?? []) {
      const answer = await site.request(endpoint.method, `/api/tiktok${addressOf(endpoint)}`, {
        headers,
        body: endpoint.method === 'POST' ? { client_key: 'x', event: 'x' } : undefined,
      });
      expect([answer.status, headers]).toEqual([status, headers]);
    }
  },
);

it('the tick route works for its token', async () => {
  const answer = await site.request('POST', '/api/tiktok/tick', { token: TICK_TOKEN });
  expect([answer.status, answer.body]).toEqual([200, { claimed: 0 }]);
});
