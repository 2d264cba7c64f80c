import { parse } from 'lossless-json';
import { z } from 'zod';

/**
 * JSON to plain values without ever rounding: a number that a double cannot hold exactly comes out
 * as the string of its digits. TikTok's post ids are 19-digit numbers above 2^53.
 * @throws SyntaxError (or RangeError for absurd nesting); its message may quote the text.
 */
export const parseJson = (text: string): unknown =>
  parse(text, undefined, {
    parseNumber: (digits) => {
      const value = Number(digits);
      const exact = /^-?\d+$/.test(digits) ? Number.isSafeInteger(value) : Number.isFinite(value);
      return exact ? value : digits;
    },
    onDuplicateKey: ({ newValue }) => newValue,
  });

/** An id on the wire, number or string, as the string it stays from here on. */
export const idString = z.union([z.string().min(1), z.number().int()]).transform(String);

/** A count on the wire; TikTok's int64 may come as a string. Not for ids. */
export const count = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** A counter of 64 bits, exact: a double holds no more than 53. */
export const int64 = z
  .union([z.number().int(), z.string().regex(/^-?\d{1,19}$/)])
  .transform((value) => BigInt(value));

/** Absent and null are the same: undefined. */
export const maybe = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? undefined);

/**
 * A list of post ids however TikTok sends it: absent, null, empty, numbers, strings or one scalar
 * (T81). What is not a row of digits, or is zero, is no id and is left out.
 */
export const postIds = z
  .union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? [] : [value].flat()))
  .transform((values) => values.map(String).filter((id) => /^[1-9]\d{0,24}$/.test(id)));

/** The paths a schema refused, without the values, which may be secret. */
export const refusedPaths = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join('.') || '(the whole)'))].join(', ');
