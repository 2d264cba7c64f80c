import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { dryRunRule, previewRule, type RuleView, ruleView } from '../../../contracts/rules';
import { type Grant } from '../../support';
import { ARTICLE, inHours, type RulesSite, startRules } from '../rules/support';

const oneRule = z.object({ rule: ruleView });
const TAG = 'api::tag.tag';

const explorer = (action: string, subject: string, fields?: string[]): Grant => ({
  action: `plugin::content-manager.explorer.${action}`,
  subject,
  properties: { locales: ['en'], ...(fields ? { fields } : {}) },
});
const FILES: Grant = { action: 'plugin::upload.read' };

/** What somebody with one right cannot reach through the rules. */
describe('through a rule', () => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  let manager: string;

  beforeAll(async () => {
    site = await startRules();
    ({ token: manager } = await site.site.createAdmin({
      roleActions: [
        ACTIONS.manageRules,
        ACTIONS.composePosts,
        ACTIONS.viewPosts,
        explorer('read', ARTICLE, ['title', 'video', 'scenes']),
        explorer('publish', ARTICLE),
        FILES,
      ],
    }));
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await site.rules.removeAll();
    account = await site.newAccount();
  });

  const waivedRule = async (changes: Parameters<RulesSite['rules']['inputOf']>[1] = {}) => {
    const rule = await site.rules.make(account.id, { shareType: 'direct_post', ...changes });
    const { rule: waived } = await site.rules.waive(rule);
    if (!waived) throw new Error('The waiver was refused.');
    return waived;
  };

  describe('the consent of another', () => {
    const changed = async (
      rule: RuleView,
      changes: Parameters<RulesSite['rules']['inputOf']>[1],
    ): Promise<RuleView> => {
      const answer = await site.site.request('PUT', `/tiktok/rules/${rule.id}`, {
        token: manager,
        body: {
          ...site.rules.inputOf(account.id, { shareType: 'direct_post', ...changes }),
          version: rule.version,
        },
      });
      return oneRule.parse(answer.body).rule;
    };

    it.each([
      ['caption', { captionTemplate: 'Buy now {{ title }}' }],
      ['title', { titleTemplate: 'Buy now' }],
      ['media field', { mediaField: 'scenes.media' }],
      ['conditions', { conditions: [{ field: 'title', test: 'is_set' as const, value: '' }] }],
      ['time', { time: { type: 'delay' as const, minutes: 61 } }],
      ['repetition', { repeat: 'media_change' as const }],
    ])('does not outlast a change of the %s', async (_what, changes) => {
      const rule = await waivedRule();
      expect((await changed(rule, changes)).waiver).toBeNull();
      const post = await site.rules.onlyPostOf(
        await site.rules.published({ scenes: [{ media: site.video.id }] }),
      );
      expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
    });

    it('does not outlast a condition that is dropped', async () => {
      const rule = await waivedRule({
        conditions: [{ field: 'title', test: 'contains', value: 'public' }],
      });
      expect((await changed(rule, { conditions: [] })).waiver).toBeNull();
    });

    it('stays where only its name is another, or what becomes of planned posts', async () => {
      const rule = await waivedRule();
      const after = await changed(rule, { name: 'Renamed', onUnpublish: 'keep' });
      expect(after.waiver).toEqual(rule.waiver);
    });

    it('is taken from what was planned by it, and may be given anew by who may', async () => {
      const rule = await waivedRule();
      const planned = await site.rules.onlyPostOf(await site.rules.published());
      expect(planned.state).toBe('scheduled');
      const after = await changed(rule, { captionTemplate: 'Other {{ title }}' });
      expect((await site.stories.readPost(planned.id)).state).toBe('awaiting_approval');
      expect((await site.rules.waive(after, {}, manager)).status).toBe(403);
      expect((await site.rules.waive(after)).rule?.waiver).not.toBeNull();
    });
  });

  describe('what is decided for one entry', () => {
    const decide = async (token: string, documentId: string, changes: object): Promise<number> => {
      const { status } = await site.site.request(
        'PUT',
        `/tiktok/entries/${ARTICLE}/${documentId}/rules`,
        { token, body: { version: 'latest', skip: false, caption: null, at: null, ...changes } },
      );
      return status;
    };
    const publishDecided = async (token: string, changes: object) => {
      const documentId = await site.rules.draft();
      expect(await decide(token, documentId, changes)).toBe(200);
      await site.strapi.documents(ARTICLE).publish({ documentId });
      return site.rules.onlyPostOf(documentId);
    };

    it.each([['caption', { caption: 'Mine' }] as const, ['time', { at: inHours(30) }] as const])(
      'waits for approval where its author may not approve: another %s',
      async (_what, changes) => {
        await waivedRule();
        const post = await publishDecided(manager, changes);
        expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
      },
    );

    it('waits for approval in the Inbox too', async () => {
      await site.rules.make(account.id);
      const post = await publishDecided(manager, { caption: 'Mine' });
      expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
    });

    it('goes out alone where its author may approve and publish', async () => {
      await waivedRule();
      const post = await publishDecided(await site.site.as('superAdmin'), { caption: 'Agreed' });
      expect(post).toMatchObject({ state: 'scheduled', content: { caption: 'Agreed' } });
    });

    it('waits for approval when its author has lost that right since', async () => {
      await waivedRule();
      const author = await site.site.createAdmin({
        roleActions: [
          ACTIONS.composePosts,
          ACTIONS.approvePosts,
          ACTIONS.publishPosts,
          explorer('read', ARTICLE, ['title', 'video']),
          explorer('publish', ARTICLE),
          FILES,
        ],
      });
      const documentId = await site.rules.draft();
      expect(await decide(author.token, documentId, { caption: 'Mine' })).toBe(200);
      await site.site.grant(author.roleId, [ACTIONS.composePosts]);
      await site.strapi.documents(ARTICLE).publish({ documentId });
      expect((await site.rules.onlyPostOf(documentId)).state).toBe('awaiting_approval');
    });

    it('may be to skip it, by anybody who may publish it', async () => {
      await waivedRule();
      const documentId = await site.rules.draft();
      expect(await decide(manager, documentId, { skip: true })).toBe(200);
      await site.strapi.documents(ARTICLE).publish({ documentId });
      expect(await site.rules.postsOf(documentId)).toEqual([]);
    });
  });

  describe('an import', () => {
    const importing = (token: string, postingTimes: unknown) =>
      site.site.request('POST', '/tiktok/rules/import', {
        token,
        body: {
          data: { format: 'strapi-plugin-tiktok/rules@1', rules: [], types: [], postingTimes },
          save: true,
        },
      });
    const timesOf = async () => {
      const { text } = await site.site.request(
        'GET',
        `/tiktok/accounts/${account.id}/posting-times`,
        { token: await site.site.as('superAdmin') },
      );
      return text;
    };

    it('sets posting times only for who may set them on their own page', async () => {
      const times = [{ weekday: 1, time: '07:00' }];
      const answer = await importing(manager, [{ account: account.handle, times }]);
      expect([answer.status, answer.text]).toEqual([
        200,
        expect.stringContaining('takes the right to connect accounts'),
      ]);
      expect(await timesOf()).not.toContain('07:00');
      await importing(await site.site.as('superAdmin'), [{ account: account.handle, times }]);
      expect(await timesOf()).toContain('07:00');
    });

    it.each([
      [{ weekday: 9, time: '07:00' }],
      [{ weekday: 1, time: '99:99' }],
      [{ weekday: 1.5, time: '07:00' }],
    ])('refuses the posting time %j, as the page does', async (time) => {
      const answer = await importing(await site.site.as('superAdmin'), [
        { account: account.handle, times: [time] },
      ]);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('postingTimes')]);
    });
  });

  describe('trying it out', () => {
    const rule = (changes: Parameters<RulesSite['rules']['inputOf']>[1]) =>
      site.rules.inputOf(account.id, changes);
    const previewed = async (
      documentId: string,
      changes: Parameters<RulesSite['rules']['inputOf']>[1],
      token = manager,
    ) => {
      const answer = await site.site.request('POST', '/tiktok/rules/preview', {
        token,
        body: { documentId, rule: rule(changes) },
      });
      return previewRule.response.parse(answer.body).outcome;
    };

    it('shows no field that the role may not read, neither as words nor by a condition', async () => {
      const documentId = await site.rules.published({ title: 'Open', summary: 'topsecret' });
      const direct = await previewed(documentId, { captionTemplate: '{{ title }} {{ summary }}' });
      expect(JSON.stringify(direct)).not.toContain('topsecret');
      expect(direct?.why).toContain('"summary"');
      const conditions = [{ field: 'summary', test: 'contains' as const, value: 'tops' }];
      const right = await previewed(documentId, { conditions });
      const wrong = await previewed(documentId, {
        conditions: [{ field: 'summary', test: 'contains' as const, value: 'nothing' }],
      });
      expect({ ...right, at: null }).toEqual({ ...wrong, at: null });
      expect(right?.fires).toBe(false);
      const whole = await previewed(
        documentId,
        { captionTemplate: '{{ title }} {{ summary }}' },
        await site.site.as('superAdmin'),
      );
      expect(whole?.caption).toBe('Open topsecret');
    });

    it('shows nothing of related entries whose type the role may not read', async () => {
      const tag = await site.strapi.documents(TAG).create({ data: { name: 'Hiddentag' } });
      const documentId = await site.rules.published({ tags: [tag.documentId] });
      const { token } = await site.site.createAdmin({
        roleActions: [
          ACTIONS.manageRules,
          explorer('read', ARTICLE, ['title', 'video', 'tags']),
          FILES,
        ],
      });
      const shown = await previewed(
        documentId,
        { captionTemplate: '{{ title }} {{ tags | map: "name" | join: " " }}' },
        token,
      );
      expect(JSON.stringify(shown)).not.toContain('Hiddentag');
      expect(shown?.why).toContain('"tags"');
    });

    it('shows nothing of it in a dry run either', async () => {
      await site.rules.published({ title: 'Open', summary: 'topsecret' });
      const answer = await site.site.request('POST', '/tiktok/rules/dry-run', {
        token: manager,
        body: { rule: rule({ captionTemplate: '{{ summary }}' }) },
      });
      const { outcomes } = dryRunRule.response.parse(answer.body);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(answer.text).not.toContain('topsecret');
    });

    it('is what the rule does: it posts nothing that its person may not read', async () => {
      const answer = await site.site.request('POST', '/tiktok/rules', {
        token: manager,
        body: rule({ captionTemplate: '{{ summary }}' }),
      });
      expect(answer.status).toBe(200);
      const documentId = await site.rules.published({ summary: 'topsecret' });
      expect(await site.rules.postsOf(documentId)).toEqual([]);
      expect(await site.rules.whyOf(documentId)).toContain('"summary"');
    });
  });
});
