import { ruleInput, type RuleInput } from '../../../contracts/rules';
import { type RuleEntry } from '../../../server/src/rules/entry-data';
import {
  BEFORE,
  mediaDigest,
  outcomeOf,
  type RuleFile,
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
