import { useState } from 'react';

/**
 * For forms that keep their values themselves: starts them anew from what somebody else saved, once
 * that is read. @returns what to call with the version that the person wants to see
 */
export const useTheirs = (known: number, start: () => void): ((version: number) => void) => {
  const [wanted, setWanted] = useState<number | null>(null);
  if (wanted !== null && known >= wanted) {
    setWanted(null);
    start();
  }
  return setWanted;
};
