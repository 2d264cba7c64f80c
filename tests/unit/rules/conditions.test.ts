import { type RuleCondition } from '../../../contracts/rules';
import { conditionFault, contradictions, holds } from '../../../server/src/rules/conditions';
import { type FieldsFacts } from '../../../server/src/rules/conditions/field-facts';

const text = { type: 'string', list: false };
const FIELDS: FieldsFacts = {
  title: text,
  story: { type: 'richtext', list: false },
  body: { type: 'blocks', list: false },
  day: { type: 'date', list: false },
  moment: { type: 'datetime', list: false },
  clock: { type: 'time', list: false },
  price: { type: 'decimal', list: false },
  count: { type: 'biginteger', list: false },
  spicy: { type: 'boolean', list: false },
  kind: { type: 'enumeration', list: false, values: ['quick', 'slow'] },
  code: { type: 'string', list: false, maxLength: 3 },
  meta: { type: 'json', list: false },
  tags: { type: 'relation', list: true, title: 'name', fields: { name: text, slug: text } },
  lead: { type: 'relation', list: false, title: 'name', fields: { name: text, slug: text } },
  scenes: { type: 'component', list: true, fields: { heading: text } },
};
const DATA = {
  title: 'Größe',
  story: 'Some **bold** [link](https://example.com/publish)',
  body: [{ type: 'paragraph', children: [{ type: 'text', text: 'Flour' }] }],
  day: '2026-12-24',
  moment: '2026-12-25T02:30:00.000Z',
  clock: '18:00:00.000',
  price: 3.5,
  count: '9007199254740993',
  spicy: false,
  kind: 'quick',
  meta: { author: 'Ann', stars: 3, list: ['a', 'b'] },
  tags: [
    { id: 1, documentId: 'x', name: 'By the sea', slug: 'sea', publishedAt: '2026-01-01' },
    { id: 2, documentId: 'y', name: 'Food', slug: 'food', publishedAt: '2026-01-01' },
  ],
  lead: { id: 1, name: 'Lead', slug: 'lead' },
  scenes: [{ heading: 'One' }, { heading: 'Two' }],
};
const ZONE = 'America/Los_Angeles';
const condition = (words: string): RuleCondition => {
  const [field = '', test, ...value] = words.split(' ');
  return { field, test: test as RuleCondition['test'], value: value.join(' ') };
};

describe('a condition', () => {
  it.each([
    ['tags contains publish', false],
    ['tags contains name', false],
    ['tags contains sea', true],
    ['tags is food', true],
    ['tags is_not Food', false],
    ['tags is_not Bread', true],
    ['tags.slug is sea', true],
    ['lead is lead', true],
    ['lead.slug contains EA', true],
    ['scenes.heading is two', true],
    ['title is gro\u0308ße', true],
    ['title is Größe ', true],
    ['story contains publish', false],
    ['story contains some bold link', true],
    ['body contains type', false],
    ['body contains flour', true],
    ['price is 3,50', true],
    ['price is 3.6', false],
    ['price contains 3.5', true],
    ['count is 9007199254740993', true],
    ['count is 9007199254740992', false],
    ['spicy is false', true],
    ['spicy is No', true],
    ['spicy is_not true', true],
    ['kind is QUICK', true],
    ['day is 2026-12-24', true],
    ['day contains 2026-12', true],
    ['moment is 2026-12-24', true],
    ['moment is 2026-12-24 18:30', true],
    ['moment is 2026-12-25T02:30:00Z', true],
    ['moment is 2026-12-25', false],
    ['clock is 18:00', true],
    ['clock is 18:30', false],
    ['meta.author is ann', true],
    ['meta.stars is 3.0', true],
    ['meta.list is b', true],
    ['meta contains author', false],
    ['meta is_set', true],
    ['meta.none is_empty', true],
    ['code is_empty', true],
    ['spicy is_set', true],
  ])('"%s" holds: %s', (words, expected) => {
    expect(holds(DATA, condition(words), FIELDS, ZONE)).toBe(expected);
  });

  it('takes values for what they look like where the type is not known', () => {
    expect(holds({ live: true, n: 3 }, condition('live is true'), undefined, ZONE)).toBe(true);
    expect(holds({ live: true, n: 3 }, condition('n is 3.0'), undefined, ZONE)).toBe(true);
  });

  it.each([
    ['nowhere is x', 'field', '"nowhere" is no field'],
    ['tags.nowhere is x', 'field', '"tags.nowhere" is no field'],
    ['scenes is One', 'field', 'Name the one that is meant, such as scenes.heading'],
    ['price is cheap', 'value', '"price" holds numbers, and "cheap" is none'],
    ['count is 3.5', 'value', 'whole numbers'],
    ['spicy is maybe', 'value', 'true or false'],
    ['spicy contains t', 'value', 'compare it with "is"'],
    ['day is tomorrow', 'value', 'such as 2026-12-24'],
    ['day is 2026-13-45', 'value', 'such as 2026-12-24'],
    ['day contains Christmas', 'value', 'can never hold'],
    ['moment is soon', 'value', 'dates with a time'],
    ['clock is 25:00', 'value', 'such as 18:00'],
    ['kind is middling', 'value', '"quick", "slow"'],
    ['kind contains z', 'value', '"quick", "slow"'],
    ['code is ABCD', 'value', 'at most 3 characters'],
  ])('"%s" is refused, since it can never hold', (words, part, message) => {
    expect(conditionFault(condition(words), FIELDS)).toEqual({
      part,
      message: expect.stringContaining(message),
    });
  });

  it('is taken where it can hold', () => {
    for (const words of [
      'tags is Food',
      'lead.slug is x',
      'price is -3,5',
      'moment is 2026-12-24 18:30',
      'clock is 18:00',
      'kind contains OW',
      'meta.anything.at.all is x',
      'title is_not x',
      'scenes is_set',
    ]) {
      expect([words, conditionFault(condition(words), FIELDS)]).toEqual([words, null]);
    }
  });

  it('is refused beside another that shuts it out', () => {
    const faults = (...all: string[]) => [...contradictions(all.map(condition), FIELDS).keys()];
    expect(faults('kind is quick', 'kind is slow')).toEqual([1]);
    expect(faults('title is_empty', 'title contains a')).toEqual([1]);
    expect(faults('title is a', 'title is_not A')).toEqual([1]);
    expect(faults('tags is a', 'tags is b')).toEqual([]);
    expect(faults('title contains a', 'title contains b')).toEqual([]);
  });
});
