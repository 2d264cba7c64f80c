import { endpoints } from '../../../contracts';
import { GREATEST } from '../../../contracts/ids';
import { type Administrator, startTestStrapi, type TestStrapi } from '../../support';

/** PostgreSQL fails at a number that an integer column cannot hold, also where it is only asked for. */
let site: TestStrapi;
let person: Administrator;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true, database: 'postgres' });
  person = await site.administrator('superAdmin');
});
afterAll(() => site?.stop());

const numbered = endpoints
  .filter(({ path, access }) => 'admin' in access && /:(id|assetId|linkId)/.test(path))
  .map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);

const BODIES: Record<string, (id: number) => object> = {
  'POST /composer/media': (id) => ({ assetIds: [id] }),
  'POST /composer/posts': (id) => ({ postIds: [id] }),
  'POST /composer/account': (id) => ({ accountId: id, shareType: 'inbox' }),
  'POST /insights/post-views': (id) => ({ ids: [id] }),
  'POST /posts/bulk': (id) => ({ action: 'cancel', posts: [{ id, version: id }] }),
};

describe.each([
  ['greatest that there can be', GREATEST, [200, 400, 404, 409]],
  ['next one', GREATEST + 1, [400]],
  ['greatest that JavaScript knows', Number.MAX_SAFE_INTEGER, [400]],
])('the %s', (_number, number, statuses) => {
  it.each(numbered)('as an id of %s is answered in words', async (_name, { method, path }) => {
    const address = path
      .replace(/:(id|assetId|linkId)/g, String(number))
      .replace(':kind', 'preview');
    const answer = await site.request(method, `/tiktok${address}`, {
      token: person.token,
      body: method === 'GET' ? undefined : { version: number },
    });
    expect(statuses).toContain(answer.status);
  });

  it.each(Object.entries(BODIES))('in the body of %s is answered in words', async (name, body) => {
    const [method = '', path = ''] = name.split(' ');
    const answer = await site.request(method, `/tiktok${path}`, {
      token: person.token,
      body: body(number),
    });
    expect(statuses).toContain(answer.status);
  });

  it.each(['posts?page=1&accountId=', 'posts?authorId=', 'posts?page=', 'secret-links?page='])(
    'in %s is answered in words',
    async (query) => {
      const answer = await site.request('GET', `/tiktok/${query}${number}`, {
        token: person.token,
      });
      expect(statuses).toContain(answer.status);
    },
  );
});
