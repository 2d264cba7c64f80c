import { z } from 'zod';

import { TikTokInputError } from './errors';

/** All levels there are; which of them an account offers, creator info says. */
export const PRIVACY_LEVELS = [
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
] as const;
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number];

export const isPrivacyLevel = (value: string): value is PrivacyLevel =>
  PRIVACY_LEVELS.some((level) => level === value);

export const privacyLevel = z.enum(PRIVACY_LEVELS, {
  error: 'Choose who can see the post.',
});

export interface BodyOptions {
  /** Let addresses for TikTok to fetch be http. Only for a development server. */
  allowHttp?: boolean;
}

/** The schema for these options, made once for each kind: to make one costs more than to use it. */
export const forAddresses = <Schema>(make: (allowHttp: boolean) => Schema) => {
  const [https, http] = [make(false), make(true)];
  return ({ allowHttp = false }: BodyOptions): Schema => (allowHttp ? http : https);
};

/**
 * Text of at most `max` UTF-16 units; empty means absent. Not zod's own `max`, which counts code
 * points and would let through up to twice what TikTok takes.
 */
export const limitedText = (name: string, max: number) =>
  z
    .string()
    .refine(
      (text) => text.length <= max,
      `The ${name} is longer than the ${max} characters TikTok takes (most emoji count as two or more).`,
    )
    .optional()
    .transform((text) => text || undefined);

/** Both flags are always sent: the docs call them required although their examples omit them. */
export const brandFlags = {
  /** Paid partnership: promotes a third party. */
  brandContentToggle: z.boolean(),
  /** Promotes the creator's own business. */
  brandOrganicToggle: z.boolean(),
};

/** TikTok forbids branded content that only its creator sees (T75). */
export const brandedMayNotBePrivate = (input: {
  brandContentToggle: boolean;
  privacyLevel: PrivacyLevel;
}): boolean => !(input.brandContentToggle && input.privacyLevel === 'SELF_ONLY');

export const BRANDED_PRIVATE = {
  path: ['privacyLevel'],
  message: 'Branded content visibility cannot be set to private.',
};

/**
 * A public address TikTok will fetch: absolute https on a host name, without user or fragment.
 * `allowHttp` is for a development server on loopback only.
 */
export const isPullUrl = (value: string, allowHttp: boolean): boolean => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.username || url.password || url.hash) return false;
  if (allowHttp && url.protocol === 'http:') return true;
  const isIp = /^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[');
  return url.protocol === 'https:' && (allowHttp || !isIp);
};

export const PULL_URL =
  'TikTok fetches only from an https address with a domain name, without a redirect.';

/**
 * Parses an input of ours before it is sent.
 * @throws TikTokInputError that names each field in words.
 */
export const checked = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new TikTokInputError(
    Object.fromEntries(
      parsed.error.issues.map((issue) => [issue.path.join('.') || 'post', issue.message]),
    ),
  );
};
