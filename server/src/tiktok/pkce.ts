import { createHash, randomBytes } from 'node:crypto';

import { TikTokInputError } from './errors';
import { TIKTOK_LIMITS } from './limits';

/**
 * TikTok's own PKCE: the challenge is the lowercase HEX of SHA-256, not base64url as in RFC 7636
 * (T51). [login-kit-desktop]
 * @throws TikTokInputError unless the verifier is 43 to 128 of `A-Z a-z 0-9 - . _ ~`.
 */
export const codeChallenge = (verifier: string): string => {
  const { min, max } = TIKTOK_LIMITS.codeVerifierLength;
  if (!/^[A-Za-z0-9\-._~]+$/.test(verifier) || verifier.length < min || verifier.length > max) {
    throw new TikTokInputError({
      codeVerifier: `A code verifier has ${min} to ${max} characters out of A-Z a-z 0-9 - . _ ~.`,
    });
  }
  return createHash('sha256').update(verifier, 'ascii').digest('hex');
};

/** A new verifier (64 characters, 384 random bits) with its challenge. One per login attempt. */
export const createPkce = (): { verifier: string; challenge: string } => {
  const verifier = randomBytes(48).toString('base64url');
  return { verifier, challenge: codeChallenge(verifier) };
};

/**
 * True for a redirect URI of TikTok's Desktop platform: http or https on localhost or 127.0.0.1 with
 * a port. Only those take (and need) PKCE; for web ones it is not documented. [login-kit-desktop]
 */
export const isDesktopRedirect = (redirectUri: string): boolean =>
  /^https?:\/\/(?:localhost|127\.0\.0\.1):(?:\d{1,5}|\*)(?:\/|$)/i.test(redirectUri);
