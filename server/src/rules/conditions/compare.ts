import { DateTime } from 'luxon';

/** How the values of a field are compared. */
export type Comparing = 'text' | 'number' | 'whole' | 'boolean' | 'day' | 'moment' | 'time';

const OF_TYPE: Readonly<Record<string, Comparing>> = {
  integer: 'whole',
  biginteger: 'whole',
  float: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'day',
  datetime: 'moment',
  timestamp: 'moment',
  time: 'time',
};

/** By the field's type; for JSON and where the type is not known, by the value itself. */
export const comparingOf = (type: string | undefined, value: unknown): Comparing => {
  const known = type === undefined ? undefined : OF_TYPE[type];
  if (known) return known;
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
};

/** Texts are alike in any case, with any spaces around them, however their accents are written. */
const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

const NUMBER = /^[+-]?\d+([.,]\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/;
const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  false: false,
  no: false,
};

const numberOf = (text: string): number | null =>
  NUMBER.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null;

/** Whole numbers may be larger than a double holds. */
const wholeOf = (text: string): bigint | null => {
  const given = text.trim();
  return /^[+-]?\d+$/.test(given) ? BigInt(given.replace('+', '')) : null;
};

const momentIn = (text: string, zone: string): DateTime | null => {
  const read = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone });
  return read.isValid ? read : null;
};

/**
 * Why no value of this kind is ever equal to the text, in words that follow the field's name; null
 * when one may be.
 */
export const cannotEqual = (comparing: Comparing, text: string): string | null => {
  const given = text.trim();
  if (comparing === 'number' && numberOf(given) === null) {
    return `holds numbers, and "${given}" is none. Write one such as 12.5`;
  }
  if (comparing === 'whole' && wholeOf(given) === null) {
    return `holds whole numbers, and "${given}" is none`;
  }
  if (comparing === 'boolean' && !(plain(given) in BOOLEANS)) {
    return `is true or false, and "${given}" is neither`;
  }
  if (comparing === 'day' && !(DAY.test(given) && momentIn(given, 'UTC'))) {
    return `holds dates, and "${given}" is none. Write one such as 2026-12-24`;
  }
  if (comparing === 'moment' && !momentIn(given, 'UTC')) {
    return `holds dates with a time, and "${given}" is none. Write 2026-12-24, or 2026-12-24 18:00`;
  }
  if (comparing === 'time' && !CLOCK.test(given)) {
    return `holds times of day, and "${given}" is none. Write one such as 18:00`;
  }
  return null;
};

/** A value as a person would write it down. */
const writtenAs = (comparing: Comparing, value: unknown, zone: string): string => {
  if (comparing === 'moment') {
    return momentIn(String(value), zone)?.toFormat('yyyy-MM-dd HH:mm') ?? String(value);
  }
  return String(value);
};

/** Whether a value is what the text says. @param zone of wall clocks: the account's */
export const equals = (
  comparing: Comparing,
  value: unknown,
  text: string,
  zone: string,
): boolean => {
  if (comparing === 'text') return plain(String(value)) === plain(text);
  if (cannotEqual(comparing, text) !== null) return false;
  switch (comparing) {
    case 'number':
      return Number(value) === numberOf(text);
    case 'whole':
      return wholeOf(String(value)) === wholeOf(text);
    case 'boolean':
      return (value === true || value === 'true') === BOOLEANS[plain(text)];
    case 'day':
      return String(value).slice(0, 10) === text.trim();
    case 'time':
      return String(value).startsWith(text.trim());
    case 'moment': {
      const [one, other] = [momentIn(String(value), zone), momentIn(text, zone)];
      if (!one || !other) return false;
      // As exact as it was written: a day, a minute, or to the second.
      const unit = DAY.test(text.trim()) ? 'day' : /:\d{2}:\d{2}/.test(text) ? 'second' : 'minute';
      return one.startOf(unit).toMillis() === other.startOf(unit).toMillis();
    }
  }
};

/** Whether a value, as a person would write it down, has the text in it. */
export const includes = (
  comparing: Comparing,
  value: unknown,
  text: string,
  zone: string,
): boolean => plain(writtenAs(comparing, value, zone)).includes(plain(text));
