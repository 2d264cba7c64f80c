import { useEffect, useState } from 'react';

import { type CallOf, type ResponseOf } from '../../../contracts/endpoint';
import { checkRepeats } from '../../../contracts/composer';
import { useTikTokMutation } from '../api';

type Asked = CallOf<typeof checkRepeats>['body'];
export type Repeat = ResponseOf<typeof checkRepeats>['repeats'][number];

const PAUSE_MS = 700;

/**
 * What was posted to these accounts before, by account (T07): asked after a pause in the typing. A
 * call that fails is no warning; the press does not depend on it.
 */
export const useRepeats = (asked: readonly Asked[]): ReadonlyMap<number, readonly Repeat[]> => {
  const { run } = useTikTokMutation(checkRepeats);
  const [found, setFound] = useState<ReadonlyMap<number, readonly Repeat[]>>(new Map());
  const key = JSON.stringify(asked);

  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const answers = new Map<number, readonly Repeat[]>();
      for (const body of JSON.parse(key) as Asked[]) {
        const outcome = await run({ body });
        if (!current) return;
        if (outcome.ok) answers.set(body.accountId, outcome.data.repeats);
      }
      setFound(answers);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, run]);

  return found;
};
