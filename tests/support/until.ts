import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks: a wait that ends as soon as it may. */
const LOOK_MS = 50;

/** Waits until it holds; fails with what was wanted after a generous while. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 60,
): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}.`);
    await sleep(LOOK_MS);
  }
};
