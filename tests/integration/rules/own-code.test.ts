import { type TikTokPosts } from '../../../server/src/package-types';
import { type RulesSite, startRules } from './support';

/** The calls that docs/for-developers.md shows. */
describe('the site’s own code', () => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  let adminId: number;

  const service = (): TikTokPosts => site.strapi.plugin('tiktok').service('posts');
  const draft = (idempotencyKey: string) => ({
    accountId: account.id,
    shareType: 'direct_post' as const,
    kind: 'video' as const,
    assetIds: [site.video.id],
    content: { caption: 'From our own code' },
    idempotencyKey,
  });

  beforeAll(async () => {
    site = await startRules();
    account = await site.newAccount();
    adminId = (await site.site.administrator('superAdmin')).id;
  });
  afterAll(() => site?.stop());

  it('makes a draft once for its key, lists it and cancels it', async () => {
    const tiktok = await service().as(adminId);
    const made = await tiktok.createDraft(draft('night-job-2026-11-21'));
    expect(made).toMatchObject({
      state: 'draft',
      consent: null,
      content: { caption: 'From our own code' },
    });
    expect((await tiktok.createDraft(draft('night-job-2026-11-21'))).id).toBe(made.id);
    const { posts, total } = await tiktok.list({ state: ['draft'], accountIds: [account.id] });
    expect([posts.map(({ id }) => id), total]).toEqual([[made.id], 1]);
    await expect(tiktok.list({ pageSize: 101 })).rejects.toMatchObject({
      details: { code: 'invalid_request', message: expect.stringContaining('pageSize') },
    });
    expect((await tiktok.cancel(made.id)).state).toBe('cancelled');
    expect((await tiktok.find(made.id)).state).toBe('cancelled');
  });

  it('asks for approval of an entry, and can neither agree nor send', async () => {
    const tiktok = await service().as(adminId);
    const documentId = await site.rules.published();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const made = await tiktok.createDraft({
      ...draft('night-job-of-an-entry'),
      source: { uid: 'api::article.article', documentId, locale: null, status: 'published' },
      forApproval: true,
      at,
    });
    expect(made).toMatchObject({ state: 'awaiting_approval', scheduledAt: at, consent: null });
    expect(made.source?.documentId).toBe(documentId);
    expect(site.inits(account.handle)).toEqual([]);
    expect(Object.keys(tiktok).sort()).toEqual(['cancel', 'createDraft', 'find', 'list']);
  });

  it('works with the rights of the administrator it names', async () => {
    const { id } = await site.site.createAdmin({ roleActions: [] });
    const tiktok = await service().as(id);
    await expect(tiktok.createDraft(draft('of-one-without-rights'))).rejects.toMatchObject({
      details: { code: 'forbidden' },
    });
    await expect(service().as(999_999)).rejects.toMatchObject({ details: { code: 'not_found' } });
  });

  it('is told what is wrong with a draft', async () => {
    const tiktok = await service().as(adminId);
    await expect(
      tiktok.createDraft({ ...draft('with-no-files'), assetIds: [] }),
    ).rejects.toMatchObject({ details: { code: 'invalid_request' } });
  });
});
