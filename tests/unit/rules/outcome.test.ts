import { ruleInput, type RuleInput } from '../../../contracts/rules';
import { type RuleEntry } from '../../../server/src/rules/entry-data';
import {
  BEFORE,
  mediaDigest,
  outcomeOf,
  type RuleFile,
  TOLD,
  turnOf,
} from '../../../server/src/rules/outcome';

const NOW = Date.UTC(2026, 10, 21, 12);

const ruleOf = (changes: Partial<RuleInput> = {}): RuleInput =>
  ruleInput.parse({
    name: 'A rule',
    enabled: true,
    uid: 'api::article.article',
    mediaField: null,
    captionTemplate: '{{ title }}',
    accountId: 1,
    shareType: 'inbox',
    time: { type: 'at_publish' },
    repeat: 'first',
    onUnpublish: 'cancel',
    ...changes,
  });

const entryOf = (data: Record<string, unknown> = {}): RuleEntry => ({
  source: { uid: 'api::article.article', documentId: 'a', locale: 'en', status: 'published' },
  title: 'A',
  publishedAt: null,
  data: { title: 'A', ...data },
  media: [],
});

const file = (assetId: number, field: string, kind: RuleFile['kind']): RuleFile => ({
  assetId,
  field,
  kind,
  name: `${assetId}`,
});
const FILES = [
  file(1, 'cover', 'photo'),
  file(2, 'blocks[0].media', 'photo'),
  file(3, 'blocks[1].media', 'video'),
  file(4, 'blocksMore', 'video'),
];

const made = (rule: Partial<RuleInput>, data: Record<string, unknown> = {}, files = FILES) =>
  outcomeOf(ruleOf(rule), entryOf(data), files, null, NOW);

describe('what a rule makes of an entry', () => {
  it('is the first video, else all pictures in order', () => {
    expect(made({}).files.map(({ assetId }) => assetId)).toEqual([3]);
    const photos = FILES.filter(({ kind }) => kind === 'photo');
    expect(made({}, {}, photos).files.map(({ assetId }) => assetId)).toEqual([1, 2]);
    const many = Array.from({ length: 40 }, (_, index) => file(index, 'g', 'photo'));
    expect(made({}, {}, many).files).toHaveLength(35);
  });

  it('is of the named field only, and of what stands within it', () => {
    expect(made({ mediaField: 'blocks' }).files.map(({ assetId }) => assetId)).toEqual([3]);
    expect(made({ mediaField: 'cover' }).files.map(({ assetId }) => assetId)).toEqual([1]);
    expect(made({ mediaField: 'gallery' }).why).toContain('"gallery"');
  });

  it.each([
    [{ field: 'kind', test: 'is', value: 'News' }, true],
    [{ field: 'kind', test: 'is_not', value: 'news' }, false],
    [{ field: 'kind', test: 'contains', value: 'EW' }, true],
    [{ field: 'nowhere', test: 'is_empty', value: '' }, true],
    [{ field: 'nowhere', test: 'is_set', value: '' }, false],
    [{ field: 'author.name', test: 'is', value: 'Ann' }, true],
    [{ field: 'author.constructor', test: 'is_set', value: '' }, false],
    [{ field: 'live', test: 'is', value: 'true' }, true],
  ] as const)('holds for %j: %s', (condition, holds) => {
    const data = { kind: 'news', author: { name: 'Ann' }, live: true };
    expect(made({ conditions: [condition] }, data).why === null).toBe(holds);
  });

  it('takes its time from a delay or a date, and says when there is none', () => {
    const at = new Date(NOW + 3_600_000).toISOString();
    expect(made({ time: { type: 'delay', minutes: 5 } }).moment).toEqual({
      type: 'at',
      at: NOW + 300_000,
    });
    const byDate = { time: { type: 'date_field' as const, field: 'on' } };
    expect(made(byDate, { on: at }).moment).toEqual({ type: 'at', at: NOW + 3_600_000 });
    expect(made(byDate, { on: '2026-11-20' }).why).toContain('passed');
    expect(made(byDate).why).toContain('empty');
  });

  it('recipe-entry.json day: takes a date for a morning of that day, by the account’s clock', () => {
    const zone = 'America/Los_Angeles';
    const momentOf = (at: string | undefined, day: string) =>
      outcomeOf(
        ruleOf({ time: { type: 'date_field', field: 'day', ...(at === undefined ? {} : { at }) } }),
        entryOf({ day }),
        FILES,
        null,
        NOW,
        zone,
      ).moment;
    const at = (iso: string) => ({ type: 'at', at: Date.parse(iso) });
    expect(momentOf(undefined, '2026-12-24')).toEqual(at('2026-12-24T09:00:00-08:00'));
    expect(momentOf('18:30', '2026-12-24')).toEqual(at('2026-12-24T18:30:00-08:00'));
    // A moment stays the moment that it is.
    expect(momentOf('18:30', '2026-12-24T10:00:00.000Z')).toEqual(at('2026-12-24T10:00:00Z'));
    // Summer time skips 02:30 there on 14 March 2027.
    expect(momentOf('02:30', '2027-03-14')).toEqual(at('2027-03-14T03:30:00-07:00'));
  });

  it('finds the files of a repeatable component, a dynamic zone and a list by the path it was offered', () => {
    const files = [
      file(1, 'cover', 'photo'),
      file(2, 'scenes[0].media', 'photo'),
      file(3, 'scenes[1].media', 'photo'),
      file(1, 'scenes[2].media', 'photo'),
      file(4, 'sections[0].gallery[1]', 'photo'),
      file(5, 'seo.image', 'photo'),
      file(3, 'scenes[3].media', 'photo'),
    ];
    const ids = (mediaField: string | null) =>
      made({ mediaField }, {}, files).files.map(({ assetId }) => assetId);
    expect(ids('scenes.media')).toEqual([2, 3, 1]);
    expect(ids('scenes')).toEqual([2, 3, 1]);
    expect(ids('sections')).toEqual([4]);
    expect(ids('seo.image')).toEqual([5]);
    expect(ids(null)).toEqual([1, 2, 3, 4, 5]);
    expect(ids('scene')).toEqual([]);
  });

  it('is nothing where it takes a field that its person may not read', () => {
    const hidden = { ...entryOf({ seo: {} }), unread: ['seo.note', 'salary'] };
    const why = (rule: Partial<RuleInput>) =>
      outcomeOf(ruleOf(rule), hidden, FILES, null, NOW).why ?? 'fires';
    expect(why({})).toBe('fires');
    expect(why({ captionTemplate: '{{ seo.note }}' })).toContain('"seo.note"');
    expect(why({ titleTemplate: '{% if salary %}x{% endif %}' })).toContain('"salary"');
    expect(why({ conditions: [{ field: 'salary', test: 'contains', value: '1' }] })).toContain(
      '"salary"',
    );
  });

  it('follows an editor’s override also where the template cannot be used', () => {
    const rule = ruleOf({ captionTemplate: '{{ list }}' });
    const entry = entryOf({ list: ['a', 'b'] });
    expect(outcomeOf(rule, entry, FILES, null, NOW).why).toContain('The field "list" is a list');
    const override = { skip: false, caption: 'Mine', at: null };
    expect(outcomeOf(rule, entry, FILES, override, NOW).why).toBeNull();
  });

  it('follows an editor’s override', () => {
    const at = new Date(NOW + 60_000).toISOString();
    const override = { skip: false, caption: 'Mine', at };
    const facts = outcomeOf(ruleOf(), entryOf(), FILES, override, NOW);
    expect([facts.caption, facts.moment]).toEqual(['Mine', { type: 'at', at: NOW + 60_000 }]);
    const skip = outcomeOf(ruleOf(), entryOf(), FILES, { ...override, skip: true }, NOW);
    expect(skip.why).toContain('not posted');
  });
});

describe('whose turn it is when an entry is published (T12)', () => {
  const first = ruleOf();
  const byMedia = ruleOf({ repeat: 'media_change' });
  const posted = (media: string) => ({ revision: media, media, post_id: 7 });
  const refused = (media: string) => ({ revision: media, media, post_id: null });
  const before = (media: string) => ({ revision: BEFORE, media, post_id: null });

  it('posts at the first publication, once', () => {
    expect(turnOf(first, [], 'a', false)).toEqual({ type: 'now', revision: 'first' });
    expect(turnOf(first, [posted('a')], 'b', true)).toEqual({ type: 'had' });
    expect(turnOf(first, [refused('a')], 'a', true)).toEqual({ type: 'now', revision: 'first' });
  });

  it('does not post what was live before, until it goes live anew', () => {
    expect(turnOf(first, [], 'a', true)).toEqual({ type: 'too_late' });
    expect(turnOf(first, [before('a')], 'b', true)).toEqual({ type: 'too_late' });
    expect(turnOf(first, [before('a')], 'a', false)).toMatchObject({ type: 'now' });
  });

  it('posts other media once, also of what was live before', () => {
    expect(turnOf(byMedia, [posted('a')], 'a', true)).toEqual({ type: 'had' });
    expect(turnOf(byMedia, [posted('a')], 'b', true)).toEqual({ type: 'now', revision: 'b' });
    expect(turnOf(byMedia, [], 'a', true)).toEqual({ type: 'too_late' });
    expect(turnOf(byMedia, [before('a')], 'a', true)).toEqual({ type: 'too_late' });
    expect(turnOf(byMedia, [before('a')], 'b', true)).toEqual({ type: 'now', revision: 'b' });
  });

  it('does not take what was only told of an entry for a meeting', () => {
    const told = { revision: TOLD, media: null, post_id: null };
    // As rows from before there was a name for it.
    const oldTold = { revision: 'first', media: null, post_id: null };
    for (const one of [told, oldTold]) {
      expect(turnOf(first, [one], 'a', true)).toEqual({ type: 'too_late' });
      expect(turnOf(byMedia, [one], 'a', true)).toEqual({ type: 'too_late' });
      expect(turnOf(first, [one], 'a', false)).toMatchObject({ type: 'now' });
      expect(turnOf(first, [one, before('a')], 'a', true)).toEqual({ type: 'too_late' });
      expect(turnOf(first, [one, refused('a')], 'a', true)).toMatchObject({ type: 'now' });
    }
  });

  it('makes nothing anew when the rule changes between the two', () => {
    expect(turnOf(byMedia, [{ ...posted('a'), revision: 'first' }], 'a', true)).toEqual({
      type: 'had',
    });
    expect(turnOf(first, [posted('a')], 'b', true)).toEqual({ type: 'had' });
  });

  it('knows the same files in another order', () => {
    expect(mediaDigest(['x', 'y'])).toBe(mediaDigest(['y', 'x']));
    expect(mediaDigest(['x', 'y'])).not.toBe(mediaDigest(['x']));
  });
});
