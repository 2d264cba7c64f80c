import { titleOf } from '../../../server/src/content/entry-title';

const model = {
  attributes: {
    views: { type: 'integer' },
    body: { type: 'text' },
    name: { type: 'string' },
    title: { type: 'string' },
    heading: { type: 'string' },
  },
};
const entry = { views: 7, body: 'Body', name: 'Name', title: 'Title', heading: 'Heading' };
const title = (more: Record<string, unknown>, mainField: string | null): string =>
  titleOf({ ...entry, ...more }, model, { mainField, displayName: 'Article' });

describe("an entry's title", () => {
  it('is the field that the Content Manager shows', () => {
    expect(title({}, 'heading')).toBe('Heading');
    expect(title({}, 'views')).toBe('7');
  });

  it('is a field with a usual name where the Content Manager shows the id', () => {
    expect(title({}, 'documentId')).toBe('Title');
    expect(title({ title: null }, 'id')).toBe('Name');
  });

  it('is the first text there is, where the usual ones are empty or hidden', () => {
    expect(title({ title: ' ', name: undefined }, 'title')).toBe('Body');
  });

  it("is the type's name where the entry has no text", () => {
    expect(titleOf({}, model, { mainField: null, displayName: 'Article' })).toBe('Article');
  });

  it('is one line and not endless', () => {
    expect(title({ title: 'a\n b' }, 'title')).toBe('a b');
    expect(title({ title: 'x'.repeat(500) }, 'title')).toHaveLength(120);
  });

  it('is never cut within a character, and holds nothing that no database takes', () => {
    const long = `${'x'.repeat(118)}\u{1F600} and more`;
    expect(title({ title: long }, 'title')).toBe(`${'x'.repeat(118)}…`);
    expect(title({ title: 'a\u0000 \ud83d b' }, 'title')).toBe('a b');
  });
});
