import { coversAfter } from '../../../contracts/rule-waiver';
import { type RuleInput, type RuleType, type RuleView } from '../../../contracts/rules';

/** A rule as it is being written: type and account may still be missing. */
export interface RuleDraft extends Omit<RuleInput, 'accountId'> {
  accountId: number | null;
}

/** Inbox, since Direct Posts of a rule wait for a person; posted once; taken back with the entry. */
export const NEW_RULE: RuleDraft = {
  name: '',
  enabled: true,
  uid: '',
  mediaField: null,
  captionTemplate: '',
  titleTemplate: '',
  accountId: null,
  accountByLocale: {},
  shareType: 'inbox',
  time: { type: 'at_publish' },
  repeat: 'first',
  conditions: [],
  onUnpublish: 'cancel',
};

/** What of a saved rule can be changed. */
export const draftOf = ({
  name,
  enabled,
  uid,
  mediaField,
  captionTemplate,
  titleTemplate,
  accountId,
  accountByLocale,
  shareType,
  time,
  repeat,
  conditions,
  onUnpublish,
}: RuleView): RuleDraft => ({
  name,
  enabled,
  uid,
  mediaField,
  captionTemplate,
  titleTemplate,
  accountId,
  accountByLocale,
  shareType,
  time,
  repeat,
  conditions,
  onUnpublish,
});

/** The rule as the server takes it; null while type or account is missing. */
export const inputOf = (draft: RuleDraft): RuleInput | null => {
  const { accountId, uid } = draft;
  return accountId === null || uid === '' ? null : { ...draft, accountId };
};

/** The same for trying it out, which needs no name. */
export const trialOf = (draft: RuleDraft): RuleInput | null =>
  inputOf({ ...draft, name: draft.name.trim() || '-' });

const TITLE_FIELDS = ['title', 'name', 'headline'];

/** A caption to begin with: the entry's title, else its first field of words. */
const firstTemplate = ({ fields }: RuleType): string => {
  const field =
    TITLE_FIELDS.find((name) => fields.some((one) => one.field === name)) ??
    fields.find(({ type }) => type === 'string')?.field;
  return field ? `{{ ${field} }}` : '';
};

/**
 * Another content type: what named fields of the one before is dropped, other words stay. A template
 * that nobody wrote is suggested anew.
 */
export const withType = (
  draft: RuleDraft,
  type: RuleType,
  before: RuleType | undefined,
): RuleDraft => {
  const untouched =
    draft.captionTemplate === '' ||
    (before !== undefined && draft.captionTemplate === firstTemplate(before));
  const has = (field: string): boolean => type.fields.some((one) => one.field === field);
  return {
    ...draft,
    uid: type.uid,
    mediaField: type.mediaFields.some(({ field }) => field === draft.mediaField)
      ? draft.mediaField
      : null,
    captionTemplate: untouched ? firstTemplate(type) : draft.captionTemplate,
    accountByLocale: type.localized ? draft.accountByLocale : {},
    time:
      draft.time.type === 'date_field' && !type.dateFields.includes(draft.time.field)
        ? { type: 'at_publish' }
        : draft.time,
    conditions: draft.conditions.filter(({ field }) => has(field.split('.')[0] ?? '')),
  };
};

/** Another time; a date field begins with the first one there is, a delay with an hour. */
export const withTime = (
  draft: RuleDraft,
  chosen: RuleDraft['time']['type'],
  type: RuleType | undefined,
): RuleDraft => {
  if (chosen === 'delay') return { ...draft, time: { type: chosen, minutes: 60 } };
  if (chosen !== 'date_field') return { ...draft, time: { type: chosen } };
  const field = type?.dateFields[0];
  return field === undefined ? draft : { ...draft, time: { type: chosen, field } };
};

/** Another account for one locale; null: the rule's own. */
export const withLocaleAccount = (
  draft: RuleDraft,
  locale: string,
  accountId: number | null,
): RuleDraft => {
  const others = Object.entries(draft.accountByLocale).filter(([one]) => one !== locale);
  const own: [string, number][] = accountId === null ? [] : [[locale, accountId]];
  return { ...draft, accountByLocale: Object.fromEntries([...others, ...own]) };
};

/** Whether saving ends the waiver: it was given for these words, files, entries, accounts and times. */
export const endsWaiver = (draft: RuleDraft, saved: RuleView): boolean =>
  saved.waiver !== null && !coversAfter(saved, draft);

export const isSameDraft = (one: RuleDraft, other: RuleDraft): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Every account that the rule posts with, each once. */
export const accountIdsOf = ({
  accountId,
  accountByLocale,
}: Pick<RuleInput, 'accountId' | 'accountByLocale'>): number[] => [
  ...new Set([accountId, ...Object.values(accountByLocale)]),
];

/** What the server says of a field, whether it was saved (`name`) or tried out (`rule.name`). */
export const fieldProblem = (
  fields: Readonly<Record<string, string>>,
  name: string,
): string | undefined => fields[name] ?? fields[`rule.${name}`];
