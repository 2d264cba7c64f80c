import { useCallback, useEffect, useRef, useState } from 'react';

import { type CallOf, type ResponseOf } from '../../../contracts/endpoint';
import { openComposer } from '../../../contracts/composer';
import { type Outcome, useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';

type Asked = CallOf<typeof openComposer>['body'];
export type Opened = ResponseOf<typeof openComposer>;

export interface Opening {
  /** The server's answer about this account and these files; null until it is there. */
  opened: Opened | null;
  problem: TikTokProblem | null;
  isLoading: boolean;
  askAgain: () => void;
}

interface Answer {
  assetIds: readonly number[];
  outcome: Outcome<Opened>;
}

const keyOf = ({ accountId, shareType }: Asked): string => `${accountId}:${shareType}`;

/** A refusal counts for exactly the files it was about; an answer also for fewer of them. */
const answers = (answer: Answer | undefined, { assetIds }: Asked): answer is Answer => {
  if (!answer) return false;
  return answer.outcome.ok
    ? assetIds.every((id) => answer.assetIds.includes(id))
    : answer.assetIds.join() === assetIds.join();
};

/**
 * Asks TikTok anew what each account may do, and the files what they are: at each opening of the form
 * and whenever account, Share Type or files change. Never from a cache (guidelines, point 1).
 * Fewer files of those that were asked about are no new question.
 */
export const useOpenings = (asked: readonly Asked[]) => {
  const { run } = useTikTokMutation(openComposer);
  const [known, setKnown] = useState<Record<string, Answer>>({});
  const underWay = useRef(new Map<string, string>());

  const kept = Object.entries(known).filter(([key]) => asked.some((one) => keyOf(one) === key));
  // An account that was taken out is asked about anew when it comes back.
  if (kept.length < Object.keys(known).length) setKnown(Object.fromEntries(kept));

  useEffect(() => {
    const wanted = new Set(asked.map(keyOf));
    for (const key of underWay.current.keys()) if (!wanted.has(key)) underWay.current.delete(key);
    for (const one of asked) {
      const key = keyOf(one);
      const ids = one.assetIds.join();
      if (answers(known[key], one) || underWay.current.get(key) === ids) continue;
      underWay.current.set(key, ids);
      void run({ body: one }).then((outcome) => {
        if (underWay.current.get(key) !== ids) return;
        underWay.current.delete(key);
        setKnown((last) => ({ ...last, [key]: { assetIds: one.assetIds, outcome } }));
      });
    }
  }, [asked, known, run]);

  const forget = useCallback(
    (key: string) =>
      setKnown((last) => Object.fromEntries(Object.entries(last).filter(([one]) => one !== key))),
    [],
  );

  /** What is known of one account; `accountId` null or nothing chosen: nothing is asked. */
  return (accountId: number | null): Opening => {
    const one = asked.find((candidate) => candidate.accountId === accountId);
    const key = one ? keyOf(one) : '';
    const answer = one && known[key];
    const outcome = one && answers(answer, one) ? answer.outcome : null;
    return {
      opened: outcome?.ok ? outcome.data : null,
      problem: outcome && !outcome.ok ? outcome.problem : null,
      isLoading: one !== undefined && outcome === null,
      askAgain: () => forget(key),
    };
  };
};
