import { z } from 'zod';

import { findEntryPosts, FRONT_END_ACTION, publicPost } from '../../../contracts/front-end';
import { articleWithPosts } from './front-end';
import { ARTICLE, type RulesSite, startRules } from './support';

const action = z.looseObject({ enabled: z.boolean() });
const permissions = z.record(
  z.string(),
  z.object({ controllers: z.record(z.string(), z.record(z.string(), action)) }),
);
const roles = z.object({ roles: z.array(z.object({ id: z.number(), type: z.string() })) });
const oneRole = z.object({
  role: z.object({ name: z.string(), description: z.string(), permissions }),
});
const signedUp = z.object({ jwt: z.string() });
const entries = z.object({
  data: z.array(z.looseObject({ documentId: z.string(), tiktok: z.array(publicPost).optional() })),
});

const ROLES = '/users-permissions/roles';

/** Strapi's Users & Permissions: who comes without a token, and who has signed in at the site. */
describe('a visitor of the site', () => {
  let site: RulesSite;
  let documentId: string;
  let handle: string;
  let user: string;

  /** Ticks actions of a role, as Settings > Users & Permissions > Roles does. */
  const allow = async (role: 'public' | 'authenticated', ...ids: string[]): Promise<void> => {
    const { roles: all } = await site.stories.call('GET', ROLES, roles);
    const address = `${ROLES}/${all.find(({ type }) => type === role)?.id}`;
    const { role: now } = await site.stories.call('GET', address, oneRole);
    for (const id of ids) {
      const [of = '', controller = '', name = ''] = id.split('.');
      const box = now.permissions[of]?.controllers[controller]?.[name];
      if (!box) throw new Error(`The role ${role} is not offered ${id}.`);
      box.enabled = true;
    }
    await site.stories.call('PUT', address, z.unknown(), now);
  };
  const posts = (token?: string) => {
    const search = new URLSearchParams({ uid: ARTICLE, documentId });
    return site.site.request('GET', `/api/tiktok/posts?${search}`, { token });
  };
  const articles = async (token?: string) => {
    const answer = await site.site.request('GET', '/api/articles?tiktok=posts', { token });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(documentId)]);
    return { text: answer.text, data: entries.parse(answer.body).data };
  };
  const onlyPublic = async (token?: string): Promise<void> => {
    const answer = await posts(token);
    expect(answer.status).toBe(200);
    const { data } = findEntryPosts.response.parse(answer.body);
    expect(data).toMatchObject([{ link: expect.stringContaining(`@${handle}/video/`) }]);
    const listed = await articles(token);
    expect(listed.data).toMatchObject([{ documentId, tiktok: data }]);
    expect(`${answer.text}${listed.text}`).not.toMatch(/PRIVATE-CAPTION|SELF_ONLY|accountId/);
  };

  beforeAll(async () => {
    site = await startRules({
      env: { USERS_PERMISSIONS: 'true', JWT_SECRET: 'test-secret-of-visitors' },
    });
    ({ documentId, handle } = await articleWithPosts(site));
    await allow('public', 'api::article.article.find');
    await allow('authenticated', 'api::article.article.find');
    const registered = await site.site.request('POST', '/api/auth/local/register', {
      body: { username: 'visitor', email: 'visitor@example.com', password: 'Visitor-2026' },
    });
    user = signedUp.parse(registered.body).jwt;
  });
  afterAll(() => site?.stop());

  it('gets the entries, and nothing of TikTok, without the permission', async () => {
    for (const token of [undefined, user]) {
      expect((await posts(token)).status).toBe(403);
      const { text, data } = await articles(token);
      expect(data.map(({ tiktok }) => tiktok)).toEqual([undefined]);
      expect(text).not.toContain('tiktok.com');
    }
  });

  it('gets what everyone can see once the role Public has it, and no more', async () => {
    await allow('public', FRONT_END_ACTION);
    await onlyPublic();
    // Who has signed in has the rights of their own role, not those of Public.
    expect((await posts(user)).status).toBe(403);
  });

  it('gets the same after signing in, once the role Authenticated has it', async () => {
    await allow('authenticated', FRONT_END_ACTION);
    await onlyPublic(user);
    expect((await posts('not-a-token')).status).toBe(401);
  });
});
