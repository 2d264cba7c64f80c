import { type ReviewFacts } from '../../../../contracts/review-facts';
import { type LegalKind } from '../../../../contracts/review-view';
import { type Scope } from '../../../../contracts/settings';

/** What the generated texts are made from. Missing facts stand in square brackets. */
export interface LegalFacts {
  app: string;
  company: string;
  address: string;
  country: string;
  email: string;
  website: string;
  /** Addresses of the other pages. */
  pages: Record<LegalKind, string>;
  scopes: readonly Scope[];
  /** Days that the timeline of finished posts is kept; null: for good. */
  timelineDays: number | null;
  webhookDays: number;
  /** Months that measured counters are kept; null: for good. */
  insightsMonths: number | null;
}

/** The texts of one language; each function gives Markdown. */
export interface LegalTexts {
  titles: Record<LegalKind, string>;
  /** Stands above each text, published or not, until somebody edits it. */
  draftNote: string;
  privacy(facts: LegalFacts): string;
  terms(facts: LegalFacts): string;
  deletion(facts: LegalFacts): string;
}

const NEEDED = [
  'appName',
  'companyName',
  'companyAddress',
  'companyCountry',
  'contactEmail',
  'websiteUrl',
] as const satisfies readonly (keyof ReviewFacts)[];

/** The facts that the texts name and that nobody has entered, by their keys. */
export const missingForLegal = (facts: ReviewFacts): string[] =>
  NEEDED.filter((key) => !facts[key]);

/** Typed words become Markdown text, never markup: a company called `<b>` or `[x](y)` stays its name. */
const plain = (text: string): string =>
  text.replace(/[\\`*_[\]<>#|!]/g, '\\$&').replace(/\s+/g, ' ');
const orGap = (text: string | null, gap: string): string => (text ? plain(text) : `\\[${gap}\\]`);

export const legalFactsOf = (
  facts: ReviewFacts,
  rest: Pick<LegalFacts, 'pages' | 'scopes' | 'timelineDays' | 'webhookDays' | 'insightsMonths'>,
): LegalFacts => ({
  app: orGap(facts.appName, 'app name'),
  company: orGap(facts.companyName, 'company name'),
  address: orGap(facts.companyAddress, 'company address'),
  country: orGap(facts.companyCountry, 'country'),
  email: orGap(facts.contactEmail, 'contact e-mail'),
  website: facts.websiteUrl ?? '\\[website\\]',
  ...rest,
});
