import { type Core } from '@strapi/strapi';

interface Labels {
  calls: [endpoint: string, code: string];
  refreshes: [outcome: 'renewed' | 'refused' | 'failed'];
}

/** What this process counts since it began, with the names of the labels of each. */
export const TALLIES = {
  calls: ['endpoint', 'code'],
  refreshes: ['outcome'],
} as const satisfies Record<keyof Labels, readonly string[]>;
export type TallyName = keyof typeof TALLIES;
/** Every set of labels is bounded where it is counted; this is for the one that was forgotten. */
const MOST = 1_000;

type Counts = Map<string, { labels: readonly string[]; count: number }>;
const tallies = new WeakMap<Core.Strapi, Map<TallyName, Counts>>();

/**
 * Counts one more. Labels come from sets that are known beforehand: never a name, an id or words that
 * somebody else chose.
 */
export const tally = <N extends TallyName>(
  strapi: Core.Strapi,
  name: N,
  ...labels: Labels[N]
): void => {
  const ofStrapi = tallies.get(strapi) ?? new Map<TallyName, Counts>();
  tallies.set(strapi, ofStrapi);
  const counts = ofStrapi.get(name) ?? new Map<string, { labels: string[]; count: number }>();
  ofStrapi.set(name, counts);
  const key = labels.join(' ');
  const known = counts.get(key);
  if (known) known.count += 1;
  else if (counts.size < MOST) counts.set(key, { labels, count: 1 });
};

/** All that was counted under a name. */
export const countedOf = (
  strapi: Core.Strapi,
  name: TallyName,
): { labels: readonly string[]; count: number }[] => [
  ...(tallies.get(strapi)?.get(name)?.values() ?? []),
];
