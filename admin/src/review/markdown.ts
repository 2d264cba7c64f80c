import { legalMarkdown } from '../../../contracts/legal-markdown';

const markdown = legalMarkdown();

/** A piece of a page: words, or an element with what stands in it. */
export type Piece = string | { tag: string; href: string | null; children: Piece[] };

const TAGS = ['p', 'ul', 'ol', 'li', 'blockquote', 'hr', 'strong', 'em', 'code', 'a', 'br'];
/** Below the headings of the page around it. */
const HEADINGS: Record<string, string> = { h1: 'h3', h2: 'h4', h3: 'h5' };

const tagOf = (tag: string): string =>
  HEADINGS[tag] ?? (tag.startsWith('h') && tag !== 'hr' ? 'h6' : TAGS.includes(tag) ? tag : 'span');

type Token = ReturnType<typeof markdown.parse>[number];

const nest = (tokens: readonly Token[]): Piece[] => {
  const root: Piece[] = [];
  const open: Piece[][] = [root];
  const add = (piece: Piece) => open.at(-1)?.push(piece);
  for (const token of tokens) {
    const href = token.attrGet('href');
    if (token.nesting === 1) {
      const children: Piece[] = [];
      // In a tight list the paragraphs are hidden.
      add({ tag: token.hidden ? 'span' : tagOf(token.tag), href, children });
      open.push(children);
    } else if (token.nesting === -1) {
      open.pop();
    } else if (token.type === 'inline') {
      for (const piece of nest(token.children ?? [])) add(piece);
    } else if (token.type === 'softbreak') {
      add(' ');
    } else if (token.tag === '' || token.type === 'text') {
      add(token.content);
    } else {
      add({ tag: tagOf(token.tag), href, children: token.content ? [token.content] : [] });
    }
  }
  return root;
};

/** A legal page in pieces, for a preview without any HTML of the text's own. */
export const piecesOf = (source: string): Piece[] => nest(markdown.parse(source, {}));
