import path from 'node:path';

import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { postView } from '../../../contracts/posts';
import { ruleView } from '../../../contracts/rules';
import { MEDIA, until } from '../../support';
import { isIn } from '../posts/support';
import { ARTICLE, everyone, inHours, type RulesSite, startRules } from './support';

const oneRule = z.object({ rule: ruleView });
const onePost = z.object({ post: postView });

/** What people may let a rule do, and what it lets out of an entry: the same on every database. */
describe('a rule', () => {
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

  it('takes a waiver only of who may approve and publish, and only with its privacy and sentence', async () => {
    const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
    const { token } = await site.site.createAdmin({ roleActions: [ACTIONS.manageRules] });
    expect((await site.rules.waive(rule, {}, token)).status).toBe(403);
    expect((await site.rules.waive(rule, { options: {} })).text).toContain('invalid_waiver');
    const branded = { ...everyone, discloseContent: true, brandedContent: true };
    expect((await site.rules.waive(rule, { options: branded })).text).toContain(
      'not the one in force',
    );
    expect((await site.rules.waive(rule, { expiresAt: inHours(24 * 400) })).status).toBe(422);
    const inbox = await site.rules.make(account.id);
    expect((await site.rules.waive(inbox)).text).toContain('Only Direct Posts');
  });

  it('is told of to a person who sends the same file at the same moment', async () => {
    await site.rules.make(account.id);
    const post = await site.rules.onlyPostOf(await site.rules.published());
    const { status, body } = await site.site.request('POST', '/tiktok/posts', {
      token: await site.site.as('superAdmin'),
      body: site.stories.postOf(account.id, [site.video.id], {
        when: { type: 'at', at: inHours(2) },
      }),
    });
    expect([status, apiError.parse(body).error.details]).toMatchObject([
      409,
      { code: 'just_sent', postId: post.id },
    ]);
  });

  it('holds its post for a person where somebody sent the same file a moment before', async () => {
    await site.rules.make(account.id);
    const token = await site.site.as('superAdmin');
    const own = await site.site.request('POST', '/tiktok/posts', {
      token,
      body: site.stories.postOf(account.id, [site.video.id], {
        when: { type: 'at', at: inHours(2) },
      }),
    });
    expect(own.status).toBe(200);
    const { post: first } = onePost.parse(own.body);
    const held = await site.rules.onlyPostOf(await site.rules.published());
    expect([held.state, held.reason?.code]).toEqual(['held', 'just_sent']);
    // In that minute whoever brings it back is told as well, and goes on knowingly.
    const bringBack = (more: object) =>
      site.site.request('POST', `/tiktok/posts/${held.id}/reschedule`, {
        token,
        body: { version: held.version, at: inHours(3), ...more },
      });
    const told = await bringBack({});
    expect([told.status, apiError.parse(told.body).error]).toMatchObject([
      409,
      {
        message: expect.stringContaining('You sent the same file'),
        details: { code: 'just_sent', postId: first.id },
      },
    ]);
    expect((await bringBack({ knownRepeats: [first.id] })).status).toBe(200);
    expect((await site.stories.readPost(held.id)).state).toBe('scheduled');
  });

  it('holds its post where another rule sent the same file a moment before', async () => {
    await site.rules.make(account.id);
    await site.rules.make(account.id, { name: 'The same once more' });
    const posts = await site.rules.postsOf(await site.rules.published());
    expect(posts.map(({ state, reason }) => [state, reason?.code ?? null])).toEqual([
      ['scheduled', null],
      ['held', 'just_sent'],
    ]);
  });

  it('ends the waiver when another account is chosen', async () => {
    const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
    const { rule: waived } = await site.rules.waive(rule);
    const { id } = await site.newAccount();
    const { rule: changed } = await site.stories.call('PUT', `/tiktok/rules/${rule.id}`, oneRule, {
      ...site.rules.inputOf(id, { shareType: 'direct_post' }),
      version: waived?.version,
    });
    expect(changed.waiver).toBeNull();
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
    await until('the outcome is told', () => outcomes.length > 0);
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
