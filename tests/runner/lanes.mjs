// Runs jobs side by side, a few at a time, each as soon as what it needs is there.

/**
 * @param lanes how many at the same time
 * @param jobs each `{ name, needs?: string[], run }`, in the order in which they are wanted; one whose
 *   needs have ended takes the next free lane. A need that is no job of the list counts as met.
 */
export const inLanes = async (lanes, jobs) => {
  const names = new Set(jobs.map(({ name }) => name));
  const ended = new Set();
  const waiting = [...jobs];
  const running = new Map();
  const isReady = ({ needs = [] }) => needs.every((need) => ended.has(need) || !names.has(need));
  const begin = (job) => {
    const work = job.run().finally(() => {
      running.delete(job.name);
      ended.add(job.name);
    });
    running.set(job.name, work);
  };
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < lanes) {
      const next = waiting.findIndex(isReady);
      if (next < 0) break;
      begin(waiting.splice(next, 1)[0]);
    }
    if (running.size === 0) {
      throw new Error(`What these need never comes: ${waiting.map(({ name }) => name).join(', ')}`);
    }
    await Promise.race(running.values());
  }
};
