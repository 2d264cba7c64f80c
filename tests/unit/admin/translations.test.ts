import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LOCALES } from '../../../admin/src/translations/locales';

const ROOT = join(__dirname, '../../../admin/src/translations');

const read = (locale: string, file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(ROOT, locale, file), 'utf8')) as Record<string, string>;

const FILES = readdirSync(join(ROOT, 'en'));

/** The names in braces and the tags that a text needs, however often. */
const holes = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)|<(\w+)>/g)].map((match) => match[1] ?? match[2] ?? ''))]
    // Plural branches start with a brace as well, but their words are the translator's.
    .filter((name) => new RegExp(`\\{${name}[,}]|<${name}>`).test(text))
    .sort();

describe.each(LOCALES.filter((locale) => locale !== 'en'))('the texts in %s', (locale) => {
  it.each(FILES)('%s has exactly the keys of the English one, none empty', (file) => {
    const english = read('en', file);
    const texts = read(locale, file);
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(FILES)('%s fills in the same values', (file) => {
    const english = read('en', file);
    const texts = read(locale, file);
    const wanted = Object.entries(english).map(([key, text]) => [key, holes(text)]);
    const found = Object.keys(english).map((key) => [key, holes(texts[key] ?? '')]);
    expect(found).toEqual(wanted);
  });
});

describe('every text', () => {
  it('is keyed by its subject, so that two files never collide', () => {
    const keys = LOCALES.flatMap((locale) => FILES.map((file) => Object.keys(read(locale, file))));
    const english = FILES.flatMap((file) => Object.keys(read('en', file)));
    expect(new Set(english).size).toBe(english.length);
    expect(keys.flat().every((key) => /^[a-z]+\.[\w.]+$/.test(key))).toBe(true);
  });
});
