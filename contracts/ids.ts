import { z } from 'zod';

/** Digits alone: JavaScript takes `0x1`, `1e3`, ` 1` and `1.0` for numbers as well. */
const inDigits = (value: unknown): unknown =>
  typeof value === 'string' && !/^\d{1,15}$/.test(value) ? Number.NaN : value;

/** An id in an address or a query, where everything is text. */
export const idInAddress = z.preprocess(inDigits, z.coerce.number().int().positive());

/** The id in `/:id`. */
export const idParams = z.object({ id: idInAddress });

/** One id of a query, or several. */
export const idsInQuery = z.union([idInAddress, z.array(idInAddress).max(100)]);

/** Made by whoever asks for a post: the same key twice is one post. What rules make has keys of its own. */
export const idempotencyKey = z
  .string()
  .min(8)
  .max(100)
  .regex(/^(?!rule-)/, 'must not begin with "rule-"');

/** An id in a body. */
export const id = z.number().int().positive();
