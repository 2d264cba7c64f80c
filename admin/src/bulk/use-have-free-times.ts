import { useEffect, useRef, useState } from 'react';

import { getPostingTimes } from '../../../contracts/plan';
import { useTikTokMutation } from '../api';

/** Whether each of the accounts has a posting time that no other post takes; false until it is known. */
export const useHaveFreeTimes = (accounts: readonly { id: number }[]): boolean => {
  const { run } = useTikTokMutation(getPostingTimes);
  const [known, setKnown] = useState<ReadonlyMap<number, boolean>>(new Map());
  const asked = useRef(new Set<number>());
  const ids = accounts.map(({ id }) => id).join();

  useEffect(() => {
    for (const id of ids.split(',').filter(Boolean).map(Number)) {
      if (asked.current.has(id)) continue;
      asked.current.add(id);
      void run({ params: { id } }).then((outcome) => {
        const isFree = outcome.ok && outcome.data.nextFree !== null;
        setKnown((last) => new Map([...last, [id, isFree]]));
      });
    }
  }, [ids, run]);

  return accounts.length > 0 && accounts.every(({ id }) => known.get(id) === true);
};
