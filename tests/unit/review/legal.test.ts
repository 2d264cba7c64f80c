import { legalKind, type LegalKind, legalLocale } from '../../../contracts/review-view';
import { scope } from '../../../contracts/settings';
import { type LegalFacts } from '../../../server/src/review/legal/facts';
import { renderLegal } from '../../../server/src/review/legal/render';
import { LEGAL_TEXTS } from '../../../server/src/review/legal/texts';

const FACTS: LegalFacts = {
  app: 'AppFact',
  company: 'CompanyFact',
  address: 'AddressFact',
  country: 'CountryFact',
  email: 'mail@fact.test',
  website: 'https://website.fact.test/',
  pages: {
    privacy: 'https://cms.fact.test/api/tiktok/legal/privacy',
    terms: 'https://cms.fact.test/api/tiktok/legal/terms',
    deletion: 'https://cms.fact.test/api/tiktok/legal/deletion',
  },
  scopes: scope.options,
  timelineDays: 4711,
  webhookDays: 815,
  insightsMonths: 77,
};
/** Other facts that change which lines there are and what they say. */
const FEWER: LegalFacts = {
  ...FACTS,
  scopes: ['user.info.basic', 'video.upload'],
  timelineDays: null,
};

const OTHERS = legalLocale.options.filter((locale) => locale !== 'en');
const CASES = OTHERS.flatMap((locale) =>
  legalKind.options.map((kind) => [locale, kind] as [typeof locale, LegalKind]),
);

/** Words that none of the other languages has. */
const ENGLISH = /\b(the|of|and|we|your|you|this|not|with|our)\b/i;

const linesOf = (markdown: string): string[] => markdown.split('\n').filter((line) => line !== '');

/** `##`, `-`, `2.` or nothing: what a line is. */
const kindOf = (line: string): string => /^(#+|-|\d+\.) /.exec(line)?.[1] ?? '';

const WORDS = ['AppFact', 'CompanyFact', 'AddressFact', 'CountryFact', 'mail@fact.test', 'open_id'];
const NUMBERS = ['4711', '815', '30'];

/** The facts, addresses and permissions that a line names, and how it is marked up. */
const factsIn = (line: string): string[] => {
  const addresses = [...line.matchAll(/https?:\/\/[^\s()（）<>]+/g)].map(([url]) =>
    url.replace(/[.,;:。]+$/, ''),
  );
  const rest = addresses.reduce((text, url) => text.replaceAll(url, ''), line);
  const named = [
    ...addresses,
    ...WORDS.filter((word) => rest.includes(word)),
    ...NUMBERS.filter((number) => new RegExp(`(?<!\\d)${number}(?![\\d.])`).test(rest)),
    ...[...rest.matchAll(/`([^`]+)`/g)].map(([code]) => code),
    ...(/\*\*\S.*\S\*\* /.test(rest) ? ['bold'] : []),
  ];
  return [...new Set(named)].sort();
};

const outline = (markdown: string): [string, ...string[]][] =>
  linesOf(markdown).map((line) => [kindOf(line), ...factsIn(line)]);

describe('the legal pages in every language', () => {
  it('name in English what the other languages are compared by', () => {
    const all = legalKind.options.map((kind) => LEGAL_TEXTS.en[kind](FACTS)).join('\n');
    const named = new Set(linesOf(all).flatMap(factsIn));
    // No page links to the terms.
    const { privacy, deletion } = FACTS.pages;
    for (const one of [...WORDS, ...NUMBERS, FACTS.website, privacy, deletion, 'bold']) {
      expect([...named]).toContain(one);
    }
    for (const one of scope.options) expect([...named]).toContain(`\`${one}\``);
    expect([...named].filter((one) => one.startsWith('https://www.tiktok.com/'))).toHaveLength(3);
  });

  it.each(CASES)(
    '%s: the page "%s" has the sections of the English one, with the same facts in each line',
    (locale, kind) => {
      for (const facts of [FACTS, FEWER]) {
        expect(outline(LEGAL_TEXTS[locale][kind](facts))).toEqual(
          outline(LEGAL_TEXTS.en[kind](facts)),
        );
      }
    },
  );

  it.each(CASES)('%s: the page "%s" is written out, and in its own language', (locale, kind) => {
    const english = linesOf(LEGAL_TEXTS.en[kind](FACTS));
    const own = linesOf(LEGAL_TEXTS[locale][kind](FACTS));
    // Chinese and Japanese say the same with far fewer signs.
    expect(
      english.filter((line) => !line.startsWith('#')).every((line) => ENGLISH.test(line)),
    ).toBe(true);
    const share = locale === 'ja' || locale === 'zh-Hans' ? 0.2 : 0.75;
    const short = own.filter((line, at) => line.length < share * (english[at] ?? '').length);
    expect(short.filter((line) => !line.startsWith('#'))).toEqual([]);
    const left = own.filter((line) => ENGLISH.test(line.replace(/https?:\/\/\S+/g, '')));
    expect(left).toEqual([]);
  });

  it.each(CASES)('%s: the page "%s" is drawn with the links of the English one', (locale, kind) => {
    const drawn = (of: typeof locale | 'en'): Record<string, number | string[]> => {
      const texts = LEGAL_TEXTS[of];
      const html = renderLegal({
        title: texts.titles[kind],
        locale: of,
        source: `> ${texts.draftNote}\n\n${texts[kind](FACTS)}`,
      });
      const count = (tag: string) => html.split(`<${tag}>`).length - 1;
      return {
        links: [...html.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href).sort(),
        headings: count('h2'),
        items: count('li'),
        bold: count('strong'),
        quotes: count('blockquote'),
      };
    };
    const links = drawn('en')['links'];
    expect(links).not.toHaveLength(0);
    expect(drawn(locale)).toEqual(drawn('en'));
  });

  it.each([
    ['en', /^Draft for a lawyer:.*not legal advice/],
    ['de', /^Entwurf für eine Rechtsanwältin oder einen Rechtsanwalt:.*keine Rechtsberatung/],
    ['es', /^Borrador para un abogado:.*no es asesoramiento jurídico/],
    ['fr', /^Projet à soumettre à un avocat :.*sans valeur de conseil juridique/],
    ['ja', /^弁護士に確認してもらうための下書きです。.*法的助言ではありません/],
    ['pt-BR', /^Rascunho para um advogado:.*não é aconselhamento jurídico/],
    ['zh-Hans', /^供律师审阅的草稿：.*不构成法律意见/],
  ] as const)('%s: says that it is a draft for a lawyer', (locale, words) => {
    expect(LEGAL_TEXTS[locale].draftNote).toMatch(words);
  });

  /**
   * Access, correction, deletion, restriction, copy, objection, withdrawal and complaint, in the terms
   * of the law of the language.
   */
  it.each([
    [
      'de',
      'DSGVO Auskunft Berichtigung Löschung Einschränkung Datenübertragbarkeit widersprechen widerrufen Aufsichtsbehörde',
    ],
    [
      'es',
      'RGPD acceso rectificación supresión limitación portabilidad oponerse retirar autoridad',
    ],
    [
      'fr',
      'RGPD d’accès rectification d’effacement limitation portabilité opposer retirer réclamation',
    ],
    ['ja', '個人情報保護法 開示 訂正 削除 停止 写し 異議 撤回 個人情報保護委員会'],
    ['pt-BR', 'LGPD acesso correção eliminação bloqueio portabilidade opor-se revogar petição'],
    ['zh-Hans', '个人信息保护法 查阅 更正 删除 限制 复制 拒绝 撤回 投诉'],
  ] as const)('%s: speaks of rights in the terms of its law', (locale, terms) => {
    const rights = LEGAL_TEXTS[locale].privacy(FACTS).split(/^## /m).at(-2) ?? '';
    for (const term of terms.split(' ')) expect(rights).toContain(term);
  });
});
