import { generate } from '@strapi/openapi';

import { ACTIONS } from '../../contracts/permissions';
import { startTestStrapi, type TestStrapi } from '../support';

let site: TestStrapi;

beforeAll(async () => {
  site = await startTestStrapi();
});
afterAll(() => site.stop());

test('Strapi boots with the plugin and lists its permissions', async () => {
  const answer = await site.request('GET', '/admin/permissions', {
    token: await site.as('superAdmin'),
  });
  expect(answer.status).toBe(200);
  for (const action of Object.values(ACTIONS)) expect(answer.text).toContain(`"${action}"`);
});

test("the plugin's routes need an administrator", async () => {
  const { status } = await site.request('GET', '/tiktok/settings');
  expect(status).toBe(401);
});

test('an administrator without the right is refused, and one with it is let in', async () => {
  const stranger = await site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
  const reader = await site.createAdmin({ roleActions: [ACTIONS.readSettings] });
  const asked = (token: string) => site.request('GET', '/tiktok/settings', { token });
  expect((await asked(stranger.token)).status).toBe(403);
  expect((await asked(reader.token)).status).toBe(200);
});

test('`strapi openapi generate` knows what the routes for front ends take and give', () => {
  const { paths = {} } = generate(site.strapi, { type: 'content-api' }).document;
  const posts = paths['/tiktok/posts']?.get;
  expect(posts?.parameters).toEqual([
    expect.objectContaining({ name: 'uid', in: 'query', required: true }),
    expect.objectContaining({ name: 'documentId', in: 'query', required: true }),
    expect.objectContaining({ name: 'locale', in: 'query', required: false }),
  ]);
  expect(posts?.responses).toMatchObject({
    200: {
      content: {
        'application/json': {
          schema: {
            properties: { data: { items: { properties: { publishedAt: { type: 'string' } } } } },
          },
        },
      },
    },
  });
  const ours = Object.entries(paths).filter(([path]) => path.startsWith('/tiktok/'));
  expect(ours.length).toBeGreaterThan(10);
  const undescribed = ours.flatMap(([path, item]) =>
    Object.values(item ?? {}).flatMap((operation: unknown) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const { parameters = [] } = operation as { parameters?: { name: string; in: string }[] };
      const told = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      return names.every((name) => told.includes(name!)) ? [] : [path];
    }),
  );
  expect(undescribed).toEqual([]);
});
