import { z } from 'zod';

import { id } from './ids';
/** An http(s) address a person typed; empty becomes null. */
const address = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === '' ? null : text))
  .pipe(z.url({ protocol: /^https?$/, error: 'must be a whole http(s) address' }).nullable());
const words = (max: number) => z.string().trim().max(max);
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1a2b3c');
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/,
    'must be a host name such as media.example.com',
  );

/** Who will post with the app. TikTok's intended-use rule refuses an app for one's own accounts. */
export const audience = z.enum(['own_accounts', 'customers']);
export type Audience = z.output<typeof audience>;

/**
 * What only the site's people know, for the review of the TikTok app. Shared by both modes. Unknown
 * keys are refused.
 */
export const reviewFacts = z.strictObject({
  appName: words(100),
  owner: z.enum(['organization', 'individual']).nullable(),
  /** A category as the portal names it. */
  category: words(100),
  /** The public description of the app; empty: the suggested text is used. */
  description: words(2000),
  websiteUrl: address.nullable(),
  termsUrl: address.nullable(),
  privacyUrl: address.nullable(),
  audience: audience.nullable(),
  contactEmail: z.union([z.literal(''), z.email().max(200)]),
  companyName: words(200),
  companyAddress: words(500),
  companyCountry: words(100),
  colours: z.strictObject({ background: colour, text: colour }),
  /** Assets of the Media Library. */
  iconAssetId: id.nullable(),
  demoVideoAssetId: id.nullable(),
  /** Instead of the asset: a link anyone can open. */
  demoVideoUrl: address.nullable(),
  screenshotAssetIds: z.array(id).max(20),
  /** Hosts that serve media for PULL_FROM_URL besides the computed one. */
  mediaHosts: z.array(hostName).max(20),
  /** TikTok handles of the sandbox's target users; TikTok takes ten. */
  targetUsers: z.array(words(100).min(1)).max(50),
});
export type ReviewFacts = z.output<typeof reviewFacts>;

/** Names that no pattern of TikTok's covers but that its portal may give: a plain text file. */
export const SIGNATURE_FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.txt$/;

/**
 * A URL property of TikTok's portal. A domain covers all its paths and sub-domains; a prefix covers
 * only addresses that begin with it.
 */
export const urlProperty = z
  .strictObject({
    kind: z.enum(['domain', 'prefix']),
    /** `example.com`, or `https://example.com/media/`. */
    target: z.string().trim().min(1).max(500),
    method: z.enum(['file', 'dns']),
    /** As the portal gives it, for `file`: served by this plugin at the site root. */
    fileName: z.string().trim().max(130).nullable(),
    /** The file's content, or the TXT record's value. */
    value: z.string().trim().min(1).max(500),
  })
  .superRefine((property, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (property.kind === 'domain' && !hostName.safeParse(property.target).success) {
      issue('target', 'must be a domain such as example.com, without https://');
    }
    if (property.kind === 'prefix') {
      const url = URL.canParse(property.target) ? new URL(property.target) : null;
      if (!url || !/^https?:$/.test(url.protocol) || !url.pathname.endsWith('/') || url.search) {
        issue('target', 'must be an address that ends in "/", such as https://example.com/media/');
      }
    }
    if (property.method === 'file' && !SIGNATURE_FILE_NAME.test(property.fileName ?? '')) {
      issue('fileName', 'must be the name of a .txt file, exactly as the portal gives it');
    }
    if (!/^[\x20-\x7e]+$/.test(property.value))
      issue('value', 'must be one line of plain characters');
  });
export type UrlProperty = z.output<typeof urlProperty>;

/** TikTok's own form of both [seen in many sites]: other names and values may be right too. */
const USUAL_FILE = /^tiktok([A-Za-z0-9]{32})\.txt$/;
const USUAL_VALUE = /^tiktok-developers-site-verification=([A-Za-z0-9]{32})$/;

/**
 * What does not look as TikTok's portal gives it, for a warning to who pasted half of it: the name of
 * the file, the value, or that both do not belong together. Null: nothing.
 */
export const oddityOf = ({
  method,
  fileName,
  value,
}: Pick<UrlProperty, 'method' | 'fileName' | 'value'>): 'fileName' | 'value' | 'pair' | null => {
  const code = USUAL_VALUE.exec(value.trim())?.[1];
  if (code === undefined) return 'value';
  if (method === 'dns') return null;
  const ofFile = USUAL_FILE.exec(fileName?.trim() ?? '')?.[1];
  if (ofFile === undefined) return 'fileName';
  return ofFile === code ? null : 'pair';
};
