import { useCallback, useEffect, useRef, useState } from 'react';

import { type OpenedAccount, openComposerAccount } from '../../../../contracts/composer';
import { shareType as shareTypes } from '../../../../contracts/settings';
import { type Outcome, useTikTokMutation } from '../../api';
import { type Answer } from '../model/making';
import { type Target } from '../model/target';

type Choice = Pick<Target, 'accountId' | 'shareType'>;

const keyOf = ({ accountId, shareType }: Choice): string | null =>
  accountId === null || shareType === null ? null : `${accountId}:${shareType}`;

/**
 * Asks TikTok anew what each chosen account may do, once for all posts that go to it: at each opening
 * of the form and whenever account or Share Type change, never from a cache (guidelines, point 1).
 */
export const useAccountsNow = (choices: readonly Choice[]) => {
  const { run } = useTikTokMutation(openComposerAccount);
  const [known, setKnown] = useState<Readonly<Record<string, Outcome<OpenedAccount>>>>({});
  const underWay = useRef(new Set<string>());
  const keys = [...new Set(choices.flatMap((choice) => keyOf(choice) ?? []))];
  const wanted = keys.join();

  const kept = Object.entries(known).filter(([key]) => keys.includes(key));
  // An account that was taken out is asked about anew when it comes back.
  if (kept.length < Object.keys(known).length) setKnown(Object.fromEntries(kept));

  useEffect(() => {
    for (const key of wanted.split(',').filter(Boolean)) {
      if (known[key] || underWay.current.has(key)) continue;
      underWay.current.add(key);
      const [id, type] = key.split(':');
      const body = { accountId: Number(id), shareType: shareTypes.parse(type) };
      void run({ body }).then((outcome) => {
        underWay.current.delete(key);
        setKnown((last) => ({ ...last, [key]: outcome }));
      });
    }
  }, [wanted, known, run]);

  const opening = (choice: Choice): Answer<OpenedAccount> => {
    const outcome = known[keyOf(choice) ?? ''];
    return {
      opened: outcome?.ok ? outcome.data : null,
      problem: outcome && !outcome.ok ? outcome.problem : null,
    };
  };

  const askAgain = useCallback((choice: Choice): void => {
    const gone = keyOf(choice);
    setKnown((last) => Object.fromEntries(Object.entries(last).filter(([key]) => key !== gone)));
  }, []);

  return { opening, askAgain };
};
