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
