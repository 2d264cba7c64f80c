import { oddityOf, type UrlProperty } from '../../../contracts/review-facts';

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

/** A place of this Strapi's where signature files may lie. */
export interface SignaturePlace {
  /** As TikTok asks for it, ending in a slash. */
  address: string;
  /** The same as it arrives here: a proxy may have cut the beginning off. */
  path: string;
}

/**
 * The path under which this Strapi gives a property's file; null for another host's, and for every
 * other path of its own: whoever may enter properties must not put texts anywhere on this site.
 */
export const servedPath = (
  property: UrlProperty,
  places: readonly SignaturePlace[],
): string | null => {
  if (property.method !== 'file' || !property.fileName) return null;
  const wanted = new URL(fileAddress(property));
  const place = places.find(({ address }) => {
    const url = new URL(property.fileName ?? '', address);
    return url.host === wanted.host && url.pathname === wanted.pathname;
  });
  return place ? `${place.path}${property.fileName}` : null;
};

export const dnsHost = (property: UrlProperty): string =>
  property.kind === 'prefix'
    ? new URL(property.target).hostname
    : property.target.replace(/:\d+$/, '');

/** What a property covers, in words. */
export const coverageWords = (property: UrlProperty): string =>
  property.kind === 'domain'
    ? `${property.target} and all its sub-domains, every path; not the domain above it`
    : `only addresses that begin with ${property.target}`;

const ODD = {
  fileName: 'The file name is not of the form that TikTok usually gives (tiktok….txt).',
  value:
    'The value is not of the form that TikTok usually gives (tiktok-developers-site-verification=…).',
  pair: 'The content does not hold the code of the file name.',
} as const;

/** What looks unusual about a property, for who pasted half of it; null: nothing. */
export const oddity = (property: UrlProperty): string | null => {
  const odd = oddityOf(property);
  return odd && ODD[odd];
};
