import { type AccountView } from '../../../../contracts/accounts';
import { type OpenedAccount, type OpenedMedia } from '../../../../contracts/composer';
import { type FormState, formState } from '../../../../contracts/post-form';
import { type EntrySource, type PostContent } from '../../../../contracts/posts';
import { type TikTokProblem } from '../../api/problem';
import { chosenIds, type Material, type Words } from './material';
import { type Target } from './target';

/**
 * One post in the making. The form makes one for each account of its subject, the table one for each
 * of its rows; from here on both are the same.
 */
export interface Making {
  /** Tells it from the others that are made beside it. */
  key: string;
  title: string;
  source: EntrySource | null;
  /** The post that is composed anew; null: a new one. */
  post: { id: number; version: number } | null;
  /** Why this cannot be posted at all, in the server's words; null where it can. */
  mayNotWhy: string | null;
  material: Material;
  /** Those of this post: the material's, unless they differ for its account. */
  words: Words;
  target: Target;
  /** However often the button is pressed, this is one post. */
  idempotencyKey: string;
}

/** What the server said about something; both null while it has not answered. */
export interface Answer<T> {
  opened: T | null;
  problem: TikTokProblem | null;
}

/** What is known besides what the person chose. */
export interface Known {
  accounts: readonly AccountView[];
  opening: (target: Target) => Answer<OpenedAccount>;
  file: (assetId: number) => Answer<OpenedMedia>;
}

/** A post in the making with what TikTok and the files say, and what the rules make of it. */
export interface MakingState {
  making: Making;
  account: AccountView | null;
  opening: Answer<OpenedAccount>;
  content: PostContent;
  /** The chosen files in order; what is not known of one yet is null. */
  chosen: readonly OpenedMedia[];
  /** All chosen files were looked at. */
  isLooked: boolean;
  /** Why one of them could not be. */
  fileProblem: TikTokProblem | null;
  form: FormState;
}

/** Words and cover of a post, as the server takes them. */
export const contentOf = (
  { coverTimestampMs, photoCoverIndex }: Material,
  words: Words,
): PostContent => ({ ...words, coverTimestampMs, photoCoverIndex });

/** The chosen files in the order of the post, with what was seen of them, if it was. */
export const chosenFiles = (material: Material, file: Known['file']): OpenedMedia[] =>
  chosenIds(material).flatMap((id): OpenedMedia[] => {
    const looked = file(id).opened;
    if (looked) return [looked];
    const bare = material.media.find(({ assetId }) => assetId === id);
    return bare ? [{ ...bare, facts: null, findings: [], fingerprint: null }] : [];
  });

/** The rules applied to a post in the making. */
export const makingState = (making: Making, { accounts, opening, file }: Known): MakingState => {
  const { material, words, target } = making;
  const answer = opening(target);
  const { opened } = answer;
  const looked = chosenIds(material).map(file);
  const chosen = chosenFiles(material, file);
  const content = contentOf(material, words);
  return {
    making,
    account: accounts.find(({ id }) => id === target.accountId) ?? null,
    opening: answer,
    content,
    chosen,
    isLooked: looked.every((one) => one.opened !== null),
    fileProblem: looked.find(({ problem }) => problem !== null)?.problem ?? null,
    form: formState({
      kind: material.kind,
      shareType: target.shareType ?? 'inbox',
      content,
      options: target.options,
      creator: opened?.creator ?? null,
      audited: opened?.unauditedNote === null,
      media: chosen.map(({ name, facts, findings }) => ({
        name,
        durationSec: facts?.duration ?? null,
        findings,
      })),
      cannotPost: opened?.cannotPost ?? null,
    }),
  };
};

/** What a post in the making still lacks, most telling first; `rule`: see the form's own words. */
export type Lack =
  | 'notAllowed'
  | 'noMedia'
  | 'account'
  | 'shareType'
  | 'nothing'
  | 'notAnswered'
  | 'asking'
  | 'notChecked'
  | 'checking'
  | 'rule';

/** Why it cannot be sent; null when it can. */
export const lackOf = ({
  making: { mayNotWhy, material, target },
  account,
  opening,
  chosen,
  isLooked,
  fileProblem,
  form,
}: MakingState): Lack | null => {
  if (mayNotWhy !== null) return 'notAllowed';
  if (material.media.length === 0) return 'noMedia';
  if (!account) return 'account';
  if (target.shareType === null) return 'shareType';
  if (chosen.length === 0) return 'nothing';
  if (opening.problem) return 'notAnswered';
  if (!opening.opened) return 'asking';
  if (fileProblem) return 'notChecked';
  if (!isLooked) return 'checking';
  return form.publish.enabled ? null : 'rule';
};

/** What a state is made of, so that it is made anew only when something of it changed. */
const partsOf = (making: Making, { opening, file }: Known): unknown[] => {
  const { material, words, target, mayNotWhy, post } = making;
  const account = opening(target);
  const files = chosenIds(material).map(file);
  return [
    ...[material, words, target, mayNotWhy, post],
    ...[account.opened, account.problem],
    ...files.flatMap(({ opened, problem }) => [opened, problem]),
  ];
};

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, index) => part === other[index]);

/**
 * Makes the states of posts in the making, each anew only when something of it changed: the very same
 * object otherwise, so that a letter typed into one draws no other one again. The accounts and the
 * rest of a post's key must stay the same.
 */
export const createMakingStates = () => {
  let last = new Map<string, { parts: unknown[]; state: MakingState }>();
  return (makings: readonly Making[], known: Known): MakingState[] => {
    const next: typeof last = new Map();
    for (const making of makings) {
      const parts = partsOf(making, known);
      const before = last.get(making.key);
      next.set(
        making.key,
        before && isSame(before.parts, parts)
          ? before
          : { parts, state: makingState(making, known) },
      );
    }
    last = next;
    return [...next.values()].map(({ state }) => state);
  };
};
