/** Requests to a remote storage at the same time. */
const AT_ONCE = 6;

/** Does the same with all of them, a few at a time; the results are in their order. */
export const inBatches = async <In, Out>(
  all: readonly In[],
  work: (one: In) => Promise<Out>,
): Promise<Out[]> => {
  const results: Out[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
};
