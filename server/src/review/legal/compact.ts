import { type LegalFacts, type LegalTexts } from './facts';

/** The words of a language that is offered as a frame: short sections, to be filled in by a lawyer. */
export interface CompactWords {
  privacy: string;
  terms: string;
  deletion: string;
  draftNote: string;
  operator: (facts: LegalFacts) => string;
  headings: {
    who: string;
    data: string;
    purpose: string;
    keep: string;
    remove: string;
    rights: string;
  };
  data: string;
  purpose: (facts: LegalFacts) => string;
  keep: (facts: LegalFacts) => string;
  remove: (facts: LegalFacts) => string;
  rights: (facts: LegalFacts) => string;
  service: { heading: string; text: (facts: LegalFacts) => string };
  content: { heading: string; text: (facts: LegalFacts) => string };
  tiktok: { heading: string; text: (facts: LegalFacts) => string };
  contact: { heading: string; text: (facts: LegalFacts) => string };
}

const section = (heading: string, text: string): string => `## ${heading}\n\n${text}\n`;

/** A complete set of pages from the words of a language. */
export const compactTexts = (words: CompactWords): LegalTexts => ({
  titles: { privacy: words.privacy, terms: words.terms, deletion: words.deletion },
  draftNote: words.draftNote,
  privacy: (facts) =>
    [
      `# ${words.privacy}: ${facts.app}\n`,
      section(words.headings.who, words.operator(facts)),
      section(
        words.headings.data,
        `${words.data}\n\n${facts.scopes.map((one) => `- \`${one}\``).join('\n')}`,
      ),
      section(words.headings.purpose, words.purpose(facts)),
      section(words.headings.keep, words.keep(facts)),
      section(words.headings.remove, words.remove(facts)),
      section(words.headings.rights, words.rights(facts)),
    ].join('\n'),
  terms: (facts) =>
    [
      `# ${words.terms}: ${facts.app}\n`,
      section(words.service.heading, `${words.service.text(facts)} ${words.operator(facts)}`),
      section(words.content.heading, words.content.text(facts)),
      section(words.tiktok.heading, words.tiktok.text(facts)),
      section(words.privacy, facts.pages.privacy),
      section(words.contact.heading, words.contact.text(facts)),
    ].join('\n'),
  deletion: (facts) =>
    [
      `# ${words.deletion}: ${facts.app}\n`,
      `${words.remove(facts)}\n`,
      `${words.privacy}: ${facts.pages.privacy}\n`,
    ].join('\n'),
});
