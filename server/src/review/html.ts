import { Parser } from 'htmlparser2';

/** A link of a page as a visitor sees it. */
export interface Anchor {
  /** Absolute, without its fragment. */
  href: string;
  text: string;
  /** Whether the page shows it without further ado, as far as its own HTML tells. */
  visible: boolean;
}

export interface PageContent {
  title: string;
  /** What a reader sees, white space collapsed. */
  text: string;
  anchors: Anchor[];
  hasPasswordField: boolean;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements whose content nobody reads. */
const UNREAD = set('script style noscript template svg head title');
/** Words that stand in these belong to the words around them. */
const WITHIN_WORDS = set(
  'abbr b bdi bdo cite code em font i mark s small span strong sub sup u wbr',
);
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/** Far deeper than any page; what is deeper is not read, since each end tag looks through all open ones. */
const MOST_DEEP = 2_000;

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isHidden = (attributes: Record<string, string>): boolean =>
  'hidden' in attributes ||
  attributes['aria-hidden'] === 'true' ||
  HIDDEN_STYLE.test(attributes.style ?? '');

interface OpenElement {
  hidden: boolean;
  /** It, or what it stands in, is read by nobody. */
  unread: boolean;
  /** A `<details>` that shows its summary only. */
  folded: boolean;
}

const withoutFragment = (href: string, base: string): string | null => {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = '';
  return /^https?:$/.test(url.protocol) ? url.href : null;
};

/**
 * Reads links and text out of HTML, tolerantly: it knows no style sheets and runs no scripts, so
 * "visible" means that the HTML itself does not hide it (a closed `<details>`, `hidden`,
 * `display: none`).
 */
export const readHtml = (html: string, address: string): PageContent => {
  const open: OpenElement[] = [];
  const anchors: Anchor[] = [];
  const text: string[] = [];
  let title: string | null = null;
  let isInTitle = false;
  let hasPasswordField = false;
  let link: { href: string; text: string[]; visible: boolean } | null = null;

  const top = (): OpenElement | undefined => open[open.length - 1];
  const border = (name: string): void => {
    if (WITHIN_WORDS.has(name)) return;
    text.push(' ');
    link?.text.push(' ');
  };
  const closeLink = (): void => {
    if (!link) return;
    anchors.push({ href: link.href, text: collapse(link.text.join('')), visible: link.visible });
    link = null;
  };
  const openLink = (attributes: Record<string, string>, visible: boolean): void => {
    closeLink();
    const given = attributes.href;
    const href = given === undefined ? null : withoutFragment(given, address);
    if (href !== null) link = { href, text: [], visible };
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        border(name);
        const parent = top();
        const folded = (parent?.folded ?? false) && name !== 'summary';
        const hidden = (parent?.hidden ?? false) || folded || isHidden(attributes);
        const unread = (parent?.unread ?? false) || UNREAD.has(name);
        if (name === 'input' && attributes.type?.toLowerCase() === 'password') {
          hasPasswordField = true;
        }
        if (name === 'a') openLink(attributes, !hidden && !unread);
        const label = attributes['aria-label'] ?? attributes.alt;
        if (link && label) link.text.push(` ${label} `);
        // Only the first: drawings have titles, too.
        isInTitle = name === 'title' && title === null;
        open.push({ hidden, unread, folded: name === 'details' && !('open' in attributes) });
        if (open.length > MOST_DEEP) parser.pause();
      },
      ontext(piece) {
        const within = top();
        if (isInTitle) title = (title ?? '') + piece;
        if (within?.unread) return;
        link?.text.push(piece);
        if (!within?.hidden) text.push(piece);
      },
      onclosetag(name) {
        if (name === 'a') closeLink();
        isInTitle = false;
        open.pop();
        border(name);
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  );
  parser.write(html);
  parser.end();
  closeLink();
  return { title: collapse(title ?? ''), text: collapse(text.join('')), anchors, hasPasswordField };
};
