import { type AccountView } from '../../../../contracts/accounts';
import { type PostOptions } from '../../../../contracts/posts';
import { type ShareType } from '../../../../contracts/settings';
import { newIdempotencyKey } from './idempotency-key';
import { type Making } from './making';
import {
  changeMaterial,
  chosenIds,
  type Material,
  type MaterialChange,
  type Words,
} from './material';
import { type Subject } from './subject';
import { changeTarget, NO_TARGET, type SiteShareTypes, type Target } from './target';
import { type When } from './when';

/** One account's post: its settings, and its words where they differ from those of the others. */
export interface AccountPart extends Target {
  accountId: number;
  /** Null: the words for all accounts. */
  own: Words | null;
  /** One press for this account is one post, however often it is repeated. */
  idempotencyKey: string;
}

/** Everything that a person chooses or types in the form: one subject, for any number of accounts. */
export interface FormValues {
  material: Material;
  /** The accounts it goes to, in the order they were chosen. */
  parts: AccountPart[];
  /** The account whose part is on the screen. */
  activeId: number | null;
  /** Differing words of accounts that were taken out again. */
  parked: Record<number, Words>;
  when: When;
}

export type FormChange =
  | MaterialChange
  | { type: 'addAccount'; account: AccountView; site: SiteShareTypes }
  | { type: 'removeAccount'; accountId: number }
  | { type: 'show'; accountId: number }
  | { type: 'shareType'; accountId: number; shareType: ShareType }
  | { type: 'options'; accountId: number; options: Partial<PostOptions> }
  /** Words for one account alone; what is not given stays as it is for that account. */
  | { type: 'ownWords'; accountId: number; words: Partial<Words> }
  | { type: 'sameWords'; accountId: number }
  | { type: 'when'; when: When }
  | { type: 'replace'; values: FormValues };

/** The words of one account's post. */
export const wordsFor = ({ material }: FormValues, { own }: Pick<AccountPart, 'own'>): Words =>
  own ?? material.words;

const addAccount = (values: FormValues, account: AccountView, site: SiteShareTypes): FormValues => {
  const { parts, parked } = values;
  if (parts.some(({ accountId }) => accountId === account.id)) return values;
  const part: AccountPart = {
    ...changeTarget(NO_TARGET, { type: 'account', account, site }),
    accountId: account.id,
    own: parked[account.id] ?? null,
    idempotencyKey: newIdempotencyKey(),
  };
  return { ...values, parts: [...parts, part], activeId: account.id };
};

const removeAccount = (values: FormValues, accountId: number): FormValues => {
  const gone = values.parts.find((part) => part.accountId === accountId);
  const parts = values.parts.filter((part) => part !== gone);
  return {
    ...values,
    parts,
    activeId: values.activeId === accountId ? (parts[0]?.accountId ?? null) : values.activeId,
    parked: gone?.own ? { ...values.parked, [accountId]: gone.own } : values.parked,
  };
};

const changePart = (
  values: FormValues,
  accountId: number,
  change: (part: AccountPart) => Partial<AccountPart>,
): FormValues => ({
  ...values,
  parts: values.parts.map((part) =>
    part.accountId === accountId ? { ...part, ...change(part), accountId } : part,
  ),
});

export const changeForm = (values: FormValues, change: FormChange): FormValues => {
  switch (change.type) {
    case 'addAccount':
      return addAccount(values, change.account, change.site);
    case 'removeAccount':
      return removeAccount(values, change.accountId);
    case 'show':
      return { ...values, activeId: change.accountId };
    case 'shareType': {
      const { accountId, shareType } = change;
      return changePart(values, accountId, (part) => ({
        shareType: changeTarget(part, { type: 'shareType', shareType }).shareType,
      }));
    }
    case 'options': {
      const { accountId, options } = change;
      return changePart(values, accountId, (part) => ({
        options: changeTarget(part, { type: 'options', options }).options,
      }));
    }
    case 'ownWords':
      return changePart(values, change.accountId, (part) => ({
        own: { ...wordsFor(values, part), ...change.words },
      }));
    case 'sameWords':
      return changePart(values, change.accountId, () => ({ own: null }));
    case 'when':
      return { ...values, when: change.when };
    case 'replace':
      return change.values;
    default:
      return { ...values, material: changeMaterial(values.material, change) };
  }
};

/** The posts that the form makes: one for each account. */
export const makingsOf = (
  values: FormValues,
  { source, title, post }: Pick<Subject, 'source' | 'title' | 'post'>,
): Making[] =>
  values.parts.map((part) => ({
    key: String(part.accountId),
    title,
    source,
    post: post && { id: post.id, version: post.version },
    mayNotWhy: null,
    material: values.material,
    words: wordsFor(values, part),
    target: part,
    idempotencyKey: part.idempotencyKey,
  }));

/**
 * Whether closing the form would lose something: a choice of accounts or files and their order as much
 * as what was typed. `opened` is how it began.
 */
export const isChanged = (values: FormValues, opened: FormValues): boolean => {
  const told = ({ material, parts, parked, when }: FormValues): string =>
    JSON.stringify([
      parts.map(({ accountId, shareType, own, options }) => [accountId, shareType, own, options]),
      Object.values(parked).filter((words) => Object.values(words).some(Boolean)),
      [material.kind, chosenIds(material), material.coverTimestampMs, material.photoCoverIndex],
      [material.words, when],
    ]);
  return told(values) !== told(opened);
};
