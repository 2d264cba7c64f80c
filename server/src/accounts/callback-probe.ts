import { createHmac, randomBytes } from 'node:crypto';

import { type Vault } from '../settings';

const PURPOSE = 'callback-probe';
const ANSWER_PURPOSE = 'callback-probe-answer';
const TTL_SECONDS = 120;

/** Names what this Strapi received, to who can compute it. Lower case, as Node.js gives headers. */
export const PROBE_HEADER = 'x-tiktok-probe';

/** Signs a proxy is known to change on the way; TikTok's codes hold the like. */
const TRICKY = 'a*b!c.d+e/f~%25&=é';

interface ProbeQuery {
  state: string;
  code: string;
  scopes: string;
}

const digestOf = (vault: Vault, { state, code, scopes }: ProbeQuery): string =>
  createHmac('sha256', vault.linkKey(ANSWER_PURPOSE).key)
    .update(JSON.stringify([state, code, scopes]))
    .digest('base64url');

/**
 * A call to the redirect URI that shows whether it reaches this very Strapi with its query intact.
 * @throws Problem `no_encryption_key`
 */
export const callbackProbe = (
  vault: Vault,
  redirectUri: string,
): { address: string; expected: string } => {
  const nonce = randomBytes(16).toString('base64url');
  const query = {
    state: vault.signLink(PURPOSE, { n: nonce }, TTL_SECONDS),
    code: `${TRICKY}${nonce}`,
    scopes: 'user.info.basic,video.upload',
  };
  const url = new URL(redirectUri);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return { address: url.href, expected: digestOf(vault, query) };
};

/** What to answer to such a call; null for every other one. It tells nothing but that it arrived. */
export const answerProbe = (
  vault: Vault,
  query: { state: string; code?: string | undefined; scopes?: string | undefined },
): string | null => {
  if (vault.verifyLink(PURPOSE, query.state) === null) return null;
  return digestOf(vault, {
    state: query.state,
    code: query.code ?? '',
    scopes: query.scopes ?? '',
  });
};
