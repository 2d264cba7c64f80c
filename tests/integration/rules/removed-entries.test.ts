import { z } from 'zod';

import { isIn, storyOf } from '../posts/support';
import { ARTICLE, fields, inHours, type RulesSite, startRules } from './support';

const locale = z.object({ id: z.number() });
const withDocument = z.object({ documentId: z.string() });

/** Entries that end without the Document Service saying so. */
describe('an entry that is removed past the Document Service', () => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  const articles = () => site.strapi.documents(ARTICLE);

  beforeAll(async () => {
    site = await startRules();
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await site.rules.removeAll();
    account = await site.newAccount();
  });

  const addLocale = async (code: string): Promise<number> =>
    locale.parse(await site.strapi.plugin('i18n').service('locales').create({ code, name: code }))
      .id;

  const publishIn = async (code: string): Promise<string> => {
    const data = fields({ title: 'Hallo', video: site.video.id });
    const made: unknown = await articles().create({ locale: code, data });
    const { documentId } = withDocument.parse(made);
    await articles().publish({ documentId, locale: code });
    return documentId;
  };

  /** As a script or the database itself does it. */
  const removeRows = (documentId: string) =>
    site.strapi.db.query(ARTICLE).deleteMany({ where: { documentId } });

  it('takes the waiting posts of its rule with it when its locale is deleted in the settings', async () => {
    const id = await addLocale('de');
    await site.rules.make(account.id);
    const documentId = await publishIn('de');
    const post = await site.rules.onlyPostOf(documentId);
    const byHand = await site.send(account.id, {
      source: { uid: ARTICLE, documentId, locale: 'de', status: 'published' },
      when: { type: 'at', at: inHours(5) },
    });
    expect(post.state).toBe('scheduled');
    const { status } = await site.site.request('DELETE', `/i18n/locales/${id}`, {
      token: await site.site.as('superAdmin'),
    });
    expect(status).toBe(200);
    const cancelled = await site.stories.waitFor(post.id, isIn('cancelled'));
    expect(storyOf(cancelled)).toContain('the rule "Every article" cancelled');
    const held = await site.stories.waitFor(byHand.id, isIn('held'));
    expect(held.reason?.code).toBe('entry_deleted');
  });

  it('is noticed at the next look, also for a post that waits for approval', async () => {
    await site.rules.make(account.id, { shareType: 'direct_post' });
    const documentId = await site.rules.published();
    const waiting = await site.rules.onlyPostOf(documentId);
    expect(waiting.state).toBe('awaiting_approval');
    await removeRows(documentId);
    await site.strapi.plugin('tiktok').service('publications').lookForRemoved();
    expect((await site.stories.readPost(waiting.id)).state).toBe('cancelled');
  });

  it('leaves what its rule keeps, and says so once, however often it is looked for', async () => {
    await site.rules.make(account.id, { onUnpublish: 'keep' });
    const documentId = await site.rules.published();
    const { id } = await site.rules.onlyPostOf(documentId);
    await removeRows(documentId);
    const look = () => site.strapi.plugin('tiktok').service('publications').lookForRemoved();
    await look();
    const kept = await site.stories.readPost(id);
    expect(kept.state).toBe('scheduled');
    await look();
    await look();
    expect((await site.stories.readPost(id)).timeline).toHaveLength(kept.timeline.length);
  });

  it('leaves posts whose entry is there', async () => {
    await site.rules.make(account.id);
    const { id } = await site.rules.onlyPostOf(await site.rules.published());
    await site.strapi.plugin('tiktok').service('publications').lookForRemoved();
    expect((await site.stories.readPost(id)).state).toBe('scheduled');
  });

  it('is told of by "publish now", and nothing is sent', async () => {
    await site.rules.make(account.id);
    const documentId = await site.rules.published();
    const post = await site.rules.onlyPostOf(documentId);
    await removeRows(documentId);
    const answer = await site.site.request('POST', `/tiktok/posts/${post.id}/publish-now`, {
      token: await site.site.as('superAdmin'),
      body: { version: post.version },
    });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('entry_gone')]);
    await site.stories.waitFor(post.id, isIn('cancelled'));
    expect(site.inits(account.handle)).toEqual([]);
  });

  it('can still be posted knowingly, once its post is held for it', async () => {
    await site.rules.make(account.id);
    const documentId = await site.rules.published();
    const byHand = await site.send(account.id, {
      source: { uid: ARTICLE, documentId, locale: null, status: 'published' },
      when: { type: 'at', at: inHours(5) },
    });
    await removeRows(documentId);
    await site.strapi.plugin('tiktok').service('publications').lookForRemoved();
    const held = await site.stories.readPost(byHand.id);
    expect(held.state).toBe('held');
    const { status } = await site.site.request('POST', `/tiktok/posts/${held.id}/publish-now`, {
      token: await site.site.as('superAdmin'),
      body: { version: held.version },
    });
    expect(status).toBe(200);
    await site.stories.waitFor(held.id, isIn('published'));
  });
});
