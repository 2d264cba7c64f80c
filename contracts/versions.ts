import { z } from 'zod';

import { count, countInQuery } from './ids';

const latest = z.literal('latest');

/**
 * In the body of a change of something that several people edit: the version that was on the screen.
 * A script that has no screen says `latest` and changes whatever is there.
 */
export const seenVersion = { version: z.union([count, latest]) };
export type SeenVersion = z.output<(typeof seenVersion)['version']>;

/** The same in the query of a deletion, which has no body. */
export const seenVersionQuery = z.object({
  version: z.union([latest, countInQuery]),
});

/** Where somebody agrees to what they saw, `latest` would be a blank cheque. */
export const exactVersion = { version: count };
export const exactVersionQuery = z.object({ version: countInQuery });

/**
 * Who changed something that was edited from an older version, in the answer 409 `version_conflict`.
 * Whoever has seen it and means their own all the same sends it again with `version`.
 */
export const conflict = z.object({
  version: z.number().int(),
  /** A person's name; null where that was not written down. */
  by: z.string().nullable(),
  /** ISO 8601, UTC. */
  at: z.string().nullable(),
});
export type Conflict = z.output<typeof conflict>;
