import { type Context, type Next } from 'koa';

import { type Endpoint } from '../../../contracts/endpoint';

/** Every address of the plugin's, public or of the admin, has this segment. */
const OURS = 'tiktok';
/** Parameters of a query that let somebody in: of signed links and of TikTok's redirect. */
const SECRET_PARAMETERS = /[?&](token|code)=/;
/** Tokens of ours, of a secret link and signed, wherever they stand. */
const LINK_TOKEN = /^[0-9a-f]{8}[\w-]{22}$/i;
const KEY_ID = /^[0-9a-f]{8}$/i;
const SIGNATURE_LENGTH = 43;
const HIDDEN = '[token]';
/** Nobody encodes more often by mistake. */
const DECODINGS = 3;

const decoded = (text: string): string => {
  let plain = text;
  for (let time = 0; time < DECODINGS; time += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
};

const isToken = (word: string): boolean => {
  if (LINK_TOKEN.test(word.endsWith('.ics') ? word.slice(0, -'.ics'.length) : word)) return true;
  const [keyId = '', , signature = '', ...more] = word.split('.');
  return KEY_ID.test(keyId) && signature.length === SIGNATURE_LENGTH && more.length === 0;
};

/** What may follow a token in a path of ours. */
const harmless = (word: string): string => (/^(?:media|\d{1,3})$/.test(word) ? word : '[…]');

const withoutTokens = (text: string): string =>
  text
    .split(/([^\w.-])/)
    .map((word) => (isToken(word) ? HIDDEN : word))
    .join('');

/**
 * What may be logged of an address: none of the plugin's tokens, however it was written (twice
 * slashed, in capitals, percent-encoded, under a method that no route has). An address that holds
 * none comes back as it is.
 */
export const createLoggedUrl = (endpoints: readonly Endpoint[]) => {
  /** The words before a token in a path, such as `media/deliver`. */
  const secret = endpoints.flatMap(({ path }) => {
    const words = path.split('/').filter((word) => word !== '');
    const at = words.indexOf(':token');
    return at < 0 ? [] : [words.slice(0, at)];
  });

  return (url: string): string => {
    const plain = decoded(url).toLowerCase();
    if (!plain.includes(OURS)) return url;
    const [path = ''] = plain.split('?', 1);
    const words = path.split('/').filter((word) => word !== '');
    const from = words.indexOf(OURS) + 1;
    const before = secret.find((all) => all.every((word, index) => words[from + index] === word));
    if (from > 0 && before && words.length > from + before.length) {
      const after = words.slice(from + before.length + 1);
      const shown = [...words.slice(0, from + before.length), HIDDEN, ...after.map(harmless)];
      return `/${shown.join('/')}`;
    }
    const shown = SECRET_PARAMETERS.test(plain) ? `/${words.join('/')}` : null;
    const covered = withoutTokens(shown ?? decoded(url));
    return shown === null && !covered.includes(HIDDEN) ? url : covered;
  };
};

/** Names another address to Strapi's logger, and to whoever else asks for `ctx.url`, than was called. */
export const logAs = (ctx: Context, address: string): void => {
  Object.defineProperty(ctx, 'url', { configurable: true, get: () => address });
  ctx.originalUrl = address;
};

/**
 * Strapi's logger, and whoever else names `ctx.url`, gets what may be logged; routes are found by
 * `ctx.path`, which stays. Added in `register`, so that it is outside of the logger.
 */
export const createUrlCover = (endpoints: readonly Endpoint[]) => {
  const loggedUrl = createLoggedUrl(endpoints);
  return async (ctx: Context, next: Next): Promise<void> => {
    const logged = loggedUrl(ctx.url);
    if (logged !== ctx.url) logAs(ctx, logged);
    await next();
  };
};
