import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { endpoints } from '../../../contracts';
import { type Endpoint } from '../../../contracts/endpoint';
import { createPost } from '../../../contracts/posts';
import { ROOT, startTestStrapi, type TestStrapi } from '../../support';
import { adminToken } from './admin-token';
import { CONSENT, EVERYONE, TOMORROW, VERBS } from './gate-verbs';

let site: TestStrapi;
let token: string;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  token = await adminToken(site);
});
afterAll(() => site?.stop());

/**
 * Other calls that may change posts, or lead to one, and what an API token with every right gets of
 * them: `never` what makes a post go or answers for it; `prepares` what makes nothing go by itself.
 */
const BESIDE: Record<string, { token: 'never' | 'prepares'; walked: string }> = {
  'POST /outage/resume': { token: 'never', walked: 'posts/outage' },
  'POST /installation': { token: 'never', walked: 'posts/copies' },
  'POST /review/test-run': { token: 'never', walked: 'review/review' },
  'POST /plan/import': { token: 'never', walked: 'plan/plan' },
  'POST /rules': { token: 'never', walked: 'security/rules' },
  'PUT /rules/:id': { token: 'never', walked: 'security/rules' },
  'POST /rules/:id/waiver': { token: 'never', walked: 'security/rules' },
  // Its rules are saved as on their own page: by a person, or not at all.
  'POST /rules/import': { token: 'prepares', walked: 'security/rules' },
  'DELETE /rules/:id': { token: 'prepares', walked: 'rules/deciding' },
  'DELETE /rules/:id/waiver': { token: 'prepares', walked: 'security/rules' },
  // What it decides for an entry asks for approval: it is nobody's word.
  'PUT /entries/:uid/:documentId/rules': { token: 'prepares', walked: 'security/rules' },
  'PUT /rules/types/:uid': { token: 'prepares', walked: 'security/versions' },
  'PUT /rules/types/:uid/words': { token: 'prepares', walked: 'security/versions' },
  'PUT /accounts/:id/posting-times': { token: 'prepares', walked: 'security/versions' },
  'POST /posts/:id/handover': { token: 'prepares', walked: 'handover/links' },
  'POST /posts/:id/preview-link': { token: 'prepares', walked: 'handover/preview' },
  'DELETE /posts/:id/links/:linkId': { token: 'prepares', walked: 'handover/links' },
  'DELETE /secret-links/:kind/:id': { token: 'prepares', walked: 'security/secret-links' },
  'PUT /settings': { token: 'prepares', walked: 'settings/settings' },
  'PUT /settings/apps/:mode': { token: 'prepares', walked: 'settings/settings' },
  'DELETE /settings/apps/:mode': { token: 'prepares', walked: 'settings/settings' },
  'POST /settings/apps/:mode/test': { token: 'prepares', walked: 'settings/settings' },
  'POST /accounts/connect': { token: 'prepares', walked: 'accounts/connect' },
  'POST /accounts/connect/complete': { token: 'prepares', walked: 'accounts/connect' },
  'POST /accounts/:id/disconnect': { token: 'prepares', walked: 'accounts/manage' },
  'DELETE /accounts/:id': { token: 'prepares', walked: 'accounts/erasing' },
  'PUT /accounts/:id': { token: 'prepares', walked: 'accounts/manage' },
  // With a secret of their own, of which a token of the admin is none.
  'POST /tick': { token: 'never', walked: 'security/permissions' },
  'POST /webhook': { token: 'never', walked: 'posts/webhooks' },
};
const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
const mayTouchPosts = endpoints.filter(
  ({ method, access, changes }) =>
    method !== 'GET' && (!('admin' in access) || changes?.includes('posts') === true),
);

it('each call that may change a post is walked here by state and caller, or said to be beside it', () => {
  const walked = new Set([createPost, ...Object.values(VERBS).map(({ of }) => of)].map(nameOf));
  const known = [...walked, ...Object.keys(BESIDE)];
  expect(known.filter((name, index) => known.indexOf(name) !== index)).toEqual([]);
  expect(known.sort()).toEqual(mayTouchPosts.map(nameOf).sort());
});

it.each(Object.entries(BESIDE))('%s has its own test, which calls it', (name, { walked }) => {
  const folder = path.join(ROOT, 'tests/integration');
  const files = [`${walked}.test.ts`, `${walked}.ts`].map((file) => path.join(folder, file));
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  const last =
    name
      .split('/')
      .filter((part) => !part.includes(':'))
      .at(-1) ?? '';
  expect(texts.join()).toContain(last);
});

const LEADS_TO_POSTS = Object.entries(BESIDE).filter(([, { token }]) => token === 'never');

it.each(LEADS_TO_POSTS)('%s is no call for an API token, whatever its rights', async (name) => {
  const of = mayTouchPosts.find((one) => nameOf(one) === name);
  if (!of) throw new Error('There is no such call.');
  const rule = {
    name: 'By a token',
    enabled: true,
    uid: 'api::article.article',
    mediaField: null,
    captionTemplate: '{{ title }}',
    accountId: 1,
    shareType: 'inbox',
    time: { type: 'at_publish' },
    repeat: 'first',
    onUnpublish: 'cancel',
  };
  const bodies: Record<string, object> = {
    'POST /installation': { verdict: 'moved' },
    'POST /review/test-run': {
      accountId: 1,
      shareType: 'direct_post',
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      consent: CONSENT,
    },
    'POST /plan/import': { csv: 'account,file\n', importId: 'by-a-token', save: true },
    'POST /rules': rule,
    'PUT /rules/:id': { ...rule, version: 1 },
    'POST /rules/:id/waiver': {
      version: 1,
      options: EVERYONE,
      consent: CONSENT,
      expiresAt: TOMORROW,
      understood: true,
    },
  };
  const isPublic = !('admin' in of.access);
  const answer = await site.request(
    of.method,
    `${isPublic ? '/api' : ''}/tiktok${of.path.replace(':id', '1')}`,
    {
      token: token,
      body: bodies[name] ?? {},
    },
  );
  expect(isPublic ? [401, 404] : [403]).toContain(answer.status);
  expect(await site.strapi.db.connection('tiktok_rules').count({ count: '*' })).toEqual([
    { count: 0 },
  ]);
});
