import { z } from 'zod';

/** The shortest that the plugin takes, so that tests need not wait long for it to run out. */
export const LEASE_SECONDS = '10';

/** MariaDB's answer to a raw statement: the rows, then what the driver adds. */
export const rowsOf = <T>(answer: unknown, row: z.ZodType<T>): T[] =>
  z
    .tuple([z.array(row)])
    .rest(z.unknown())
    .parse(answer)[0];
