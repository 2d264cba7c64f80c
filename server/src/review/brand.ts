import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

import { getDomain } from 'tldts';

/** One spelling of a host: lower case, ASCII (`xn--…`), without port and final dot. */
const plainHost = (host: string): string => {
  const name = host.trim().replace(/:\d+$/, '').replace(/\.$/, '');
  return domainToASCII(name) || name.toLowerCase();
};

/**
 * The part of a host that somebody registered, such as `example.co.uk` of `www.example.co.uk`, by the
 * Public Suffix List (the copy that comes with tldts). Its private part counts too: `shop.vercel.app`
 * is one customer of Vercel. The host itself where nothing can be registered: an IP address,
 * `localhost`, a suffix. International names are given in ASCII, however they were written.
 */
export const registrableDomain = (host: string): string => {
  const name = isIP(host) === 0 ? plainHost(host) : host;
  return getDomain(name, { allowPrivateDomains: true, extractHostname: false }) ?? name;
};

export const sameBrand = (one: string, other: string): boolean =>
  registrableDomain(new URL(one).hostname) === registrableDomain(new URL(other).hostname);

/** Letters and digits only, lower case: for finding a name on a page, however it is written. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export const mentions = (text: string, name: string): boolean =>
  plain(name) !== '' && plain(text).includes(plain(name));
