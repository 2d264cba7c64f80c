import { useEffect, useMemo, useReducer, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { useMay } from '../utils/use-may';
import { type AccountPart, changeForm, type FormValues, isChanged, makingsOf } from './model/form';
import { createMakingStates, type MakingState } from './model/making';
import { chosenIds } from './model/material';
import { formOfPost, openingForm, renewedForm } from './model/opening-form';
import { type SiteRules, type Subject } from './model/subject';
import { shareTypesOf } from './model/target';
import { editorZone } from './model/wall-time';
import { whenOfPost } from './model/when';
import { useAccountsNow } from './sending/use-accounts-now';
import { useFiles } from './sending/use-files';
import { askedOf, useRepeats } from './sending/use-repeats';
import { useSending } from './sending/use-sending';

/** What outlives the form when the page around it is laid out anew. */
export interface Kept {
  values: FormValues;
}

/** One account's post as it stands. */
export interface PartState extends MakingState {
  part: AccountPart;
  account: AccountView;
}

/** Accounts that can take a post now. */
export const usableAccounts = (accounts: readonly AccountView[], site: SiteRules): AccountView[] =>
  accounts.filter(
    (account) => account.state === 'connected' && shareTypesOf(account, site).length > 0,
  );

const opened = (subject: Subject, accounts: readonly AccountView[], zone: string): FormValues => {
  const { post, media, site, suggested, renew, begins } = subject;
  if (post) {
    const form = formOfPost(post, media, whenOfPost(post, zone, Date.now()));
    return renew ? renewedForm(form, suggested, renew) : form;
  }
  const opening = openingForm(media, suggested);
  const empty = begins ? { ...opening, when: begins.when } : opening;
  const only = accounts.length === 1 ? accounts[0] : undefined;
  const account = accounts.find(({ id }) => id === begins?.accountId) ?? only;
  return account ? changeForm(empty, { type: 'addAccount', account, site }) : empty;
};

/** What the signed-in person may do with the form, besides saving a draft. */
const useRights = ({ post, site }: Subject) => {
  const mayPublish = useMay('publishPosts');
  const approves = post?.state === 'awaiting_approval' && post.actions.includes('approve');
  return {
    approves,
    /** May send at once. */
    mayPublish: mayPublish || approves,
    /** May agree to a time to come. */
    maySchedule: mayPublish || approves || site.approval === 'optional',
  };
};

/**
 * The form's whole state: what is chosen for which account, what TikTok said about it, what the rules
 * make of it, and the one way to send it.
 */
export const useComposer = (
  given: Subject,
  accounts: readonly AccountView[],
  memory: { kept: Kept | null },
) => {
  // The subject as it was when the form opened: a poll in the background must not exchange it.
  const [subject] = useState(given);
  const [zone] = useState(editorZone);
  const [first] = useState(() => opened(subject, accounts, zone));
  const [values, change] = useReducer(changeForm, memory.kept?.values ?? first);
  const { kind } = values.material;

  const makings = makingsOf(values, subject);
  const { opening, askAgain } = useAccountsNow(makings.map(({ target }) => target));
  const assetIds = useMemo(() => chosenIds(values.material), [values.material]);
  const { file, lookAgain, warnings } = useFiles(assetIds);
  const [statesOf] = useState(createMakingStates);
  const states = statesOf(makings, { accounts, opening, file });
  const parts = states.flatMap((state): PartState[] => {
    const { account } = state;
    const part = values.parts.find(({ accountId }) => accountId === account?.id);
    return account && part ? [{ ...state, account, part }] : [];
  });
  const active = parts.find(({ part }) => part.accountId === values.activeId) ?? parts[0] ?? null;

  const repeats = useRepeats(states.flatMap(askedOf));

  useEffect(() => {
    Object.assign(memory, { kept: { values } });
  }, [memory, values]);

  const sending = useSending(repeats);
  const rights = useRights(subject);

  return {
    subject,
    zone,
    accounts,
    values,
    change,
    kind,
    parts,
    active,
    repeats,
    askAgain,
    file,
    /** Why a chosen file could not be looked at. */
    fileProblem: assetIds.map(file).find(({ problem }) => problem !== null)?.problem ?? null,
    lookAgain: () => lookAgain(assetIds),
    /** About the post as a whole. */
    warnings: warnings[kind],
    ...rights,
    ...sending,
    isTouched: isChanged(values, first),
    /** What the post was when the form opened, or is now: without what was typed since. */
    reset: (fresh: Subject) => change({ type: 'replace', values: opened(fresh, accounts, zone) }),
  };
};

export type ComposerState = ReturnType<typeof useComposer>;
