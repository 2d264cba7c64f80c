import { useEffect, useMemo, useReducer, useRef, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { CONSENT_VERSION } from '../../../contracts/consent';
import { type ResponseOf } from '../../../contracts/endpoint';
import { createPost, type PostView } from '../../../contracts/posts';
import { type getEntry } from '../../../contracts/composer';
import { formState } from '../../../contracts/post-form';
import { normaliseContent, normaliseOptions, type RulesInput } from '../../../contracts/post-rules';
import { useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';
import { changeForm, chosenIds, type FormValues, openingForm, shareTypesOf } from './form';
import { newIdempotencyKey } from './idempotency-key';
import { type Opened, useOpening } from './use-opening';

export type Entry = ResponseOf<typeof getEntry>;

/** What outlives the form when the page around it is laid out anew. */
export interface Kept {
  values: FormValues;
  idempotencyKey: string;
}

/** Accounts that can take a post now. */
export const usableAccounts = (
  accounts: readonly AccountView[],
  site: Entry['shareTypes'],
): AccountView[] =>
  accounts.filter(
    (account) => account.state === 'connected' && shareTypesOf(account, site).length > 0,
  );

/**
 * The form's whole state: what is chosen, what TikTok said about it, what the rules make of it, and
 * the one way to send it.
 */
export const useComposer = (
  entry: Entry,
  accounts: readonly AccountView[],
  memory: { kept: Kept | null },
) => {
  // The entry as it was when the form opened: a poll in the background must not exchange the preview.
  const [{ media, source, shareTypes: site }] = useState(entry);
  const [values, change] = useReducer(changeForm, media, (items) => {
    if (memory.kept) return memory.kept.values;
    const empty = openingForm(items);
    const [only, ...others] = accounts;
    return only && others.length === 0
      ? changeForm(empty, { type: 'account', account: only, site })
      : empty;
  });
  const { accountId, shareType, kind, content, options, when } = values;
  const account = accounts.find(({ id }) => id === accountId) ?? null;

  // Every picture of the entry is looked at once, so that choosing among them asks TikTok nothing.
  const askedIds =
    kind === 'video'
      ? chosenIds(values)
      : [...new Set(media.flatMap((item) => (item.kind === 'photo' ? item.assetId : [])))].slice(
          0,
          35,
        );
  const askedKey = askedIds.join();
  const asked = useMemo(
    () =>
      accountId === null || shareType === null || askedKey === ''
        ? null
        : { accountId, shareType, source, assetIds: askedKey.split(',').map(Number) },
    [accountId, shareType, source, askedKey],
  );
  const opening = useOpening(asked);
  const { opened } = opening;

  const chosen = chosenIds(values).flatMap((id): Opened['media'] => {
    const looked = opened?.media.find(({ assetId }) => assetId === id);
    if (looked) return [looked];
    const bare = media.find(({ assetId }) => assetId === id);
    return bare ? [{ ...bare, facts: null, findings: [] }] : [];
  });

  const rules: RulesInput = {
    kind,
    shareType: shareType ?? 'inbox',
    content,
    options,
    creator: opened?.creator ?? null,
    audited: opened?.unauditedNote === null,
    media: chosen.map(({ name, facts, findings }) => ({
      name,
      durationSec: facts?.duration ?? null,
      findings,
    })),
    cannotPost: opened?.cannotPost ?? null,
  };
  const state = formState(rules);

  const [idempotencyKey] = useState(() => memory.kept?.idempotencyKey ?? newIdempotencyKey());
  useEffect(() => {
    Object.assign(memory, { kept: { values, idempotencyKey } });
  }, [memory, values, idempotencyKey]);
  const { run, isRunning } = useTikTokMutation(createPost);
  const [refusal, setRefusal] = useState<TikTokProblem | null>(null);
  const isSending = useRef(false);

  /** Sends what is on the screen; the post, or null when it was refused and `refusal` says why. */
  const send = async (): Promise<PostView | null> => {
    // State arrives a render late; a second click may come before it.
    if (isSending.current || accountId === null || shareType === null) return null;
    isSending.current = true;
    setRefusal(null);
    const outcome = await run({
      body: {
        idempotencyKey,
        accountId,
        shareType,
        kind,
        source,
        assetIds: chosenIds(values),
        content: normaliseContent(kind, shareType, content),
        options: normaliseOptions(kind, shareType, options),
        when:
          when.type === 'at' && when.at
            ? { type: 'at', at: when.at.toISOString() }
            : { type: 'now' },
        consent: { text: state.declaration, version: CONSENT_VERSION },
      },
    });
    isSending.current = false;
    if (outcome.ok) return outcome.data.post;
    setRefusal(outcome.problem);
    return null;
  };

  return {
    media,
    site,
    values,
    change,
    account,
    opening,
    chosen,
    state,
    send,
    isSending: isRunning,
    refusal,
  };
};

export type ComposerState = ReturnType<typeof useComposer>;
