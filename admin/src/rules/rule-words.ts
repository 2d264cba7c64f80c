import { type AccountView } from '../../../contracts/accounts';
import {
  type RuleOutcome,
  type RuleTime,
  type RuleType,
  type RuleView,
} from '../../../contracts/rules';
import { type TextTools } from '../translations';

type T = Pick<TextTools, 't'>;

export const accountName = ({ nickname, handle }: Pick<AccountView, 'nickname' | 'handle'>) =>
  handle === null ? nickname : `${nickname} (@${handle})`;

/** The accounts of a rule in words, the one for each locale named. */
export const accountsText = (
  { accountId, accountByLocale }: Pick<RuleView, 'accountId' | 'accountByLocale'>,
  accounts: readonly AccountView[],
  { t }: T,
): string => {
  const nameOf = (id: number): string => {
    const account = accounts.find((one) => one.id === id);
    return account ? accountName(account) : t('rule.account.gone');
  };
  const byLocale = Object.entries(accountByLocale).map(
    ([locale, id]) => `${locale}: ${nameOf(id)}`,
  );
  return [nameOf(accountId), ...byLocale].join(', ');
};

/** When the rule's posts go out, in words. */
export const timeText = (time: RuleTime, { t }: T): string => {
  if (time.type === 'delay') return t('rule.time.delay.said', { minutes: time.minutes });
  if (time.type === 'date_field') return t('rule.time.date_field.said', { field: time.field });
  return t(`rule.time.${time.type}`);
};

export const typeName = (uid: string, types: readonly RuleType[]): string =>
  types.find((type) => type.uid === uid)?.displayName ?? uid;

/** A post comes of it, and nothing is written under it: it may be meant, and is said. */
export const isWordless = ({ fires, caption }: Pick<RuleOutcome, 'fires' | 'caption'>): boolean =>
  fires && caption.trim() === '';
