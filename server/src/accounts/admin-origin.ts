import { Problem } from '../http/problem';

/** Loopback by another name is another origin to a browser: no session, no storage, no channel. */
const originOf = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const { origin, protocol } = new URL(text);
  return /^https?:$/.test(protocol) ? origin : null;
};

/**
 * The origin that a connection may begin on and returns to: that of the admin panel's own address, of
 * `publicUrl`, or one listed in `adminOrigins`. Whole origins are compared, never their beginnings.
 * @throws Problem that says which address to open.
 */
export const checkAdminOrigin = (
  given: string,
  adminUrl: string,
  listed: readonly string[],
): string => {
  const origin = originOf(given);
  const allowed = [adminUrl, ...listed].map(originOf);
  if (origin !== null && allowed.includes(origin)) return origin;
  throw new Problem({
    status: 409,
    code: 'origin_not_allowed',
    message: `Accounts are connected from ${allowed[0]}, and this page was opened at ${origin ?? 'another address'}.`,
    remedy: `Open ${adminUrl} and connect there. If this address is right too, a developer adds it to \`adminOrigins\` of the plugin, or sets \`publicUrl\` of the plugin or \`url\` in config/server to it.`,
  });
};
