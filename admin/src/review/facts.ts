import { type ReviewFacts, type UrlProperty } from '../../../contracts/review-facts';
import { type ReviewView } from '../../../contracts/review-view';

/** Lists that are typed one below the other are texts in the form. */
export type FactsInput = Omit<ReviewFacts, 'mediaHosts' | 'targetUsers'> & {
  mediaHosts: string | null;
  targetUsers: string | null;
};

/** What the form started from: the values and the version they had. */
export interface FactsBase {
  version: number;
  values: FactsInput;
}

export const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const WORDS = [
  'appName',
  'category',
  'description',
  'contactEmail',
  'companyName',
  'companyAddress',
  'companyCountry',
] as const;

export const factsBaseOf = ({ facts, factsVersion }: ReviewView): FactsBase => ({
  version: factsVersion,
  values: {
    ...facts,
    mediaHosts: facts.mediaHosts.join('\n') || null,
    targetUsers: facts.targetUsers.join('\n') || null,
  },
});

/** The facts as the server takes them: an emptied line is an empty text, one item a line. */
export const factsOf = (input: FactsInput): ReviewFacts => ({
  ...input,
  ...Object.fromEntries(WORDS.map((name) => [name, input[name] ?? ''])),
  mediaHosts: linesOf(input.mediaHosts).map((host) => host.toLowerCase()),
  targetUsers: linesOf(input.targetUsers).map((handle) => handle.replace(/^@/, '')),
});

/** Whether somebody else changed the facts since the form started. */
export const factsMoved = (base: FactsBase, view: ReviewView): boolean =>
  view.factsVersion > base.version &&
  JSON.stringify(base.values) !== JSON.stringify(factsBaseOf(view).values);

/** `facts.mediaHosts.2` concerns the field `mediaHosts`. */
export const factErrors = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([path, message]) => {
      const [first = path, second] = path.split('.');
      return [first === 'facts' && second ? second : first, message];
    }),
  );

export const NEW_PROPERTY: UrlProperty = {
  kind: 'domain',
  target: '',
  method: 'dns',
  fileName: null,
  value: '',
};

/** A DNS record covers a domain, a file a prefix: the other half follows from the choice. */
export const ofKind = (property: UrlProperty, kind: UrlProperty['kind']): UrlProperty =>
  kind === 'domain'
    ? { ...property, kind, method: 'dns', fileName: null }
    : { ...property, kind, method: 'file', fileName: property.fileName ?? '' };
