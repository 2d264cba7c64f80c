import * as accountsContract from '../../../contracts/accounts';
import { type Endpoint } from '../../../contracts/endpoint';
import { type ActionId, ACTIONS } from '../../../contracts/permissions';
import * as settingsContract from '../../../contracts/settings';
import { type Administrator, startTestStrapi, type TestStrapi } from '../../support';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'handler' in value && 'access' in value;

const endpoints = [settingsContract, accountsContract].flatMap((contract) =>
  Object.values(contract).filter(isEndpoint),
);
const guarded = endpoints.flatMap((endpoint) =>
  'admin' in endpoint.access
    ? [[`${endpoint.method} ${endpoint.path}`, endpoint, endpoint.access.admin] as const]
    : [],
);

let site: TestStrapi;
const holders = new Map<ActionId | 'all but', Administrator>();

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
});
afterAll(() => site.stop());

const holderOf = async (action: ActionId): Promise<Administrator> => {
  const known = holders.get(action) ?? (await site.createAdmin({ roleActions: [action] }));
  holders.set(action, known);
  return known;
};

/** Everything but the rights that open this endpoint. */
const stranger = (opening: readonly ActionId[]): Promise<Administrator> =>
  site.createAdmin({
    roleActions: Object.values(ACTIONS).filter((action) => !opening.includes(action)),
  });

const call = (endpoint: Endpoint, token?: string) =>
  site.request(
    endpoint.method,
    `/tiktok${endpoint.path.replace(':id', '999999').replace(':mode', 'sandbox')}`,
    { token, body: endpoint.method === 'GET' ? undefined : {} },
  );

it.each(guarded)('%s is closed to who is not signed in', async (_, endpoint) => {
  expect((await call(endpoint)).status).toBe(401);
  expect((await call(endpoint, 'made-up-token')).status).toBe(401);
});

it.each(guarded)(
  '%s is closed to a role with every right but its own',
  async (_, endpoint, opening) => {
    expect((await call(endpoint, (await stranger(opening)).token)).status).toBe(403);
  },
);

it.each(guarded)('%s is open to each right it names', async (_, endpoint, opening) => {
  for (const action of opening) {
    const { status } = await call(endpoint, (await holderOf(action)).token);
    expect([200, 400, 404, 409]).toContain(status);
  }
});

it('what is public says what protects it, and gives nothing to who asks without it', async () => {
  const open = endpoints.filter(({ access }) => 'public' in access);
  expect(open.map(({ path }) => path).sort()).toEqual(['/accounts/:id/avatar', '/oauth/callback']);
  for (const { path } of open) {
    const answer = await site.request('GET', `/api/tiktok${path.replace(':id', '1')}`);
    expect(answer.status).toBe(400);
  }
});
