import { z } from 'zod';

import { idString } from './json';

/** Longer lives are taken as this one: TikTok's longest is a year, and a time must stay a time. */
const LONGEST_SECONDS = 400 * 24 * 3600;
/** With the Client Key it must fit into one column. */
const LONGEST_OPEN_ID = 180;

/** A lesser field: absent, null or of another form than promised are the same, undefined. */
const lesser = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

/** Seconds, also as text. What is no time to come tells nothing. */
const seconds = lesser(
  z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,30}(\.\d{1,9})?$/)
        .transform(Number),
    ])
    .transform(Math.floor)
    .refine((value) => value > 0)
    .transform((value) => Math.min(value, LONGEST_SECONDS)),
);

/** TikTok says comma; a space is taken too (T48). Order kept, doubles dropped. */
export const parseScopes = (scope: string): string[] => [
  ...new Set(scope.split(/[\s,]+/).filter(Boolean)),
];

/** An empty list tells nothing: nobody connects an app that may do nothing. */
const scopes = lesser(
  z
    .union([z.string(), z.array(z.string()).transform((list) => list.join(','))])
    .transform(parseScopes)
    .refine((list) => list.length > 0),
);

const openId = idString.refine((value) => value.length <= LONGEST_OPEN_ID);

const wire = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: lesser(z.string().min(1)),
  refresh_expires_in: seconds,
  scope: scopes,
});

/** What TikTok left out or said in a way that tells nothing; names of its fields, for the log. */
const untold = (fields: Record<string, unknown>): string[] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [name] : []));

const lessersOf = (answer: z.output<typeof wire>) => ({
  expires_in: answer.expires_in,
  refresh_token: answer.refresh_token,
  refresh_expires_in: answer.refresh_expires_in,
  scope: answer.scope,
});

const told = (answer: z.output<typeof wire>) => ({
  accessToken: answer.access_token,
  /** Seconds that remain; never assume a lifetime, TikTok has changed it (2 h or 24 h). */
  expiresInSeconds: answer.expires_in,
  /** Never empty (T44). */
  refreshToken: answer.refresh_token,
  /** Seconds that remain (180 or 365 days at first). */
  refreshExpiresInSeconds: answer.refresh_expires_in,
  /** What the user granted: may be fewer than were asked for. */
  scopes: answer.scope,
});

/**
 * Answer to the code exchange. TikTok promises the whole set; a connection is made of the access
 * token and the open_id, and what else is missing or odd is undefined and named in `untold`.
 */
export const tokenSet = wire.extend({ open_id: openId }).transform((answer) => ({
  ...told(answer),
  /** Verbatim; it may contain "-" (T53). */
  openId: answer.open_id,
  untold: untold(lessersOf(answer)),
}));
export type TokenSet = z.output<typeof tokenSet>;

/**
 * Answer to a refresh. Only the access token is insisted on: a rotated pair that is thrown away
 * because a lesser field is missing costs the account. No `refresh_token`: the one sent stays.
 */
export const refreshedTokens = wire.extend({ open_id: lesser(openId) }).transform((answer) => ({
  ...told(answer),
  openId: answer.open_id,
  untold: untold({ ...lessersOf(answer), open_id: answer.open_id }),
}));
