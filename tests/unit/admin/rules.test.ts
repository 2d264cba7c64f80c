import { requestOf } from '../../../admin/src/api/request';
import { changedBy, tagsOf } from '../../../admin/src/api/tags';
import {
  accountIdsOf,
  draftOf,
  endsWaiver,
  fieldProblem,
  inputOf,
  isSameDraft,
  NEW_RULE,
  trialOf,
  withLocaleAccount,
  withTime,
  withType,
} from '../../../admin/src/rules/draft';
import { insertAt, placeholderFor } from '../../../admin/src/rules/insert';
import { overrideForm, overrideOf, overrideProblem } from '../../../admin/src/rules/override';
import { readExport } from '../../../admin/src/rules/read-export';
import { timeText } from '../../../admin/src/rules/rule-words';
import { extendTypeBuilder } from '../../../admin/src/entry/type-builder';
import {
  dryRunRule,
  getEntryRules,
  listRules,
  previewRule,
  putEntryOverride,
  type RuleType,
  ruleInput,
  type RuleView,
  updateRule,
} from '../../../contracts/rules';

const ARTICLE: RuleType = {
  version: 0,
  uid: 'api::article.article',
  displayName: 'Article',
  draftAndPublish: true,
  localized: true,
  enabled: true,
  decidedBy: 'default',
  mediaFields: [
    { field: 'video', multiple: false },
    { field: 'gallery', multiple: true },
  ],
  fields: [
    { field: 'summary', type: 'text' },
    { field: 'title', type: 'string' },
    { field: 'goesLive', type: 'datetime' },
  ],
  conditionFields: [{ field: 'title', type: 'string' }],
  dateFields: ['goesLive'],
  words: { version: 0, caption: '', title: '' },
};

const CLIP: RuleType = {
  ...ARTICLE,
  uid: 'api::clip.clip',
  displayName: 'Clip',
  localized: false,
  mediaFields: [{ field: 'video', multiple: false }],
  fields: [{ field: 'label', type: 'string' }],
  dateFields: [],
};

const WAIVER: NonNullable<RuleView['waiver']> = {
  options: {
    privacyLevel: 'PUBLIC_TO_EVERYONE',
    allowComment: false,
    allowDuet: false,
    allowStitch: false,
    discloseContent: false,
    yourBrand: false,
    brandedContent: false,
    aiGenerated: false,
    autoAddMusic: false,
  },
  text: 'By posting, …',
  version: '2026-11',
  byId: 1,
  byName: 'Ada',
  at: '2026-11-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
};

const SAVED: RuleView = {
  ...NEW_RULE,
  name: 'Articles',
  uid: ARTICLE.uid,
  accountId: 3,
  shareType: 'direct_post',
  id: 7,
  version: 2,
  waiver: WAIVER,
  ownerName: 'Ada',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  idleWhy: null,
  firedCount: 0,
};

describe('a new rule', () => {
  it('goes to the inbox, posts once and gives nothing to save before type and account are chosen', () => {
    expect(NEW_RULE).toMatchObject({ shareType: 'inbox', repeat: 'first', onUnpublish: 'cancel' });
    expect(inputOf(NEW_RULE)).toBeNull();
    expect(inputOf({ ...NEW_RULE, uid: ARTICLE.uid })).toBeNull();
  });

  it('can be tried out before it has a name, and the server would take what is tried', () => {
    const trial = trialOf({ ...NEW_RULE, uid: ARTICLE.uid, accountId: 3 });
    expect(ruleInput.safeParse(trial).success).toBe(true);
    expect(ruleInput.safeParse(inputOf({ ...NEW_RULE, uid: 'x', accountId: 3 })).success).toBe(
      false,
    );
  });
});

describe('choosing a content type', () => {
  const article = withType(NEW_RULE, ARTICLE, undefined);

  it('suggests the title as caption, and suggests anew while nobody wrote one', () => {
    expect(article.captionTemplate).toBe('{{ title }}');
    expect(withType(article, CLIP, ARTICLE).captionTemplate).toBe('{{ label }}');
  });

  it('keeps a caption that somebody wrote', () => {
    const written = { ...article, captionTemplate: 'New: {{ title }}' };
    expect(withType(written, CLIP, ARTICLE).captionTemplate).toBe('New: {{ title }}');
  });

  it('drops what named fields of the type before', () => {
    const full = {
      ...article,
      mediaField: 'gallery',
      accountByLocale: { de: 4 },
      time: { type: 'date_field' as const, field: 'goesLive' },
      conditions: [{ field: 'title', test: 'is_set' as const, value: '' }],
    };
    expect(withType(full, CLIP, ARTICLE)).toEqual({
      ...full,
      uid: CLIP.uid,
      mediaField: null,
      captionTemplate: '{{ label }}',
      accountByLocale: {},
      time: { type: 'at_publish' },
      conditions: [],
    });
    expect(withType(full, ARTICLE, ARTICLE)).toEqual(full);
  });
});

describe('the parts of a rule', () => {
  it('begin with a delay of an hour and the first date field', () => {
    expect(withTime(NEW_RULE, 'delay', ARTICLE).time).toEqual({ type: 'delay', minutes: 60 });
    expect(withTime(NEW_RULE, 'date_field', ARTICLE).time).toEqual({
      type: 'date_field',
      field: 'goesLive',
    });
    expect(withTime(NEW_RULE, 'date_field', CLIP).time).toEqual({ type: 'at_publish' });
  });

  it('name an account of its own for a locale, or the rule’s own again', () => {
    const german = withLocaleAccount(NEW_RULE, 'de', 4);
    expect(german.accountByLocale).toEqual({ de: 4 });
    expect(withLocaleAccount(german, 'de', null).accountByLocale).toEqual({});
    expect(accountIdsOf({ accountId: 3, accountByLocale: { de: 4, fr: 3 } })).toEqual([3, 4]);
  });

  it('that a waiver was given for end it when they change; others do not', () => {
    const draft = draftOf(SAVED);
    expect(endsWaiver(draft, SAVED)).toBe(false);
    expect(endsWaiver({ ...draft, name: 'Other', enabled: !draft.enabled }, SAVED)).toBe(false);
    expect(endsWaiver({ ...draft, captionTemplate: 'other' }, SAVED)).toBe(true);
    expect(endsWaiver({ ...draft, conditions: [] }, SAVED)).toBe(SAVED.conditions.length > 0);
    expect(endsWaiver({ ...draft, time: { type: 'next_slot' } }, SAVED)).toBe(true);
    expect(endsWaiver({ ...draft, accountId: 9 }, SAVED)).toBe(true);
    expect(endsWaiver({ ...draft, shareType: 'inbox' }, SAVED)).toBe(true);
    expect(endsWaiver({ ...draft, accountByLocale: { de: 4 } }, SAVED)).toBe(true);
    expect(endsWaiver({ ...draft, accountId: 9 }, { ...SAVED, waiver: null })).toBe(false);
  });

  it('are what is saved, and nothing that only the server knows', () => {
    expect(ruleInput.strict().safeParse(draftOf(SAVED)).success).toBe(true);
    expect(isSameDraft(draftOf(SAVED), draftOf({ ...SAVED, version: 9 }))).toBe(true);
    expect(isSameDraft(draftOf(SAVED), { ...draftOf(SAVED), name: 'other' })).toBe(false);
  });

  it('show what the server says of them, saved or tried out', () => {
    expect(fieldProblem({ captionTemplate: 'a' }, 'captionTemplate')).toBe('a');
    expect(fieldProblem({ 'rule.captionTemplate': 'b' }, 'captionTemplate')).toBe('b');
    expect(fieldProblem({}, 'captionTemplate')).toBeUndefined();
  });

  it('are told in words', () => {
    const t = (key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`;
    expect(timeText({ type: 'next_slot' }, { t })).toBe('rule.time.next_slot {}');
    expect(timeText({ type: 'delay', minutes: 5 }, { t })).toContain('"minutes":5');
  });
});

describe('inserting a field into a template', () => {
  it('puts it where the cursor is, or over what is selected', () => {
    expect(insertAt('Hello !', '{{ title }}', 6, 6)).toEqual({
      text: 'Hello {{ title }}!',
      cursor: 17,
    });
    expect(insertAt('Hello you', 'X', 6, 9)).toEqual({ text: 'Hello X', cursor: 7 });
    expect(insertAt('ab', 'X', 9, 12)).toEqual({ text: 'abX', cursor: 3 });
  });

  it('makes plain words of rich text', () => {
    expect(placeholderFor({ field: 'title', type: 'string' })).toBe('{{ title }}');
    expect(placeholderFor({ field: 'body', type: 'blocks' })).toBe('{{ body | blocks_text }}');
    expect(placeholderFor({ field: 'body', type: 'richtext' })).toBe('{{ body | strip_markdown }}');
    expect(placeholderFor({ field: 'tags', type: 'relation' })).toBe('{{ tags | hashtags }}');
  });
});

describe('what is decided for one entry', () => {
  const NOW = Date.parse('2026-11-21T12:00:00Z');
  const form = overrideForm({ skip: false, caption: null, at: null });

  it('goes by the rule where nothing is ticked, even if something was typed', () => {
    expect(overrideOf({ ...form, caption: 'typed', at: '2026-12-01T00:00:00Z' })).toEqual({
      skip: false,
      caption: null,
      at: null,
    });
  });

  it('comes back as it was saved', () => {
    const saved = { skip: false, caption: 'Other', at: '2026-12-01T00:00:00.000Z' };
    expect(overrideOf(overrideForm(saved))).toEqual(saved);
  });

  it('is not saved with a caption too long for TikTok, without a time, or with one that has passed', () => {
    const long = { ...form, ownCaption: true, caption: 'x'.repeat(2_201) };
    expect(overrideProblem(long, NOW)).toBe('caption');
    expect(overrideProblem(long, NOW, 4_000)).toBeNull();
    expect(overrideProblem({ ...long, skip: true }, NOW)).toBeNull();
    expect(overrideProblem({ ...form, ownTime: true }, NOW)).toBe('time');
    const at = '2026-11-21T11:59:59Z';
    expect(overrideProblem({ ...form, ownTime: true, at }, NOW)).toBe('past');
    expect(overrideProblem({ ...form, ownTime: true, at: '2026-11-21T12:00:01Z' }, NOW)).toBeNull();
  });
});

describe('a file of rules', () => {
  it('is read if it was exported by this version, and nothing else is', () => {
    const exported = {
      format: 'strapi-plugin-tiktok/rules@1',
      rules: [],
      types: [{ uid: ARTICLE.uid, enabled: false }],
      postingTimes: [],
    };
    // Files of before words travelled have none.
    expect(readExport(JSON.stringify(exported))).toEqual({ ...exported, words: [] });
    expect(readExport('{')).toBeNull();
    expect(readExport(JSON.stringify({ ...exported, format: 'other' }))).toBeNull();
  });
});

describe('the rules in the admin’s cache', () => {
  it('are read anew after a change, with what entries’ panels show', () => {
    expect(changedBy(updateRule)).toEqual(expect.arrayContaining([...tagsOf(listRules)]));
    expect(changedBy(updateRule)).toEqual(expect.arrayContaining([...tagsOf(getEntryRules)]));
    expect(changedBy(putEntryOverride)).toEqual([...tagsOf(getEntryRules)]);
  });

  it('stay as they are when one is only tried out', () => {
    expect(changedBy(previewRule)).toEqual([]);
    expect(changedBy(dryRunRule)).toEqual([]);
  });

  it('are asked for by the entry’s locale', () => {
    const params = { uid: ARTICLE.uid, documentId: 'd1' };
    expect(requestOf(getEntryRules, { params, query: { locale: 'de' } }).url).toBe(
      '/tiktok/entries/api%3A%3Aarticle.article/d1/rules?locale=de',
    );
  });
});

describe('the content-type builder', () => {
  it('gets a checkbox that is stored where the server reads it', () => {
    const given: unknown[] = [];
    const forms = { extendContentType: (extension: unknown) => given.push(extension) };
    const asked: string[] = [];
    type App = Parameters<typeof extendTypeBuilder>[0];
    const app = {
      getPlugin: (id: string) => {
        asked.push(id);
        return { apis: { forms } };
      },
    };
    extendTypeBuilder(app as unknown as App);
    expect(asked).toEqual(['content-type-builder']);
    const [{ form }] = given as [{ form: { advanced: () => { name: string; type: string }[] } }];
    expect(form.advanced()).toMatchObject([
      { name: 'pluginOptions.tiktok.enabled', type: 'checkbox' },
    ]);
  });
});
