import { type RuleInput } from './rule-shapes';

type Agreed = Omit<RuleInput, 'name' | 'enabled' | 'onUnpublish'>;

/** What a person looked at when they agreed to every post of a rule, in one order. */
const agreedTo = ({
  uid,
  accountId,
  accountByLocale,
  shareType,
  mediaField,
  captionTemplate,
  titleTemplate,
  conditions,
  time,
  repeat,
}: Agreed): string =>
  JSON.stringify([
    uid,
    accountId,
    Object.entries(accountByLocale).sort(([one], [other]) => (one < other ? -1 : 1)),
    shareType,
    mediaField,
    captionTemplate,
    titleTemplate,
    conditions.map(({ field, test, value }) => [field, test, value]),
    Object.entries(time).sort(([one], [other]) => (one < other ? -1 : 1)),
    repeat,
  ]);

/**
 * Whether a consent for all posts of a rule covers its posts after a change: not when other words,
 * files, entries, accounts or times come of it than the person agreed to.
 */
export const coversAfter = (
  before: Omit<Agreed, 'accountId'> & { accountId: number | null },
  after: Omit<Agreed, 'accountId'> & { accountId: number | null },
): boolean => {
  const both = [before, after].map((rule) => ({ ...rule, accountId: rule.accountId ?? 0 }));
  return new Set(both.map(agreedTo)).size === 1;
};
