import { z } from 'zod';

const number = z.number().int().min(0);
const latest = z.literal('latest');
/** `Number("")` is 0, so the text is looked at first. */
const numberInQuery = z
  .union([z.number(), z.string().regex(/^\d{1,15}$/)])
  .transform(Number)
  .pipe(number);

/**
 * In the body of a change of something that several people edit: the version that was on the screen.
 * A script that has no screen says `latest` and changes whatever is there.
 */
export const seenVersion = { version: z.union([number, latest]) };
export type SeenVersion = z.output<(typeof seenVersion)['version']>;

/** The same in the query of a deletion, which has no body. */
export const seenVersionQuery = z.object({
  version: z.union([latest, numberInQuery]),
});

/** Where somebody agrees to what they saw, `latest` would be a blank cheque. */
export const exactVersion = { version: number };
export const exactVersionQuery = z.object({ version: numberInQuery });

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
