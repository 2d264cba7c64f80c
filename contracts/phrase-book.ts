/**
 * The server says everything once, in English: to the log, to programs, and into rows that outlive
 * the version that wrote them. A phrase is such a sentence with `{name}` for what is filled in; the
 * book of a language (`phrases/`) holds each in its words, and finds out of a sentence which phrase
 * it is and what was filled in.
 */
export type Phrases = Readonly<Record<string, string>>;

/** What a language does with what is filled in. */
export interface Wording {
  /** A time (ISO 8601, UTC) as its readers write it, in their zone. */
  moment: (iso: string) => string;
  /** A number with decimals as its readers write it. */
  number: (value: number) => string;
  /** True where no space stands between two sentences, as in Japanese and Chinese. */
  unspaced?: boolean;
}

/** Says a sentence, or several, in the language; what is in no phrase stays as it is. */
export type Say = (english: string) => string;

interface Phrase {
  /** What stands between the holes, one more than there are holes. */
  fixed: readonly string[];
  holes: readonly string[];
  words: string;
}

const HOLE = /\{(\w+)\}/;
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?Z/g;
const DECIMAL = /^(\d{1,12}\.\d{1,6})( MB| kB)?$/;
/** What a sentence is about, before it: a field, a file, an account. */
const NAMED = /^([^:]{1,300}: )([^]+)$/;
const SENTENCE_END = /[.!?]["”)]? /g;
/** Longer than anything that the server says. */
const LONGEST = 4_000;
/** So many sentences are remembered; a page shows the same ones again and again. */
const REMEMBERED = 500;

const phraseOf = ([english, words]: [string, string]): Phrase => {
  const pieces = english.split(HOLE);
  return {
    fixed: pieces.filter((_, index) => index % 2 === 0),
    holes: pieces.filter((_, index) => index % 2 === 1),
    words,
  };
};

const weight = ({ fixed }: Phrase): number => fixed.join('').length;

/** What was filled into the phrase; null where the sentence is another one. */
const filledIn = ({ fixed, holes }: Phrase, sentence: string): Map<string, string> | null => {
  const [first = '', ...rest] = fixed;
  const last = rest.at(-1);
  if (last === undefined) return sentence === first ? new Map() : null;
  if (!sentence.startsWith(first) || !sentence.endsWith(last)) return null;
  const end = sentence.length - last.length;
  const values = new Map<string, string>();
  let from = first.length;
  for (const [index, hole] of holes.entries()) {
    const isLast = index === holes.length - 1;
    const to = isLast ? end : sentence.indexOf(rest[index] ?? '', from);
    if (to < from || to > end) return null;
    values.set(hole, sentence.slice(from, to));
    from = to + (rest[index] ?? '').length;
  }
  return values;
};

/** Where one sentence ends and the next begins. */
const endsIn = (text: string): number[] =>
  [...text.matchAll(SENTENCE_END)].map(({ index, 0: { length } }) => index + length - 1);

export const phraseBook = (phrases: Phrases, wording: Wording): Say => {
  const { moment, number, unspaced = false } = wording;
  const gap = unspaced ? '' : ' ';
  const comma = unspaced ? '、' : ', ';
  const known = new Map(Object.entries(phrases));
  const withHoles = Object.entries(phrases)
    .filter(([english]) => HOLE.test(english))
    .map(phraseOf)
    .sort((one, other) => weight(other) - weight(one));

  const inWords = (text: string): string => text.replace(MOMENT, (iso) => moment(iso));

  /**
   * Fills the language's words; null where several sentences would be filled in that nobody says
   * here: then the phrase is only a part of the text. `strict`: into any hole; else into the first.
   */
  const filled = (
    { words, fixed }: Phrase,
    values: Map<string, string>,
    strict: boolean,
  ): string | null => {
    const doubtful = strict
      ? [...values.values()]
      : fixed[0] === ''
        ? [...values.values()].slice(0, 1)
        : [];
    if (doubtful.some((text) => endsIn(text).length > 0 && wholly(text) === null)) return null;
    return words
      .split(HOLE)
      .map((piece, index) => (index % 2 === 0 ? piece : value(values.get(piece) ?? '')))
      .join('');
  };

  const onePhrase = (sentence: string, strict: boolean): string | null => {
    const exact = HOLE.test(sentence) ? undefined : known.get(sentence);
    if (exact !== undefined) return exact;
    for (const phrase of withHoles) {
      const values = filledIn(phrase, sentence);
      const said = values && filled(phrase, values, strict);
      if (said !== null) return said;
    }
    return null;
  };

  /** All of it in the language, or null. */
  const wholly = (text: string): string | null => {
    const one = onePhrase(text, true);
    if (one !== null) return one;
    for (const end of endsIn(text).reverse()) {
      const head = onePhrase(text.slice(0, end), true);
      const tail = head === null ? null : wholly(text.slice(end + 1));
      if (head !== null && tail !== null) return head + gap + tail;
    }
    return onePhrase(text, false);
  };

  /** As much of it as there are phrases for. */
  const asFarAsKnown = (text: string): string => {
    const [, name = '', rest = ''] = NAMED.exec(text) ?? [];
    const aboutIt = rest === '' ? null : wholly(rest);
    if (aboutIt !== null) return name + aboutIt;
    const ends = endsIn(text);
    for (const end of [...ends].reverse()) {
      const head = onePhrase(text.slice(0, end), false);
      if (head !== null) return head + gap + say(text.slice(end + 1));
    }
    const [end] = ends;
    if (end === undefined) return inWords(text);
    return `${inWords(text.slice(0, end))} ${say(text.slice(end + 1))}`;
  };

  const value = (text: string): string => {
    const words = text.trimStart();
    const lead = unspaced ? '' : text.slice(0, text.length - words.length);
    const whole = wholly(words);
    if (whole !== null) return lead + whole;
    const decimal = DECIMAL.exec(words);
    if (decimal) return lead + number(Number(decimal[1])) + (decimal[2] ?? '');
    const list = words.split(', ').map((one) => onePhrase(one, true));
    if (list.every((one) => one !== null)) return lead + list.join(comma);
    return lead + asFarAsKnown(words);
  };

  const said = new Map<string, string>();
  const say: Say = (english) => {
    if (english.length > LONGEST) return english;
    const remembered = said.get(english);
    if (remembered !== undefined) return remembered;
    const words = wholly(english) ?? asFarAsKnown(english);
    if (said.size >= REMEMBERED) said.clear();
    said.set(english, words);
    return words;
  };
  return say;
};
