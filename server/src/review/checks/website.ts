import { type Check, failed, notYet, ok, warning } from './check';
import { openPage, seen } from './pages';
import { findUploadLimit } from './upload-limit';

/** In lower case. */
const PLACEHOLDERS = [
  'lorem ipsum',
  'coming soon',
  'under construction',
  'demnächst',
  'bientôt disponible',
  'en construcción',
  'próximamente',
  'em breve',
  '準備中',
  '即将上线',
  '敬请期待',
  'placeholder text',
  'your company here',
  'your text here',
  'your logo here',
  'welcome to nginx',
  'it works!',
  'default page',
  'default web page',
  'apache2 debian default',
  'apache2 ubuntu default',
  'just another wordpress site',
  'hello world!',
];
/** TikTok wants "more than a landing or login page"; applicants were told two to three pages. */
const FEW_LINKS = 3;
const LITTLE_TEXT = 500;

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
/** What TikTok takes at most for a demo video, and a usual short clip. */
const SMALL_UPLOAD = 50 * 1024 * 1024;

export const websiteChecks: Check[] = [
  {
    id: 'website-reachable',
    step: 'website',
    title: 'Reachable',
    about: 'The website opens over https, for anyone, without a login.',
    async run(context) {
      const opened = await openPage(context, 'The website', context.facts.websiteUrl);
      return opened.ok ? ok('The website opens for anyone.', opened.details) : opened.found;
    },
  },
  {
    id: 'website-substance',
    step: 'website',
    title: 'More than a landing page',
    about: 'At least two or three pages of its own, with text on them.',
    async run(context) {
      const opened = await openPage(context, 'The website', context.facts.websiteUrl);
      if (!opened.ok) return opened.found;
      const own = new URL(opened.page.url);
      const pages = new Set(
        opened.content.anchors
          .map(({ href }) => new URL(href))
          .filter((url) => url.host === own.host && url.pathname !== own.pathname)
          .map((url) => url.pathname),
      );
      const { length } = opened.content.text;
      const details = [
        ...opened.details,
        { label: 'Pages of its own that it links to', value: String(pages.size) },
        { label: 'Characters of text', value: String(length) },
      ];
      if (pages.size >= FEW_LINKS && length >= LITTLE_TEXT) {
        return ok(`The website links to ${pages.size} pages of its own.`, details);
      }
      return (pages.size < 2 || length < LITTLE_TEXT / 2 ? failed : warning)(
        `The website looks like a landing page: ${pages.size} links to pages of its own, ${length} characters of text.`,
        'Add pages about the product, its makers and how to reach them. What only scripts show was not seen.',
        details,
      );
    },
  },
  {
    id: 'website-placeholder',
    step: 'website',
    title: 'No placeholders',
    about: 'No "lorem ipsum", no "coming soon".',
    async run(context) {
      const opened = await openPage(context, 'The website', context.facts.websiteUrl);
      if (!opened.ok) return opened.found;
      const { text, title } = opened.content;
      const said = `${title} ${text}`.toLowerCase();
      const words = PLACEHOLDERS.find((one) => said.includes(one));
      return words
        ? failed(
            `The website says "${words}".`,
            'Replace it: TikTok refuses sites that are not finished.',
            opened.details,
          )
        : ok('Nothing on it looks unfinished.', opened.details);
    },
  },
  {
    id: 'proxy-api',
    step: 'website',
    title: '/api/tiktok passes the proxy',
    about: 'The plugin’s public addresses reach this Strapi through the reverse proxy.',
    async run(context) {
      const probe = context.callbackProbe(context.addresses.ownCallback);
      if (!probe) return notYet('Nothing can be signed yet.', 'Set an encryption key first.');
      const page = await context.fetch(probe.address);
      const details = seen(page, context.nameOf('system'));
      return page.ok && probe.isAnswer(page)
        ? ok('The public addresses reach this Strapi.', details)
        : failed(
            'The public addresses under /api/tiktok do not reach this Strapi.',
            'Let the proxy hand on /api/tiktok/ with its query to this Strapi, or correct `publicUrl`.',
            details,
          );
    },
  },
  {
    id: 'proxy-admin',
    step: 'website',
    title: '/tiktok passes the proxy',
    about: 'The calls of the admin pages reach this Strapi through the reverse proxy.',
    async run(context) {
      const { publicUrl } = context.addresses;
      if (!publicUrl) return noPublicUrl;
      const page = await context.fetch(`${publicUrl}/tiktok/review`);
      const details = seen(page, context.nameOf('system'));
      // Strapi's own answer to who is not signed in; a website would answer 404 or a page.
      return page.ok && page.status === 401 && page.type === 'application/json'
        ? ok('The admin’s calls reach this Strapi.', details)
        : failed(
            'The admin’s calls under /tiktok do not reach this Strapi.',
            'Let the proxy hand on /tiktok/ beside /admin and /api.',
            details,
          );
    },
  },
  {
    id: 'proxy-root-file',
    step: 'website',
    title: 'Signature files pass the proxy',
    about: 'A .txt file at the root of this Strapi’s address is answered by this plugin.',
    async run(context) {
      const { publicUrl } = context.addresses;
      if (!publicUrl) return noPublicUrl;
      const probe = context.rootProbe(publicUrl);
      if (!probe) return notYet('Nothing can be signed yet.', 'Set an encryption key first.');
      const page = await context.fetch(probe.address);
      const details = seen(page, context.nameOf('system'));
      return page.ok && page.redirects.length === 0 && probe.isAnswer(page)
        ? ok('Files at the root reach this Strapi.', details)
        : warning(
            'Files at the root of the address do not reach this Strapi.',
            'Hand on /tiktok*.txt to this Strapi, or verify by DNS, or put the file on the website yourself.',
            details,
          );
    },
  },
  {
    id: 'upload-limit',
    step: 'website',
    title: 'Upload limit',
    about: 'How large a file the proxy and Strapi let through.',
    async run(context) {
      const { addresses, uploadLimit } = context;
      const proxy = addresses.publicUrl
        ? await findUploadLimit(context, addresses.publicUrl)
        : null;
      const limits = [uploadLimit, proxy?.atMost ?? null].filter(
        (one): one is number => one !== null,
      );
      const effective = limits.length > 0 ? Math.min(...limits) : null;
      const details = [
        {
          label: 'Strapi',
          value: uploadLimit === null ? 'no limit of its own' : megabytes(uploadLimit),
        },
        { label: 'Reverse proxy', value: proxy?.words ?? 'not asked: no public address' },
      ];
      if (effective === null) return ok('No limit was met on the way.', details);
      return effective < SMALL_UPLOAD
        ? warning(
            `Files above ${megabytes(effective)} do not reach the Media Library.`,
            'Raise `client_max_body_size` (nginx) or its like, and `sizeLimit` of Strapi’s upload plugin.',
            details,
          )
        : ok(`Files up to ${megabytes(effective)} reach the Media Library.`, details);
    },
  },
];

const noPublicUrl = notYet(
  'Nobody has configured the public address of this Strapi.',
  'Set `url` in config/server, or `publicUrl` of this plugin.',
);
