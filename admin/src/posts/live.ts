import { useEffect } from 'react';

import { type Live, untilNextDue } from './poll';

/** Loads again when the publisher takes a post up, so that its progress is seen without a poll. */
export const useReloadWhenDue = (posts: readonly Live[] | undefined, reload: () => void): void => {
  useEffect(() => {
    const wait = posts ? untilNextDue(posts, Date.now()) : null;
    if (wait === null) return undefined;
    const timer = setTimeout(reload, wait);
    return () => clearTimeout(timer);
  }, [posts, reload]);
};
