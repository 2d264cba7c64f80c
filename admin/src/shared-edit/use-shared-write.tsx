import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';

import { type Endpoint, type ResponseOf } from '../../../contracts/endpoint';
import { type Conflict } from '../../../contracts/versions';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { type CallArgs } from '../api/request';
import { type Answer, ConflictDialog } from './conflict-dialog';

export type SharedOutcome<T> =
  | { result: 'saved'; data: T }
  | { result: 'refused'; problem: TikTokProblem }
  /** Somebody was quicker, and the person wants to see what they did. */
  | { result: 'theirs'; conflict: Conflict }
  /** Somebody was quicker, and the person closed the question. */
  | { result: 'undecided' };

interface Asked {
  conflict: Conflict;
  answer: (answer: Answer) => void;
}

export interface SharedWrite<E extends Endpoint> {
  /**
   * Changes what several people edit. `seen` is the version that was on the screen; `argsOf` gives
   * the call for the version that it is sent with. Never rejects.
   */
  run: (
    seen: number,
    argsOf: (version: number) => CallArgs<E>,
  ) => Promise<SharedOutcome<ResponseOf<E>>>;
  isRunning: boolean;
  /** The question while there is one; to be rendered. */
  question: ReactNode;
}

/** A write that asks, in the dialog that all pages share, when somebody else was quicker. */
export const useSharedWrite = <E extends Endpoint>(endpoint: E): SharedWrite<E> => {
  const { run: send, isRunning } = useTikTokMutation(endpoint);
  const [asked, setAsked] = useState<Asked | null>(null);
  const waiting = useRef<Asked | null>(null);
  useEffect(() => () => waiting.current?.answer('undecided'), []);

  const ask = useCallback(
    (conflict: Conflict) =>
      new Promise<Answer>((resolve) => {
        const question = {
          conflict,
          answer: (answer: Answer) => {
            waiting.current = null;
            setAsked(null);
            resolve(answer);
          },
        };
        waiting.current = question;
        setAsked(question);
      }),
    [],
  );

  const run = useCallback<SharedWrite<E>['run']>(
    async (seen, argsOf) => {
      for (let version = seen; ;) {
        const outcome = await send(argsOf(version));
        if (outcome.ok) return { result: 'saved', data: outcome.data };
        const { problem } = outcome;
        if (!problem.conflict) return { result: 'refused', problem };
        const answer = await ask(problem.conflict);
        if (answer === 'theirs') return { result: 'theirs', conflict: problem.conflict };
        if (answer === 'undecided') return { result: 'undecided' };
        ({ version } = problem.conflict);
      }
    },
    [ask, send],
  );

  return {
    run,
    isRunning,
    question: asked && <ConflictDialog conflict={asked.conflict} onAnswer={asked.answer} />,
  };
};
