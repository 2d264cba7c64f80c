import { useCallback, useEffect, useState } from 'react';

import { type Endpoint, type ResponseOf } from '../../../contracts/endpoint';
import { type Outcome, useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';
import { type CallArgs } from '../api/request';

interface Called<T> {
  data: T | undefined;
  problem: TikTokProblem | null;
  reload: () => void;
}

/**
 * A call that only reads but carries a body, as `Loaded` shows it. `args` must keep its identity
 * while it is the same question.
 */
export const useCall = <E extends Endpoint>(
  endpoint: E,
  args: CallArgs<E>,
  skip: boolean,
): Called<ResponseOf<E>> => {
  const { run } = useTikTokMutation(endpoint);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{
    to: CallArgs<E>;
    round: number;
    outcome: Outcome<ResponseOf<E>>;
  } | null>(null);

  useEffect(() => {
    if (skip) return undefined;
    let current = true;
    void run(args).then((outcome) => {
      if (current) setAnswer({ to: args, round, outcome });
    });
    return () => {
      current = false;
    };
  }, [args, round, run, skip]);

  const reload = useCallback(() => setRound((last) => last + 1), []);
  const outcome = answer && answer.to === args && answer.round === round ? answer.outcome : null;
  return {
    data: outcome?.ok ? outcome.data : undefined,
    problem: outcome && !outcome.ok ? outcome.problem : null,
    reload,
  };
};
