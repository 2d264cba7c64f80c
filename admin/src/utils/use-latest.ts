import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function in every render that calls the latest one, for what is handed to many rows. For
 * handlers only: during a render it would call the one of the render before.
 */
export const useLatest = <A extends unknown[], R>(run: (...args: A) => R): ((...args: A) => R) => {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
};
