import { setTimeout as sleep } from 'node:timers/promises';

/**
 * So long a test waits for what it wants, unless it says otherwise: a busy machine takes its time.
 * With a mutant what is wanted may never come, so those are given less.
 */
export const PATIENCE_SECONDS = Number(process.env.TEST_PATIENCE_SECONDS ?? 120);

/** Between two looks: a wait that ends as soon as it may. */
const LOOK_MS = 50;

/** For a loop that asks for a condition in its own words, and has an end. */
export const lookAgain = (): Promise<void> => sleep(LOOK_MS);

/**
 * The one pause of the tests; ESLint refuses every other. A fixed time is too long on a quick machine
 * and too short on a busy one, so a test asks for what it waits for (`until`).
 * @param why what no condition could tell
 */
export const letPass = (ms: number, why: string): Promise<void> => {
  if (why === '') throw new Error('A pause says why.');
  return sleep(ms);
};

/** Waits until it holds; fails with what was wanted after a generous while. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = PATIENCE_SECONDS,
): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}.`);
    await lookAgain();
  }
};
