import { useEffect, useMemo, useReducer, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { useMay } from '../utils/use-may';
import { changeForm, chosenIds, type FormValues, isChanged, shareTypesOf } from './form';
import { formOfPost, openingForm, renewedForm } from './opening-form';
import { partState } from './parts';
import { type SiteRules, type Subject } from './subject';
import { useOpenings } from './use-openings';
import { useRepeats } from './use-repeats';
import { useSending } from './use-sending';
import { editorZone } from './wall-time';
import { whenOfPost } from './when';

/** What outlives the form when the page around it is laid out anew. */
export interface Kept {
  values: FormValues;
}

/** Accounts that can take a post now. */
export const usableAccounts = (accounts: readonly AccountView[], site: SiteRules): AccountView[] =>
  accounts.filter(
    (account) => account.state === 'connected' && shareTypesOf(account, site).length > 0,
  );

const opened = (subject: Subject, accounts: readonly AccountView[], zone: string): FormValues => {
  const { post, media, site, suggested, renew } = subject;
  if (post) {
    const form = formOfPost(post, media, whenOfPost(post, zone, Date.now()));
    return renew ? renewedForm(form, suggested, renew) : form;
  }
  const empty = openingForm(media, suggested);
  const [only, ...others] = accounts;
  return only && others.length === 0
    ? changeForm(empty, { type: 'addAccount', account: only, site })
    : empty;
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
  const { kind, parts: chosenParts } = values;
  const { source, post } = subject;

  const ids = chosenIds(values).join();
  const askedKey = JSON.stringify(
    chosenParts.flatMap(({ accountId, shareType }) =>
      shareType === null || ids === '' ? [] : [{ accountId, shareType }],
    ),
  );
  const asked = useMemo(
    () =>
      (JSON.parse(askedKey) as { accountId: number; shareType: 'inbox' | 'direct_post' }[]).map(
        (one) => ({ ...one, source, assetIds: ids.split(',').map(Number) }),
      ),
    [askedKey, source, ids],
  );
  const openingOf = useOpenings(asked);

  const parts = chosenParts.flatMap((part) => {
    const account = accounts.find(({ id }) => id === part.accountId);
    return account ? [partState(values, part, account, openingOf(account.id))] : [];
  });
  const active = parts.find(({ part }) => part.accountId === values.activeId) ?? parts[0] ?? null;

  const repeats = useRepeats(
    parts.flatMap(({ part, content, opening }) =>
      opening.opened
        ? [
            {
              key: part.accountId,
              post: {
                accountId: part.accountId,
                assetIds: chosenIds(values),
                content,
                ...(post ? { exceptPostId: post.id } : {}),
              },
            },
          ]
        : [],
    ),
  );

  useEffect(() => {
    Object.assign(memory, { kept: { values } });
  }, [memory, values]);

  const sending = useSending(subject, repeats);
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
    ...rights,
    ...sending,
    isTouched: isChanged(values, first),
    /** What the post was when the form opened, or is now: without what was typed since. */
    reset: (fresh: Subject) => change({ type: 'replace', values: opened(fresh, accounts, zone) }),
  };
};

export type ComposerState = ReturnType<typeof useComposer>;
