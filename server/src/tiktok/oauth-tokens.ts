import { z } from 'zod';

import { count, maybe } from './json';

const seconds = count.refine((value) => value >= 0);

/** TikTok says comma; a space is taken too (T48). Order kept, doubles dropped. */
export const parseScopes = (scope: string): string[] => [
  ...new Set(scope.split(/[\s,]+/).filter(Boolean)),
];

/** Answer to the code exchange: the whole set is promised. */
export const tokenSet = z
  .object({
    access_token: z.string().min(1),
    expires_in: seconds,
    open_id: z.string().min(1),
    refresh_token: z.string().min(1),
    refresh_expires_in: seconds,
    scope: z.string(),
  })
  .transform((wire) => ({
    accessToken: wire.access_token,
    /** Seconds that remain; never assume a lifetime, TikTok has changed it (2 h or 24 h). */
    expiresInSeconds: wire.expires_in,
    /** Verbatim; it may contain "-" (T53). */
    openId: wire.open_id,
    refreshToken: wire.refresh_token,
    /** Seconds that remain (180 or 365 days at first). */
    refreshExpiresInSeconds: wire.refresh_expires_in,
    /** What the user granted: may be fewer than were asked for. */
    scopes: parseScopes(wire.scope),
  }));
export type TokenSet = z.output<typeof tokenSet>;

/**
 * Answer to a refresh. Only the access token is insisted on: a rotated pair that is thrown away
 * because a lesser field is missing costs the account. What TikTok left out is undefined.
 */
export const refreshedTokens = z
  .object({
    access_token: z.string().min(1),
    expires_in: seconds,
    open_id: maybe(z.string().min(1)),
    refresh_token: maybe(z.string()),
    refresh_expires_in: maybe(seconds),
    scope: maybe(z.string()),
  })
  .transform((wire) => ({
    accessToken: wire.access_token,
    expiresInSeconds: wire.expires_in,
    openId: wire.open_id,
    /** Undefined: TikTok gave none, the one sent stays (never store an empty one, T44). */
    refreshToken: wire.refresh_token || undefined,
    refreshExpiresInSeconds: wire.refresh_expires_in,
    scopes: wire.scope === undefined ? undefined : parseScopes(wire.scope),
  }));
