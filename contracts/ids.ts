import { z } from 'zod';

/** The greatest number of an `integer` column; PostgreSQL fails at a greater one instead of finding nothing. */
export const GREATEST = 2_147_483_647;

/** Digits alone: JavaScript takes `0x1`, `1e3`, ` 1` and `1.0` for numbers as well. */
const inDigits = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
};

/** An id in a body. */
export const id = z.number().int().positive().max(GREATEST);

/** A whole number that is not negative, such as a version, in a body. */
export const count = z.number().int().min(0).max(GREATEST);

/** A number in an address or a query, where everything is text. */
const inText = <Inner extends z.ZodType>(inner: Inner) =>
  // A transformation alone would be documented as optional.
  z.nonoptional(z.preprocess(inDigits, inner));

export const idInAddress = inText(id);
export const countInQuery = inText(count);

/** The id in `/:id`. */
export const idParams = z.object({ id: idInAddress });

/** One id of a query, or several. */
export const idsInQuery = z.union([idInAddress, z.array(idInAddress).max(100)]);

/** Which page of a list, from 1. A later one would make the database count through millions of rows. */
export const paging = {
  page: inText(z.number().int().min(1).max(10_000)).default(1),
  pageSize: inText(z.number().int().min(1).max(100)).default(25),
};

/** Made by whoever asks for a post: the same key twice is one post. What rules make has keys of its own. */
export const idempotencyKey = z
  .string()
  .min(8)
  .max(100)
  .regex(/^(?!rule-)/, 'must not begin with "rule-"');

/** A moment: ISO 8601 with its offset. The format itself takes any number of digits behind the second. */
export const moment = z.iso.datetime({ offset: true }).max(40);
