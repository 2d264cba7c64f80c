import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { LOCALES } from '../../../admin/src/translations/locales';
import { ROOT } from '../../support/paths';

/** Names of TikTok's, and of columns in a table, that stay as they are in every language. */
const NAMES = /Direct[- ]Posts?|Posting API|file \p{L}+ account/gu;
const UNSPACED = ['ja', 'zh-Hans'];

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Term, language, its word, and the words that are not for it. */
const glossary = () => {
  const text = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const [, after = ''] = text.split('<!-- glossary -->');
  const [head = '', , ...rows] = after.trim().split('\n\n')[0]?.split('\n') ?? [];
  const [, ...languages] = cellsOf(head);
  return rows.flatMap((row) => {
    const [term = '', ...cells] = cellsOf(row);
    return cells.map((cell, index) => {
      const [word = '', wrong = ''] = cell.split(', not ');
      const others = wrong.split(', ').filter(Boolean);
      return { term, language: languages[index] ?? '', word, others };
    });
  });
};

const filesOf = (language: string): string[] => [
  ...readdirSync(path.join(ROOT, 'admin/src/translations', language)).map((file) =>
    path.join('admin/src/translations', language, file),
  ),
  `contracts/phrases/${language}.json`,
];

/** Every text of a language, without holes, plural words of ICU, names and quoted English. */
const textsOf = (language: string): string[] =>
  filesOf(language).flatMap((file) =>
    Object.values(
      JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Record<string, string>,
    ),
  );

const plain = (text: string): string =>
  text.replace(/\{\w+(?=[,}])|`[^`]*`/g, ' ').replace(NAMES, ' ');

const has = (language: string, text: string, word: string): boolean => {
  if (UNSPACED.includes(language)) return text.includes(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const inflected = language === 'de' && word === 'dein' ? '\\p{L}*' : '';
  return new RegExp(`(?<![\\p{L}_.-])${escaped}${inflected}(?![\\p{L}_-]|\\.\\p{L})`, 'iu').test(
    text,
  );
};

describe('the words of each language', () => {
  const terms = glossary();

  it('are in the glossary for every language of the admin but English', () => {
    const languages = [...new Set(terms.map(({ language }) => language))];
    expect(languages.sort()).toEqual(LOCALES.filter((locale) => locale !== 'en').sort());
    expect(terms.length).toBeGreaterThan(60);
    expect(terms.filter(({ word }) => word === '')).toEqual([]);
  });

  it.each(LOCALES.filter((locale) => locale !== 'en'))('are one for each thing in %s', (locale) => {
    const texts = textsOf(locale).map(plain);
    const wrong = terms
      .filter(({ language }) => language === locale)
      .flatMap(({ term, others }) =>
        others.flatMap((word) =>
          texts.filter((text) => has(locale, text, word)).map((text) => ({ term, word, text })),
        ),
      );
    expect(wrong).toEqual([]);
  });
});
