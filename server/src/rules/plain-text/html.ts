import { Parser } from 'htmlparser2';

import { createLines } from './lines';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** What stands in these is no text of the page. */
const DROPPED = set(
  'script style template title noscript iframe object svg math canvas audio video select textarea',
);
/** A blank line before and after, as their margins show it. */
const APART = set('p h1 h2 h3 h4 h5 h6 blockquote pre table figure hr dl');
const BLOCKS = set(
  'address article aside body caption center dd details dialog div dt fieldset figcaption footer form header hgroup html legend li main nav section summary tbody tfoot thead tr',
);
const LISTS = set('ul ol menu');
const CELLS = set('td th');

/**
 * HTML as the plain text that a reader sees: blocks, list items, rows and breaks on lines of their
 * own, entities as the characters they mean, no script and no style. Linear in the length of `html`.
 */
export const htmlText = (html: string): string => {
  const lines = createLines();
  let dropped = 0;
  let exact = 0;
  /** Within a list paragraphs stand close together. */
  let listDepth = 0;

  const border = (name: string): void => {
    if (LISTS.has(name)) lines.list();
    else if (APART.has(name)) lines.block(listDepth === 0);
    else if (BLOCKS.has(name)) lines.block();
    else if (CELLS.has(name)) lines.gap();
  };
  const parser = new Parser(
    {
      onopentag(name) {
        if (DROPPED.has(name)) dropped += 1;
        if (dropped > 0) return;
        border(name);
        if (LISTS.has(name)) listDepth += 1;
        if (name === 'pre') exact += 1;
        if (name === 'br') lines.lineBreak();
      },
      ontext(text) {
        if (dropped > 0) return;
        if (exact > 0) lines.exactly(text);
        else lines.words(text);
      },
      onclosetag(name) {
        if (DROPPED.has(name)) dropped = Math.max(0, dropped - 1);
        else if (dropped === 0) {
          if (LISTS.has(name)) {
            listDepth = Math.max(0, listDepth - 1);
            lines.block();
          } else border(name);
          if (name === 'pre') exact = Math.max(0, exact - 1);
        }
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  );
  parser.write(html);
  parser.end();
  return lines.text();
};
