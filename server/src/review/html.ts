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

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const decode = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const hex = name[1] === 'x' || name[1] === 'X';
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });

const collapse = (text: string): string => decode(text).replace(/\s+/g, ' ').trim();

/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head']);
/** Elements that never have an end tag. */
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const ATTRIBUTE = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const attributesOf = (source: string): Map<string, string> =>
  new Map(
    [...source.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]),
  );

const isHidden = (attributes: Map<string, string>): boolean =>
  attributes.has('hidden') ||
  attributes.get('aria-hidden') === 'true' ||
  HIDDEN_STYLE.test(attributes.get('style') ?? '');

/** As deep as browsers go; what is deeper is read as if it stood there. */
const MAX_DEPTH = 512;
/** Of one tag; no real one is longer. */
const MAX_TAG = 20_000;

interface OpenElement {
  name: string;
  hidden: boolean;
  /** It, or what it stands in, is read by nobody. */
  unread: boolean;
}

const withoutFragment = (href: string, base: string): string | null => {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = '';
  return /^https?:$/.test(url.protocol) ? url.href : null;
};

type Token = { text: string } | { tag: string; ends: boolean; attributes: string };

/** Where a tag that begins at `from` ends: its ">" outside of quotes; -1 when it never does. */
const tagEnd = (html: string, from: number): number => {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at]!;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  return -1;
};

const TAG_NAME = /^<(\/?)([a-zA-Z][\w:-]{0,40})/;

/**
 * Cuts HTML into text and tags. Each sign is looked at a fixed number of times, whatever a page
 * sends to slow the reader down.
 */
function* tokensOf(html: string): Generator<Token> {
  const lower = html.toLowerCase();
  let at = 0;
  while (at < html.length) {
    const begin = html.indexOf('<', at);
    if (begin < 0) return yield { text: html.slice(at) };
    yield { text: html.slice(at, begin) };
    if (html.startsWith('<!--', begin)) {
      const end = html.indexOf('-->', begin + 4);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    const [whole, slash, name] = TAG_NAME.exec(html.slice(begin, begin + 50)) ?? [];
    if (!whole || !name) {
      yield { text: '<' };
      at = begin + 1;
      continue;
    }
    const end = tagEnd(html, begin + whole.length);
    // A tag that never ends takes the rest of the page with it, in browsers too.
    if (end < 0) return;
    const tag = name.toLowerCase();
    const attributes = html.slice(begin + whole.length, Math.min(end, begin + MAX_TAG));
    yield { tag, ends: slash === '/', attributes };
    at = end + 1;
    if (slash !== '/' && (tag === 'script' || tag === 'style')) {
      const close = lower.indexOf(`</${tag}`, at);
      if (close < 0) return;
      at = close;
    }
  }
}

/**
 * Reads links and text out of HTML, tolerantly: it knows no style sheets and runs no scripts, so
 * "visible" means that the HTML itself does not hide it (a closed `<details>`, `hidden`,
 * `display: none`).
 */
export const readHtml = (html: string, address: string): PageContent => {
  const open: OpenElement[] = [];
  const anchors: Anchor[] = [];
  const text: string[] = [];
  let title = '';
  let hasPasswordField = false;
  let link: { href: string; text: string[]; visible: boolean } | null = null;

  const top = (): OpenElement | undefined => open[open.length - 1];
  const words = (piece: string): void => {
    const within = top();
    if (within?.name === 'title') title += piece;
    if (within?.unread) return;
    link?.text.push(piece);
    if (!within?.hidden) text.push(piece);
  };
  const closeLink = (): void => {
    if (!link) return;
    anchors.push({ href: link.href, text: collapse(link.text.join(' ')), visible: link.visible });
    link = null;
  };
  const begin = (name: string, attributes: Map<string, string>, closesItself: boolean): void => {
    const parent = top();
    const closedDetails = parent?.name === 'details:closed' && name !== 'summary';
    const hidden = (parent?.hidden ?? false) || closedDetails || isHidden(attributes);
    if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') {
      hasPasswordField = true;
    }
    const label = attributes.get('aria-label') ?? attributes.get('alt');
    if (link && label) link.text.push(label);
    if (name === 'a') {
      closeLink();
      const given = attributes.get('href');
      const href = given === undefined ? null : withoutFragment(given, address);
      if (href) link = { href, text: label ? [label] : [], visible: !hidden };
    }
    if (VOID.has(name) || closesItself || open.length >= MAX_DEPTH) return;
    const closed = name === 'details' && !attributes.has('open');
    const unread = (parent?.unread ?? false) || UNREAD.has(name);
    open.push({ name: closed ? 'details:closed' : name, hidden, unread });
  };
  const end = (name: string): void => {
    if (name === 'a') closeLink();
    for (let index = open.length - 1; index >= 0; index -= 1) {
      const known = open[index]?.name;
      if (known !== name && known !== `${name}:closed`) continue;
      open.length = index;
      return;
    }
  };

  for (const token of tokensOf(html)) {
    if ('text' in token) {
      words(token.text);
      continue;
    }
    text.push(' ');
    if (token.ends) end(token.tag);
    else begin(token.tag, attributesOf(token.attributes), token.attributes.endsWith('/'));
  }
  closeLink();
  return { title: collapse(title), text: collapse(text.join('')), anchors, hasPasswordField };
};
