import { type UrlProperty } from '../../../contracts/review-facts';

/** Whether TikTok's property covers an address [content-posting-api-media-transfer-guide]. */
export const covers = (property: UrlProperty, address: string): boolean => {
  const url = new URL(address);
  if (property.kind === 'domain') {
    const domain = property.target.toLowerCase();
    return url.host === domain || url.hostname === domain || url.hostname.endsWith(`.${domain}`);
  }
  const prefix = new URL(property.target);
  return url.origin === prefix.origin && url.pathname.startsWith(prefix.pathname);
};

/** Where the portal looks for the signature file: right under the prefix, or at the domain's root. */
export const fileAddress = (property: UrlProperty): string => {
  const root = property.kind === 'prefix' ? property.target : `https://${property.target}/`;
  return new URL(property.fileName ?? '', root).href;
};

/** The path of a property's file; its host is whoever answers there. */
export const filePath = (property: UrlProperty): string => new URL(fileAddress(property)).pathname;

export const dnsHost = (property: UrlProperty): string =>
  property.kind === 'prefix'
    ? new URL(property.target).hostname
    : property.target.replace(/:\d+$/, '');

/** What a property covers, in words. */
export const coverageWords = (property: UrlProperty): string =>
  property.kind === 'domain'
    ? `${property.target} and all its sub-domains, every path; not the domain above it`
    : `only addresses that begin with ${property.target}`;

/** TikTok's own form of both [seen in many sites]: other names and values may be right too. */
const USUAL_FILE = /^tiktok[A-Za-z0-9]{32}\.txt$/;
const USUAL_VALUE = /^tiktok-developers-site-verification=[A-Za-z0-9]{32}$/;

/** What looks unusual about a property, for who pasted half of it; null: nothing. */
export const oddity = (property: UrlProperty): string | null => {
  if (property.method === 'file' && property.fileName && USUAL_FILE.test(property.fileName)) {
    const token = property.fileName.slice('tiktok'.length, -'.txt'.length);
    if (!property.value.includes(token))
      return 'The content does not hold the code of the file name.';
  }
  return USUAL_VALUE.test(property.value)
    ? null
    : 'The value is not of the form that TikTok usually gives (tiktok-developers-site-verification=…).';
};
