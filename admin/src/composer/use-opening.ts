import { useCallback, useEffect, useState } from 'react';

import { type CallOf, type ResponseOf } from '../../../contracts/endpoint';
import { openComposer } from '../../../contracts/composer';
import { useTikTokMutation, type Outcome } from '../api';
import { type TikTokProblem } from '../api/problem';

type Asked = CallOf<typeof openComposer>['body'];
export type Opened = ResponseOf<typeof openComposer>;

export interface Opening {
  /** The server's answer to exactly what is asked now; null until it is there. */
  opened: Opened | null;
  problem: TikTokProblem | null;
  isLoading: boolean;
  askAgain: () => void;
}

/**
 * Asks TikTok anew what the account may do, and the files what they are: at each opening of the form
 * and whenever account, Share Type or files change. Never from a cache (guidelines, point 1).
 * `asked` must keep its identity while it is the same question; null asks nothing.
 */
export const useOpening = (asked: Asked | null): Opening => {
  const { run } = useTikTokMutation(openComposer);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{
    to: Asked;
    round: number;
    outcome: Outcome<Opened>;
  } | null>(null);

  useEffect(() => {
    if (!asked) return undefined;
    let current = true;
    void run({ body: asked }).then((outcome) => {
      if (current) setAnswer({ to: asked, round, outcome });
    });
    return () => {
      current = false;
    };
  }, [asked, round, run]);

  const askAgain = useCallback(() => setRound((last) => last + 1), []);
  const outcome = answer && answer.to === asked && answer.round === round ? answer.outcome : null;
  return {
    opened: outcome?.ok ? outcome.data : null,
    problem: outcome && !outcome.ok ? outcome.problem : null,
    isLoading: asked !== null && outcome === null,
    askAgain,
  };
};
