import { z } from 'zod';

import {
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';

const newToken = z.object({ data: z.object({ accessKey: z.string() }) });

/** The calls that docs/setup.md shows with curl. */
describe('a deployment with an admin API token', () => {
  let site: TestStrapi;
  let stories: Stories;

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: true });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  });
  afterAll(() => site.stop());

  const tokenWith = async (...actions: string[]): Promise<string> => {
    const answer = await site.request('POST', '/admin/admin-tokens', {
      token: await site.as('superAdmin'),
      body: {
        name: `token for ${actions.join(', ')} ${Date.now()}`,
        lifespan: null,
        adminPermissions: actions.map((action) => ({
          action,
          subject: null,
          properties: {},
          conditions: [],
        })),
      },
    });
    expect(answer.status).toBe(201);
    return newToken.parse(answer.body).data.accessKey;
  };

  it('sets the credentials and the settings, and re-encrypts, without a browser', async () => {
    const token = await tokenWith('plugin::tiktok.settings.change');
    const put = await site.request('PUT', '/tiktok/settings/apps/live', {
      token,
      body: {
        version: 'latest',
        clientKey: 'awautomation1234',
        clientSecret: 'a-secret-of-an-automation-0001',
      },
    });
    expect(put.status).toBe(200);
    expect(put.text).not.toContain('a-secret-of-an-automation-0001');
    const settings = await site.request('PUT', '/tiktok/settings', {
      token,
      body: { version: 'latest', mode: 'live', allowInbox: true, shareType: 'inbox' },
    });
    expect(settings.status).toBe(200);
    const tested = await site.request('POST', '/tiktok/settings/apps/live/test', { token });
    expect(tested.body).toMatchObject({ outcome: 'refused' });
    const again = await site.request('POST', '/tiktok/settings/vault/re-encrypt', { token });
    expect(again.body).toMatchObject({ unreadable: 0 });
    await site.request('DELETE', '/tiktok/settings/apps/live?version=latest', { token });
  });

  it('leaves a draft or asks for approval, and can neither agree to it nor send it', async () => {
    const { id: accountId } = await stories.connect();
    const asset = await site.uploadAsset(VIDEO);
    const token = await tokenWith('plugin::tiktok.posts.compose', 'plugin::upload.read');
    const body = {
      idempotencyKey: 'newsroom-2026-11-21-harbour',
      accountId,
      shareType: 'inbox',
      kind: 'video',
      source: null,
      assetIds: [asset.id],
      content: { caption: 'The harbour at dusk' },
      options: {},
      when: { type: 'draft' },
      consent: null,
    };
    const draft = await site.request('POST', '/tiktok/posts', { token, body });
    expect(draft.body).toMatchObject({ post: { state: 'draft', consent: null } });
    const at = '2031-12-01T18:00:00+01:00';
    const asked = await site.request('POST', '/tiktok/posts', {
      token,
      body: {
        ...body,
        idempotencyKey: 'newsroom-2026-11-21-approval',
        when: { type: 'approval', at },
      },
    });
    expect(asked.body).toMatchObject({
      post: {
        state: 'awaiting_approval',
        consent: null,
        scheduledAt: new Date(at).toISOString(),
        nextStepAt: null,
      },
    });
    const sent = await site.request('POST', '/tiktok/posts', {
      token,
      body: { ...body, idempotencyKey: 'newsroom-2026-11-21-again', when: { type: 'now' } },
    });
    expect(sent.status).toBe(403);
    expect(sent.body).toMatchObject({ error: { details: { code: 'forbidden' } } });
  });
});
