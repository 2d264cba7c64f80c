import { z } from 'zod';

import { dryRunRule, listRules, previewRule, ruleType } from '../../../contracts/rules';
import { type StartOptions } from '../../support/strapi';
import { isIn, storyOf } from '../posts/support';
import { testConsent } from './consent';
import { ARTICLE, fields, HOUR, inHours, type RulesSite, startRules } from './support';

const oneType = z.object({ type: ruleType });

/** What becomes of an entry that met a rule: all that is kept in, and read from, the database. */
export const testFiring = (database: NonNullable<StartOptions['database']>): void => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  const articles = () => site.strapi.documents(ARTICLE);

  beforeAll(async () => {
    site = await startRules({ database });
    await site.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French (fr)' });
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await site.rules.removeAll();
    account = await site.newAccount();
  });

  describe('and consent', () => testConsent(() => ({ site, account })));

  describe('and one entry', () => {
    it('freezes the caption when it fires', async () => {
      await site.rules.make(account.id);
      const documentId = await site.rules.published({ title: 'As it was' });
      await site.rules.settle();
      await articles().update({
        documentId,
        data: fields({ title: 'As it is' }),
        status: 'published',
      });
      expect((await site.rules.onlyPostOf(documentId)).content.caption).toBe('As it was');
    });

    it('is skipped, or has another caption or time, where an editor decided so', async () => {
      await site.rules.make(account.id);
      const skipped = await site.rules.draft();
      await site.rules.decideFor(skipped, { skip: true });
      await articles().publish({ documentId: skipped });
      expect(await site.rules.postsOf(skipped)).toEqual([]);
      expect(await site.rules.whyOf(skipped)).toContain('Someone decided');
      const changed = await site.rules.draft();
      const at = inHours(30);
      await site.rules.decideFor(changed, { caption: 'By hand', at });
      await articles().publish({ documentId: changed });
      expect(await site.rules.onlyPostOf(changed)).toMatchObject({
        content: { caption: 'By hand' },
        scheduledAt: at,
      });
    });

    it('is posted only while its conditions hold, and later when they come to hold', async () => {
      await site.rules.make(account.id, {
        conditions: [{ field: 'hashtags', test: 'contains', value: 'Boats' }],
      });
      const documentId = await site.rules.published({ hashtags: 'harbour' });
      expect(await site.rules.postsOf(documentId)).toEqual([]);
      expect(await site.rules.whyOf(documentId)).toContain('hashtags');
      await articles().update({
        documentId,
        data: fields({ hashtags: 'harbour, boats' }),
        status: 'published',
      });
      await site.rules.onlyPostOf(documentId);
    });

    it('goes out at its own date, and not for one that has passed', async () => {
      await site.rules.make(account.id, { time: { type: 'date_field', field: 'postAt' } });
      const postAt = inHours(50);
      expect(await site.rules.onlyPostOf(await site.rules.published({ postAt }))).toMatchObject({
        scheduledAt: postAt,
      });
      const past = await site.rules.published({ postAt: inHours(-50) });
      expect(await site.rules.whyOf(past)).toContain('passed');
      expect(await site.rules.whyOf(await site.rules.published())).toContain('is empty');
    });

    it('goes to the account’s next posting time that is free', async () => {
      await site.stories.call('PUT', `/tiktok/accounts/${account.id}/posting-times`, z.unknown(), {
        times: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time: '12:00' })),
      });
      await site.rules.make(account.id, { time: { type: 'next_slot' } });
      const first = await site.rules.onlyPostOf(await site.rules.published());
      const second = await site.rules.onlyPostOf(await site.rules.published());
      const [one, two] = [first, second].map((post) => Date.parse(post.scheduledAt ?? ''));
      expect((two ?? 0) - (one ?? 0)).toBe(24 * HOUR);
    });

    it('goes to the account of its language', async () => {
      const french = await site.newAccount();
      await site.rules.make(account.id, { accountByLocale: { fr: french.id } });
      const documentId = await site.rules.draft();
      const data = fields({ title: 'Bonjour', video: site.video.id });
      await articles().update({ documentId, locale: 'fr', data });
      await articles().publish({ documentId, locale: '*' });
      const posts = await site.rules.postsOf(documentId);
      const found = posts.map(({ source, account: { id } }) => [source?.locale, id] as const);
      expect(Object.fromEntries(found)).toEqual({ en: account.id, fr: french.id });
    });
  });

  describe('and an entry that is taken back', () => {
    it('cancels what it planned', async () => {
      await site.rules.make(account.id);
      const documentId = await site.rules.published();
      await site.rules.settle();
      await articles().unpublish({ documentId });
      const post = await site.rules.onlyPostOf(documentId);
      expect(post.state).toBe('cancelled');
      expect(storyOf(post)).toContain('the rule "Every article" cancelled');
    });

    it('keeps what it planned where it says so, also when the entry is deleted', async () => {
      await site.rules.make(account.id, { onUnpublish: 'keep' });
      const documentId = await site.rules.published();
      await site.rules.settle();
      await articles().delete({ documentId, locale: '*' });
      const post = await site.rules.onlyPostOf(documentId);
      expect(post.state).toBe('scheduled');
      await site.hasten(post.id);
      await site.hasteTo(post.id, isIn('in_inbox'));
    });

    it('leaves what a person planned to a person', async () => {
      await site.rules.make(account.id);
      const documentId = await site.rules.published();
      const byRule = await site.rules.onlyPostOf(documentId);
      const byHand = await site.send(account.id, {
        source: { uid: ARTICLE, documentId, locale: null, status: 'published' },
        when: { type: 'at', at: inHours(5) },
      });
      await articles().unpublish({ documentId });
      await site.rules.settle();
      expect((await site.stories.readPost(byRule.id)).state).toBe('cancelled');
      const held = await site.stories.readPost(byHand.id);
      expect([held.state, held.reason?.code]).toEqual(['held', 'entry_unpublished']);
    });
  });

  describe('tried out', () => {
    it('says in a dry run which entries would have posted, and what', async () => {
      const yes = await site.rules.published({ title: 'Would go', hashtags: 'dry-run' });
      const no = await site.rules.published({ title: 'Would not', hashtags: 'no', video: null });
      const { outcomes } = await site.stories.call(
        'POST',
        '/tiktok/rules/dry-run',
        dryRunRule.response,
        { rule: site.rules.inputOf(account.id, { captionTemplate: '{{ title }} {{ nowhere }}' }) },
      );
      const of = (id: string) => outcomes.find(({ documentId }) => documentId === id);
      expect(of(yes)).toMatchObject({
        fires: true,
        caption: 'Would go',
        missing: ['nowhere'],
        files: ['harbour-at-dusk.mp4'],
      });
      expect(of(no)).toMatchObject({ fires: false, why: 'The entry has no video and no picture.' });
      expect(await site.rules.postsOf(yes)).toEqual([]);
    });

    it('shows what it makes of one entry, and names what the entry does not have', async () => {
      const documentId = await site.rules.published({ title: 'Shown' });
      const { outcome } = await site.stories.call(
        'POST',
        '/tiktok/rules/preview',
        previewRule.response,
        {
          documentId,
          rule: site.rules.inputOf(account.id, { captionTemplate: '{{ title }}{{ summary }}' }),
        },
      );
      expect(outcome).toMatchObject({ fires: true, caption: 'Shown', missing: ['summary'] });
    });
  });

  describe('and the switch of its content type', () => {
    const setType = (enabled: boolean | null) =>
      site.stories.call('PUT', `/tiktok/rules/types/${ARTICLE}`, oneType, { enabled });
    afterEach(async () => {
      await setType(null);
      delete site.strapi.contentType(ARTICLE).pluginOptions?.['tiktok'];
    });

    it('does nothing while the type is off, nor may a person post its entries', async () => {
      await site.rules.make(account.id);
      await setType(false);
      const documentId = await site.rules.published();
      expect(await site.rules.postsOf(documentId)).toEqual([]);
      expect(await site.rules.whyOf(documentId)).toContain('switched off');
      const byHand = await site.site.request('POST', '/tiktok/posts', {
        token: await site.site.as('superAdmin'),
        body: site.stories.postOf(account.id, [site.video.id], {
          source: { uid: ARTICLE, documentId, locale: null, status: 'published' },
        }),
      });
      expect([byHand.status, byHand.text]).toEqual([403, expect.stringContaining('switched off')]);
    });

    it('goes by the page, else by the schema', async () => {
      const { pluginOptions } = site.strapi.contentType(ARTICLE);
      Object.assign(pluginOptions ?? {}, { tiktok: { enabled: false } });
      expect((await setType(null)).type).toMatchObject({ enabled: false, decidedBy: 'schema' });
      expect((await setType(true)).type).toMatchObject({ enabled: true, decidedBy: 'page' });
      await site.rules.make(account.id);
      await site.rules.onlyPostOf(await site.rules.published());
    });

    it('holds what was planned when the type is switched off before it is sent', async () => {
      await site.rules.make(account.id);
      const post = await site.rules.onlyPostOf(await site.rules.published());
      await setType(false);
      await site.hasten(post.id);
      const held = await site.stories.waitFor(post.id, isIn('held'));
      expect(held.reason?.message).toContain('switched off for TikTok');
    });
  });

  it('posts each of its entries even when another rule cannot', async () => {
    const { id } = await site.newAccount();
    await site.rules.make(account.id, { mediaField: 'gallery', name: 'Without pictures' });
    await site.rules.make(id, { name: 'With the video' });
    const post = await site.rules.onlyPostOf(await site.rules.published());
    expect(post.ruleName).toBe('With the video');
  });

  it('are listed with one question about the types, however many rules there are', async () => {
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }) => {
      if (sql.includes('tiktok_type_switches')) statements.push(sql);
    };
    const listed = async (): Promise<number> => {
      statements.length = 0;
      site.strapi.db.connection.on('query', listen);
      const { rules } = await site.stories.call('GET', '/tiktok/rules', listRules.response);
      site.strapi.db.connection.off('query', listen);
      return rules.length;
    };
    await site.rules.make(account.id);
    expect(await listed()).toBe(1);
    const forOne = statements.length;
    for (const name of ['Two', 'Three', 'Four']) await site.rules.make(account.id, { name });
    expect(await listed()).toBe(4);
    expect(statements).toHaveLength(forOne);
  });
};
