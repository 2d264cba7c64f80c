import { isIP } from 'node:net';

/** Second-level labels that registries hand out under, as in `example.co.uk`. */
const SECOND_LEVEL = new Set(
  'ac co com edu go gob gov gv ltd me ne net nom or org plc sch'.split(' '),
);
/** Hosts that give each customer a sub-domain of their own. */
const HOSTING = [
  'azurewebsites.net',
  'cloudfront.net',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'ngrok-free.app',
  'ngrok.io',
  'netlify.app',
  'onrender.com',
  'pages.dev',
  'railway.app',
  'strapiapp.com',
  'vercel.app',
  'web.app',
  'workers.dev',
];

/**
 * The part of a host that somebody registered, such as `example.co.uk` of `www.example.co.uk`. A
 * rule of thumb, not the Public Suffix List: rare registries may be taken one label too short.
 */
export const registrableDomain = (host: string): string => {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return name;
  const labels = name.split('.');
  const hosting = HOSTING.find((suffix) => name.endsWith(`.${suffix}`));
  if (hosting) return labels.slice(-(hosting.split('.').length + 1)).join('.');
  const [second = '', first = ''] = labels.slice(-2);
  const long = first.length === 2 && SECOND_LEVEL.has(second) && labels.length > 2;
  return labels.slice(long ? -3 : -2).join('.');
};

export const sameBrand = (one: string, other: string): boolean =>
  registrableDomain(new URL(one).hostname) === registrableDomain(new URL(other).hostname);

/** Letters and digits only, lower case: for finding a name on a page, however it is written. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export const mentions = (text: string, name: string): boolean =>
  plain(name) !== '' && plain(text).includes(plain(name));
