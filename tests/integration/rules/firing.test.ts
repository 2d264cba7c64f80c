import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { AUDITED, CONSENT_VERSION } from '../../../contracts/consent';
import { ACTIONS } from '../../../contracts/permissions';
import { postOptions } from '../../../contracts/posts';
import {
  dryRunRule,
  previewRule,
  ruleType,
  ruleView,
  type RuleView,
} from '../../../contracts/rules';
import { MEDIA } from '../../support';
import { isIn, storyOf } from '../posts/support';
import { ARTICLE, fields, type RulesSite, startRules } from './support';

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const oneRule = z.object({ rule: ruleView });
const oneType = z.object({ type: ruleType });
const everyone = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const };

describe('a rule', () => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  const articles = () => site.strapi.documents(ARTICLE);

  beforeAll(async () => {
    site = await startRules();
    await site.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French (fr)' });
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await site.rules.removeAll();
    account = await site.newAccount();
  });

  const waive = async (
    rule: RuleView,
    changes: Record<string, unknown> = {},
    token?: string,
  ): Promise<{ status: number; text: string; rule: RuleView | null }> => {
    const answer = await site.site.request('POST', `/tiktok/rules/${rule.id}/waiver`, {
      token: token ?? (await site.site.as('superAdmin')),
      body: {
        version: rule.version,
        options: everyone,
        consent: { text: AUDITED.music, version: CONSENT_VERSION },
        expiresAt: inHours(48),
        understood: true,
        ...changes,
      },
    });
    const parsed = oneRule.safeParse(answer.body);
    return {
      status: answer.status,
      text: answer.text,
      rule: parsed.success ? parsed.data.rule : null,
    };
  };
  const overrideOf = async (documentId: string, body: Record<string, unknown>): Promise<void> => {
    const address = `/tiktok/entries/${ARTICLE}/${documentId}/rules`;
    await site.stories.call('PUT', address, z.unknown(), {
      skip: false,
      caption: null,
      at: null,
      ...body,
    });
  };

  describe('and consent', () => {
    it('for the Inbox goes out alone, since the creator posts', async () => {
      await site.rules.make(account.id, { time: { type: 'at_publish' } });
      const documentId = await site.rules.published();
      const post = await site.rules.onlyPostOf(documentId);
      const done = await site.hasteTo(post.id, isIn('in_inbox'));
      expect(storyOf(done)).toContain('The rule "Every article" made this post');
    });

    it('for Direct Post waits for a person’s approval', async () => {
      await site.rules.make(account.id, {
        shareType: 'direct_post',
        time: { type: 'at_publish' },
      });
      const post = await site.rules.onlyPostOf(await site.rules.published());
      expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
      expect(post.options).toEqual(postOptions.parse({}));
      expect(site.inits(account.handle)).toEqual([]);
    });

    it('goes out alone with a waiver, which each post shows with its text, name, date and end', async () => {
      const rule = await site.rules.make(account.id, {
        shareType: 'direct_post',
        time: { type: 'at_publish' },
      });
      const { rule: waived } = await waive(rule);
      const post = await site.rules.onlyPostOf(await site.rules.published());
      const done = await site.hasteTo(post.id, isIn('published'));
      expect(done.consent).toMatchObject({
        text: AUDITED.music,
        by: 'Test Root',
        waiver: {
          rule: 'Every article',
          givenAt: waived?.waiver?.at,
          expiresAt: waived?.waiver?.expiresAt,
        },
      });
      expect(site.live(account.handle)).toHaveLength(1);
    });

    it('waits for approval again when the waiver has expired, or will have by then', async () => {
      const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
      await waive(rule, { expiresAt: inHours(0.5) });
      const later = await site.rules.onlyPostOf(await site.rules.published());
      expect(later.state).toBe('awaiting_approval');
      await waive({ ...rule, version: rule.version + 1 }, { expiresAt: inHours(48) });
      const row: unknown = await site.db('tiktok_rules').where({ id: rule.id }).first();
      const { waiver } = z.object({ waiver: z.string() }).parse(row);
      const expired = { ...(JSON.parse(waiver) as object), expiresAt: inHours(-1) };
      await site
        .db('tiktok_rules')
        .where({ id: rule.id })
        .update({ waiver: JSON.stringify(expired) });
      const post = await site.rules.onlyPostOf(await site.rules.published());
      expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
    });

    it('is held when the waiver has ended before it is sent', async () => {
      const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
      await waive(rule);
      const post = await site.rules.onlyPostOf(await site.rules.published());
      expect(post.state).toBe('scheduled');
      const row: unknown = await site.db('tiktok_posts').where({ id: post.id }).first();
      const { consent } = z.object({ consent: z.string() }).parse(row);
      const end = post.consent?.waiver?.expiresAt ?? '';
      await site
        .db('tiktok_posts')
        .where({ id: post.id })
        .update({ consent: consent.replace(end, inHours(-1)) });
      await site.hasten(post.id);
      const held = await site.stories.waitFor(post.id, isIn('held'));
      expect(held.reason?.code).toBe('waiver_expired');
      expect(site.inits(account.handle)).toEqual([]);
    });

    it('waits for approval again, with what it has planned, when the waiver is taken back', async () => {
      const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
      await waive(rule);
      const documentId = await site.rules.published();
      expect((await site.rules.onlyPostOf(documentId)).state).toBe('scheduled');
      await site.stories.call('DELETE', `/tiktok/rules/${rule.id}/waiver`, z.unknown());
      expect(await site.rules.onlyPostOf(documentId)).toMatchObject({
        state: 'awaiting_approval',
        consent: null,
      });
    });

    it('is held when TikTok no longer allows at send time what was waived', async () => {
      const rule = await site.rules.make(account.id, {
        shareType: 'direct_post',
        time: { type: 'at_publish' },
      });
      await waive(rule, { options: { ...everyone, allowDuet: true } });
      site.tiktok.act('setAccount', { handle: account.handle, change: { duetDisabled: true } });
      const post = await site.rules.onlyPostOf(await site.rules.published());
      const held = await site.stories.waitFor(post.id, isIn('held'));
      expect(held.reason?.message).toMatch(/duet/i);
      expect(site.live(account.handle)).toEqual([]);
    });

    it('takes a waiver only of who may approve and publish, and only with its privacy and sentence', async () => {
      const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
      const { token } = await site.site.createAdmin({ roleActions: [ACTIONS.manageRules] });
      expect((await waive(rule, {}, token)).status).toBe(403);
      expect((await waive(rule, { options: {} })).text).toContain('invalid_waiver');
      const branded = { ...everyone, discloseContent: true, brandedContent: true };
      expect((await waive(rule, { options: branded })).text).toContain('not the one in force');
      expect((await waive(rule, { expiresAt: inHours(24 * 400) })).status).toBe(422);
      const inbox = await site.rules.make(account.id);
      expect((await waive(inbox)).text).toContain('Only Direct Posts');
    });

    it('ends the waiver when another account is chosen', async () => {
      const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
      const { rule: waived } = await waive(rule);
      const { id } = await site.newAccount();
      const { rule: changed } = await site.stories.call(
        'PUT',
        `/tiktok/rules/${rule.id}`,
        oneRule,
        {
          ...site.rules.inputOf(id, { shareType: 'direct_post' }),
          version: waived?.version,
        },
      );
      expect(changed.waiver).toBeNull();
    });
  });

  describe('in whose name it posts', () => {
    const ruleOf = async (
      rights: Parameters<RulesSite['site']['createAdmin']>[0]['roleActions'],
    ) => {
      const person = await site.site.createAdmin({ roleActions: rights });
      const answer = await site.site.request('POST', '/tiktok/rules', {
        token: person.token,
        body: site.rules.inputOf(account.id, { time: { type: 'at_publish' } }),
      });
      expect(answer.status).toBe(200);
      return person;
    };

    it('must have the rights, or the reason is told and the publication stands', async () => {
      const person = await ruleOf([ACTIONS.manageRules, { action: 'plugin::upload.read' }]);
      const documentId = await site.rules.published();
      expect(await site.rules.postsOf(documentId)).toEqual([]);
      expect(await site.rules.whyOf(documentId)).toMatch(/In the name of Person \d+:/);
      expect(await articles().findOne({ documentId, status: 'published' })).not.toBeNull();
      expect(person.id).toBeGreaterThan(0);
    });

    it('must still be able to sign in', async () => {
      const person = await ruleOf([ACTIONS.manageRules]);
      await site.stories.call('PUT', `/admin/users/${person.id}`, z.unknown(), { isActive: false });
      const documentId = await site.rules.published();
      expect(await site.rules.whyOf(documentId)).toContain('can no longer sign in');
    });

    it('cannot be an API token', async () => {
      const made = await site.stories.call(
        'POST',
        '/admin/admin-tokens',
        z.object({ data: z.object({ accessKey: z.string() }) }),
        {
          name: 'for rules',
          lifespan: null,
          adminPermissions: [
            { action: ACTIONS.manageRules, subject: null, properties: {}, conditions: [] },
          ],
        },
      );
      const answer = await site.site.request('POST', '/tiktok/rules', {
        token: made.data.accessKey,
        body: site.rules.inputOf(account.id),
      });
      expect(answer.status).toBe(403);
    });
  });

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
      await overrideOf(skipped, { skip: true });
      await articles().publish({ documentId: skipped });
      expect(await site.rules.postsOf(skipped)).toEqual([]);
      expect(await site.rules.whyOf(skipped)).toContain('Someone decided');
      const changed = await site.rules.draft();
      const at = inHours(30);
      await overrideOf(changed, { caption: 'By hand', at });
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

    it('gives the caption its relations and languages, and nothing private', async () => {
      const tags = site.strapi.documents('api::tag.tag');
      const tag = await tags.create({
        data: { name: 'At sea', slug: 'at-sea', remark: 'SECRET-1' },
      });
      await site.rules.make(account.id, {
        captionTemplate:
          '{{ title }} {{ locale }} {{ tags | map: "name" | hashtags }} {{ tags[0].remark }}{{ internalNotes }}{{ createdBy.email }}{{ title.constructor }}{{ constructor }}{{ __proto__ }}',
      });
      const documentId = await site.rules.published({
        internalNotes: 'SECRET-2',
        tags: [tag.documentId],
      });
      const { content } = await site.rules.onlyPostOf(documentId);
      expect(content.caption).toBe('A story en #Atsea');
    });

    it('is told when its caption is too long, and posted when the template fits it', async () => {
      const words = 'sea '.repeat(600);
      await site.rules.make(account.id, { captionTemplate: '{{ summary }}' });
      const long = await site.rules.published({ summary: words });
      expect(await site.rules.postsOf(long)).toEqual([]);
      expect(await site.rules.whyOf(long)).toContain('2200');
      await site.rules.removeAll();
      await site.rules.make(account.id, { captionTemplate: '{{ summary | fit }}' });
      const { content } = await site.rules.onlyPostOf(
        await site.rules.published({ summary: words }),
      );
      expect(content.caption.length).toBeLessThanOrEqual(2_200);
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

    it('is refused with the field that cannot be right', async () => {
      const save = async (changes: Parameters<RulesSite['rules']['inputOf']>[1]) => {
        const answer = await site.site.request('POST', '/tiktok/rules', {
          token: await site.site.as('superAdmin'),
          body: site.rules.inputOf(account.id, changes),
        });
        return [answer.status, answer.text] as const;
      };
      for (const [changes, field] of [
        [{ captionTemplate: '{{ title | nonsense }}' }, 'captionTemplate'],
        [{ captionTemplate: '{% include "x" %}' }, 'captionTemplate'],
        [{ titleTemplate: '{% render "x" %}' }, 'titleTemplate'],
        [{ captionTemplate: '{% if %}' }, 'captionTemplate'],
        [{ uid: 'api::tag.tag' }, 'uid'],
        [{ accountId: 9_999 }, 'accountId'],
        [{ time: { type: 'date_field', field: 'title' } }, 'time.field'],
      ] as const) {
        const [status, text] = await save(changes);
        expect([status, text]).toEqual([422, expect.stringContaining(`"${field}"`)]);
      }
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

  it('asks the site’s own code before its consent, and tells it of the outcome', async () => {
    const { hooks } = site.posts();
    const outcomes: unknown[] = [];
    let asked = 0;
    hooks.beforeConsent(({ byRule, post, by }) => {
      if (post.content.caption !== 'Not this one') return undefined;
      asked += 1;
      return { refuse: `${by.name} shall not${byRule ? ' by rule' : ''}.` };
    });
    hooks.afterOutcome((outcome) => void outcomes.push(outcome));
    await site.rules.make(account.id, { time: { type: 'at_publish' } });
    const refused = await site.rules.published({ title: 'Not this one' });
    expect(await site.rules.whyOf(refused)).toContain('Test Root shall not by rule.');
    const byHand = await site.site.request('POST', '/tiktok/posts', {
      token: await site.site.as('superAdmin'),
      body: site.stories.postOf(account.id, [site.video.id], {
        content: { caption: 'Not this one' },
      }),
    });
    expect([byHand.status, byHand.text]).toEqual([409, expect.stringContaining('refused_by_site')]);
    expect(asked).toBe(2);
    const post = await site.rules.onlyPostOf(await site.rules.published({ title: 'This one' }));
    await site.hasteTo(post.id, isIn('in_inbox'));
    for (let waited = 0; outcomes.length === 0 && waited < 50; waited += 1) await sleep(100);
    expect(outcomes).toContainEqual(
      expect.objectContaining({ postId: post.id, state: 'in_inbox', accountId: account.id }),
    );
  });

  it('never posts what stands in a private field', async () => {
    const attribute = site.strapi.contentType(ARTICLE).attributes['video'] as { private?: boolean };
    attribute.private = true;
    try {
      await site.rules.make(account.id);
      const other = (await site.site.uploadAsset(path.join(MEDIA, 'kites.mp4'))).id;
      const documentId = await site.rules.published({ scenes: [{ media: other }] });
      expect((await site.rules.onlyPostOf(documentId)).assetIds).toEqual([other]);
    } finally {
      delete attribute.private;
    }
  });
});
