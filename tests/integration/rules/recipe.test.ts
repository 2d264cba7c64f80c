import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { getEntry, openComposerEntries } from '../../../contracts/composer';
import { ACTIONS } from '../../../contracts/permissions';
import { getEntryRules, listRules, previewRule, type RuleOutcome } from '../../../contracts/rules';
import { setTypeWords } from '../../../contracts/type-words';
import { makePicture, ROOT } from '../../support';
import { ARTICLE, type RulesSite, startRules } from './support';

const RECIPE = 'api::recipe.recipe';
const ENTRY = JSON.parse(
  readFileSync(path.join(ROOT, 'tests/fixtures/cases/recipe-entry.json'), 'utf8'),
) as Record<string, unknown>;
const saved = z.looseObject({ documentId: z.string() });

/** Entries as people have them: rich text, relations, parts, dates (recipe-entry.json). */
describe('of a recipe a rule makes', () => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  let documentId: string;
  let pictures: number[];

  beforeAll(async () => {
    site = await startRules();
    account = await site.newAccount();
    pictures = [];
    for (const name of ['one.jpg', 'two.jpg', 'three.jpg']) {
      const file = await makePicture(path.join(site.site.home.directory, name));
      pictures.push((await site.site.uploadAsset(file)).id);
    }
    const tag = await site.strapi.documents('api::tag.tag').create({
      data: { name: 'By the sea', slug: 'by-the-sea' },
    });
    const recipes = site.strapi.documents(RECIPE as 'api::article.article');
    const made: unknown = await recipes.create({
      data: {
        ...ENTRY,
        price: 3.5,
        spicy: false,
        kind: 'quick',
        tags: [tag.documentId],
        lead: tag.documentId,
        hero: pictures[2],
        gallery: [pictures[0], pictures[2]],
        scenes: [{ media: pictures[0] }, { media: pictures[1] }, { media: pictures[0] }],
      } as object,
    });
    ({ documentId } = saved.parse(made));
    await recipes.publish({ documentId });
    await site.strapi.db
      .query('plugin::tiktok.account')
      .update({ where: { id: account.id }, data: { timeZone: 'America/Los_Angeles' } });
  });
  afterAll(() => site?.stop());

  type Changes = Parameters<RulesSite['rules']['inputOf']>[1];
  const preview = async (changes: Changes): Promise<RuleOutcome> => {
    const { outcome } = await site.stories.call(
      'POST',
      '/tiktok/rules/preview',
      previewRule.response,
      { documentId, rule: site.rules.inputOf(account.id, { uid: RECIPE, ...changes }) },
    );
    if (!outcome) throw new Error('There is no such recipe.');
    return outcome;
  };

  it('recipe-entry.json: the words of its body, story and keywords, each as a reader sees them', async () => {
    expect((await preview({ captionTemplate: '{{ body | blocks_text }}' })).caption).toBe(
      'You need:\nFlour\nWater\nwarm\nSalt\nThen bake',
    );
    expect((await preview({ captionTemplate: '{{ story | strip_markdown }}' })).caption).toBe(
      'Some underlined and bold, a link, Fish & chips, an escaped _under_.\n\nHello\nworld',
    );
    expect((await preview({ captionTemplate: '{{ keywords | hashtags }}' })).caption).toBe(
      '#harbour #dusk #slowtv',
    );
  });

  it.each([
    ['{{ body }}', '"body"', '{{ body | blocks_text }}'],
    ['{{ lead }}', '"lead"', '{{ lead.name }}'],
    ['{{ tags }}', '"tags"', '{{ tags | map: "name"'],
    ['{{ scenes }}', '"scenes"', 'Write'],
  ])('no post of %s, but says which field and what to write', async (template, field, remedy) => {
    const outcome = await preview({ captionTemplate: template });
    expect(outcome.fires).toBe(false);
    expect(outcome.why).toContain(field);
    expect(outcome.why).toContain(remedy);
    expect(JSON.stringify(outcome)).not.toContain('[object');
  });

  it('a post with the pictures of every scene, of a list, and of one field that shares its file', async () => {
    const { types } = await site.stories.call('GET', '/tiktok/rules', listRules.response);
    const offered = types.find(({ uid }) => uid === RECIPE)?.mediaFields ?? [];
    expect(offered.map(({ field }) => field).sort()).toEqual(['gallery', 'hero', 'scenes.media']);
    const comparable = types.find(({ uid }) => uid === RECIPE)?.conditionFields ?? [];
    expect(comparable.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['title', 'tags', 'tags.slug', 'lead.name', 'scenes.heading', 'hero']),
    );
    expect(comparable.map(({ field }) => field)).not.toContain('tags.remark');
    for (const { field } of offered) {
      expect([field, (await preview({ mediaField: field })).why]).toEqual([field, null]);
    }
    expect((await preview({ mediaField: 'scenes.media' })).files).toEqual(['one.jpg', 'two.jpg']);
    expect((await preview({ mediaField: 'gallery' })).files).toEqual(['one.jpg', 'three.jpg']);
    expect((await preview({ mediaField: 'hero' })).files).toEqual(['three.jpg']);
  });

  it('a post on its day, in the morning or at the hour of the rule, by the account’s clock', async () => {
    const time = { type: 'date_field' as const, field: 'day' };
    expect((await preview({ time })).at).toBe('2026-12-24T17:00:00.000Z');
    expect((await preview({ time: { ...time, at: '18:30' } })).at).toBe('2026-12-25T02:30:00.000Z');
    expect((await preview({ captionTemplate: '{{ day | date: "%e %B" }}' })).caption).toBe(
      '24 December',
    );
  });

  it.each([
    ['tags', 'contains', 'publish', false],
    ['tags', 'contains', 'name', false],
    ['tags', 'is', 'by the sea', true],
    ['tags.slug', 'is', 'by-the-sea', true],
    ['lead', 'is_not', 'By the sea', false],
    ['price', 'is', '3.50', true],
    ['spicy', 'is', 'false', true],
    ['day', 'is', '2026-12-24', true],
    ['body', 'contains', 'flour', true],
    ['body', 'contains', 'paragraph', false],
  ] as const)('a post where %s %s "%s": %s', async (field, test, value, fires) => {
    expect((await preview({ conditions: [{ field, test, value }] })).fires).toBe(fires);
  });

  it('nothing of a condition that can never hold: it is refused with the reason when it is saved', async () => {
    for (const [condition, field, why] of [
      [{ field: 'price', test: 'is', value: 'cheap' }, 'conditions.0.value', 'numbers'],
      [{ field: 'kind', test: 'is', value: 'middling' }, 'conditions.0.value', 'quick'],
      [{ field: 'scenes', test: 'is', value: 'x' }, 'conditions.0.field', 'fields of its own'],
      [{ field: 'nowhere', test: 'is_set', value: '' }, 'conditions.0.field', 'no field'],
    ] as const) {
      const answer = await site.site.request('POST', '/tiktok/rules', {
        token: await site.site.as('superAdmin'),
        body: site.rules.inputOf(account.id, { uid: RECIPE, conditions: [condition] }),
      });
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(`"${field}"`)]);
      expect(answer.text).toContain(why);
    }
  });

  it('a caption for one entry as long as its files take: 4,000 with pictures, 2,200 with a video', async () => {
    const decide = async (uid: string, id: string, length: number) => {
      const answer = await site.site.request('PUT', `/tiktok/entries/${uid}/${id}/rules`, {
        token: await site.site.as('superAdmin'),
        body: { version: 'latest', skip: false, caption: 'x'.repeat(length), at: null },
      });
      return answer;
    };
    const allowed = await decide(RECIPE, documentId, 3_000);
    expect(getEntryRules.response.parse(allowed.body)).toMatchObject({
      captionLimit: 4_000,
      override: { caption: 'x'.repeat(3_000) },
    });
    expect((await preview({ mediaField: 'gallery' })).caption).toHaveLength(3_000);
    expect((await decide(RECIPE, documentId, 4_001)).status).toBe(400);
    const video = await site.rules.draft();
    const refused = await decide(ARTICLE, video, 2_201);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('takes 2200')]);
    expect((await decide(ARTICLE, video, 2_200)).status).toBe(200);
  });

  it('no text that a database refuses: U+0000 and halves of characters are left out', async () => {
    const rule = await site.rules.make(account.id, {
      name: 'Odd\u0000 name \ud83d',
      captionTemplate: 'a\u0000b {{ title }}',
    });
    expect([rule.name, rule.captionTemplate]).toEqual(['Odd name', 'ab {{ title }}']);
  });

  it('the words with which the form opens, by the templates of its type, of what one may read', async () => {
    const { types } = await site.stories.call('GET', '/tiktok/rules', listRules.response);
    const version = types.find(({ uid }) => uid === RECIPE)?.words.version;
    const save = (body: object) =>
      site.stories.call('PUT', `/tiktok/rules/types/${RECIPE}/words`, setTypeWords.response, body);
    const { words } = await save({
      version,
      caption: '{{ title }}\n{{ keywords | hashtags }}',
      title: '{{ title | upcase }}',
    });
    const opened = (token?: string) =>
      site.site.request('GET', `/tiktok/entries/${RECIPE}/${documentId}?status=draft`, { token });
    const { body } = await opened(await site.site.as('superAdmin'));
    expect(getEntry.response.parse(body).suggested).toEqual({
      caption: 'Bread\n#harbour #dusk #slowtv',
      title: 'BREAD',
      why: null,
    });
    const several = await site.stories.call(
      'POST',
      '/tiktok/composer/entries',
      openComposerEntries.response,
      { uid: RECIPE, documentIds: [documentId], locale: null },
    );
    expect(several.entries[0]?.suggested?.title).toBe('BREAD');
    const { token } = await site.site.createAdmin({
      roleActions: [
        ACTIONS.composePosts,
        ACTIONS.viewPosts,
        {
          action: 'plugin::content-manager.explorer.read',
          subject: RECIPE,
          properties: { fields: ['title', 'hero'], locales: ['en'] },
        },
      ],
    });
    const hidden = getEntry.response.parse((await opened(token)).body).suggested;
    expect(hidden).toMatchObject({ caption: '', title: 'BREAD' });
    expect(hidden?.why).toContain('"keywords"');
    // Somebody else saved meanwhile; and a template that cannot be used is refused.
    const put = async (body: object): Promise<number> => {
      const answer = await site.site.request('PUT', `/tiktok/rules/types/${RECIPE}/words`, {
        token: await site.site.as('superAdmin'),
        body,
      });
      return answer.status;
    };
    expect(await put({ version, caption: 'x', title: '' })).toBe(409);
    expect(await put({ version: words.version, caption: '{% if %}', title: '' })).toBe(422);
    expect((await save({ version: words.version, caption: '', title: '' })).words.caption).toBe('');
    const without = await opened(await site.site.as('superAdmin'));
    expect(getEntry.response.parse(without.body).suggested).toBeNull();
  });
});
