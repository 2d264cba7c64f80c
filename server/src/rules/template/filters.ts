import { type Context, filters as stock, type Liquid } from 'liquidjs';
import { DateTime } from 'luxon';

import { charactersOf, cutText } from '../../../../contracts/cut-text';
import { hashtagsOf } from '../../../../contracts/hashtags';
import { LIMITS } from '../../../../contracts/post-rules';
import { blocksText, htmlText, isBlocks, markdownText } from '../plain-text';
import { textOf, textsOf } from './values';

type FilterHandler = Extract<
  Parameters<Liquid['registerFilter']>[1],
  (value: never, ...args: never[]) => unknown
>;
type Filters = Record<string, FilterHandler>;
type Args = Parameters<FilterHandler>;

/** Liquid's own that make something of a text. A list or an object put into one was never meant. */
const OF_TEXT = [
  'append',
  'base64_decode',
  'base64_encode',
  'capitalize',
  'cgi_escape',
  'downcase',
  'escape',
  'escape_once',
  'lstrip',
  'newline_to_br',
  'normalize_whitespace',
  'number_of_words',
  'prepend',
  'remove',
  'remove_first',
  'remove_last',
  'replace',
  'replace_first',
  'replace_last',
  'rstrip',
  'slugify',
  'split',
  'squish',
  'strip',
  'strip_newlines',
  'upcase',
  'uri_escape',
  'url_decode',
  'url_encode',
  'xml_escape',
];
/** Liquid's own that read a date. */
const OF_DATE = [
  'date',
  'date_to_long_string',
  'date_to_rfc822',
  'date_to_string',
  'date_to_xmlschema',
];

const stockFilter = (name: string): FilterHandler => {
  const found = (stock as Filters)[name];
  if (!found) throw new Error(`Liquid has no filter ${name}.`);
  return found;
};

const ofText = (name: string): FilterHandler => {
  const filter = stockFilter(name);
  return function (value: unknown, ...args: Args) {
    return filter.call(this, textOf(value), ...args.map(textOf));
  };
};

/** A day, a time of day or a moment without an offset: what the account's clock shows. */
const WALL_CLOCK =
  /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?|\d{2}:\d{2}(:\d{2}(\.\d+)?)?)$/;

const zoneOf = ({ opts }: Context): string =>
  typeof opts.timezoneOffset === 'string' ? opts.timezoneOffset : 'UTC';

const ofDate = (name: string): FilterHandler => {
  const filter = stockFilter(name);
  return function (value: unknown, ...args: Args) {
    const text = typeof value === 'number' ? value : textOf(value);
    const wall =
      typeof text === 'string' && WALL_CLOCK.test(text)
        ? DateTime.fromISO(text.replace(' ', 'T'), { zone: zoneOf(this.context) })
        : null;
    return filter.call(this, wall?.isValid ? wall.toISO() : text, ...args);
  };
};

/** Texts are turned into plain ones within the memory that a template may use. */
const converter = (convert: (text: string) => string): FilterHandler =>
  function (value: unknown) {
    const text = textOf(value);
    this.context.memoryLimit.use(text.length);
    return convert(text);
  };

const number = (value: unknown, otherwise: number): number => {
  const given = Number(value);
  return value === undefined || Number.isNaN(given) ? otherwise : Math.trunc(given);
};

/** Cuts at a word so that the result has at most `limit` UTF-16 units, which is how TikTok counts. */
export const fit = (value: unknown, limit?: unknown): string =>
  cutText(textOf(value), Math.max(1, number(limit, LIMITS.caption)), { at: 'word' });

const endsWithTag = (words: readonly string[]): boolean => /^[#@]/.test(words.at(-1) ?? '');

/** The filters of captions: our own, and Liquid's where they must know characters, dates or texts. */
export const captionFilters = (): Filters => ({
  ...Object.fromEntries(OF_TEXT.map((name) => [name, ofText(name)])),
  ...Object.fromEntries(OF_DATE.map((name) => [name, ofDate(name)])),

  hashtags: (value: unknown) => hashtagsOf(textsOf(value)),
  fit,
  strip_html: converter(htmlText),
  strip_markdown: converter(markdownText),
  blocks_text(value: unknown) {
    return Array.isArray(value) && isBlocks(value) ? blocksText(value) : textOf(value);
  },

  join: (value: unknown, separator?: unknown) =>
    (Array.isArray(value) ? value.map(textOf) : [textOf(value)]).join(
      separator === undefined ? ' ' : textOf(separator),
    ),
  array_to_sentence_string(value: unknown, ...args: Args) {
    const texts = Array.isArray(value) ? value.map(textOf) : [textOf(value)];
    return stockFilter('array_to_sentence_string').call(this, texts, ...args);
  },
  split(value: unknown, separator?: unknown) {
    const [text, by] = [textOf(value), textOf(separator)];
    return by === '' ? charactersOf(text) : ofText('split').call(this, text, by);
  },
  slice(value: unknown, begin: unknown, length?: unknown) {
    if (Array.isArray(value)) {
      return stockFilter('slice').call(this, value, begin, length ?? 1);
    }
    const characters = charactersOf(textOf(value));
    const from = number(begin, 0);
    const start = from < 0 ? characters.length + from : from;
    if (start < 0) return '';
    return characters.slice(start, start + Math.max(0, number(length, 1))).join('');
  },
  truncate: (value: unknown, length?: unknown, mark?: unknown) =>
    cutText(textOf(value), Math.max(0, number(length, 50)), {
      mark: mark === undefined ? '...' : textOf(mark),
    }),
  truncatewords(value: unknown, length?: unknown, mark?: unknown) {
    const text = textOf(value);
    const words = text.trim().split(/\s+/);
    const kept = words.slice(0, Math.max(1, number(length, 15)));
    if (kept.length === words.length) return text;
    const end = mark === undefined ? '...' : textOf(mark);
    return `${kept.join(' ')}${end !== '' && endsWithTag(kept) ? ' ' : ''}${end}`;
  },
});
