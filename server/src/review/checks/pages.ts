import { type Page } from '../fetch-page';
import { type PageContent, readHtml } from '../html';
import { type CheckContext, failed, type Found, notYet, warning } from './check';

/** What was seen, for the page's details. */
export const seen = (page: Page, from: string): { label: string; value: string }[] => {
  const way = page.redirects.map(({ url, status }) => `${status} ${url}`);
  const last = page.ok
    ? `${page.status} ${page.type || 'no type'} from ${new URL(page.url).host}`
    : page.message;
  return [{ label: `Seen from ${from}`, value: [...way, last].join(' → ') }];
};

const LOGIN =
  /\/(log-?in|sign-?in|auth(enticate|orize)?|sso|account\/login|wp-login\.php|admin)(\/|\.|\?|$)/i;

/** Whether a stranger ends up where they would have to sign in. */
export const isLogin = (page: Extract<Page, { ok: true }>, content: PageContent): boolean =>
  page.status === 401 ||
  (page.redirects.length > 0 && LOGIN.test(new URL(page.url).pathname)) ||
  (content.hasPasswordField && content.text.length < 1500);

export type OpenedPage =
  | {
      ok: true;
      page: Extract<Page, { ok: true }>;
      content: PageContent;
      details: { label: string; value: string }[];
    }
  | { ok: false; found: Found };

const PLACEHOLDER_TLD = /(^|\.)(localhost|local|test|invalid|example|internal|lan)$/i;

/**
 * Opens a page that TikTok's reviewers will open: https, 200, HTML or text, no login.
 * @param what in a sentence: "The website".
 */
export const openPage = async (
  context: CheckContext,
  what: string,
  url: string | null,
): Promise<OpenedPage> => {
  if (!url) {
    return {
      ok: false,
      found: notYet(
        `${what} has no address yet.`,
        'Enter its address under the facts of the site.',
      ),
    };
  }
  const no = (found: Found): OpenedPage => ({ ok: false, found });
  if (!url.startsWith('https://')) {
    return no(
      failed(
        `${what} is at an http address: ${url}`,
        'Serve it over https and enter that address.',
      ),
    );
  }
  const page = await context.page(url);
  const details = seen(page, context.nameOf('system'));
  if (!page.ok) {
    const local = page.why === 'private' || PLACEHOLDER_TLD.test(new URL(url).hostname);
    return no(
      failed(
        `${what} cannot be read: ${page.message}`,
        local
          ? 'Give an address that anyone on the internet can open.'
          : 'Open it in a private browser window on another network. TikTok’s reviewers see what you see there.',
        details,
      ),
    );
  }
  if (!page.url.startsWith('https://')) {
    return no(
      failed(`${what} leads away from https, to ${page.url}`, 'Let it stay on https.', details),
    );
  }
  const content = readHtml(page.body, page.url);
  if (isLogin(page, content)) {
    return no(
      failed(
        `${what} asks to sign in.`,
        'Make it readable without an account: reviewers have none.',
        details,
      ),
    );
  }
  if (page.status !== 200) {
    return no(
      failed(`${what} answers with HTTP ${page.status}.`, 'Let it answer with 200.', details),
    );
  }
  if (
    page.type !== 'text/html' &&
    page.type !== 'text/plain' &&
    page.type !== 'application/xhtml+xml'
  ) {
    return no(
      warning(
        `${what} is of the type "${page.type || 'unknown'}", so its words were not read.`,
        'Offer it as a web page; a PDF is harder for reviewers to open.',
        details,
      ),
    );
  }
  return { ok: true, page, content, details };
};
