import { type RuleCondition } from '../../../../contracts/rules';
import { cannotEqual, comparingOf, equals, includes } from './compare';
import { type FieldFacts, type FieldsFacts } from './field-facts';
import { blocksText, htmlText, isBlocks, markdownText } from '../plain-text';

/** Read of one field's value; the rest of a longer text is not looked at. */
const LONGEST = 100_000;

interface Found {
  /** The steps to the value, through lists and related entries. */
  path: string[];
  /** What stands there; undefined within JSON, which has no schema. */
  facts: FieldFacts | undefined;
  /** A list stands somewhere on the way. */
  list: boolean;
}

const HAS_FIELDS = ['component', 'dynamiczone', 'media', 'relation'];

/** The value that a condition means: of a related entry its title, unless it names another field. */
const find = (fields: FieldsFacts, field: string): Found | string => {
  const steps = field.split('.');
  let known: FieldsFacts | undefined = fields;
  let facts: FieldFacts | undefined;
  let list = false;
  for (const [at, step] of steps.entries()) {
    if (facts?.type === 'json') return { path: steps, facts: undefined, list: true };
    const name = steps.slice(0, at + 1).join('.');
    if (!known || !Object.hasOwn(known, step)) {
      return `"${name}" is no field that a rule may read.`;
    }
    facts = known[step];
    list ||= facts?.list ?? false;
    known = facts?.fields;
  }
  const title = facts?.type === 'relation' ? facts.title : null;
  if (title && known && Object.hasOwn(known, title)) {
    return { path: [...steps, title], facts: known[title], list };
  }
  return { path: steps, facts, list };
};

/** Every value at the end of a path, whichever list it stands in. */
const valuesAt = (data: unknown, path: readonly string[]): unknown[] => {
  if (data === null || data === undefined || data === '') return [];
  const [step, ...rest] = path;
  if (Array.isArray(data) && !isBlocks(data)) return data.flatMap((one) => valuesAt(one, path));
  if (step === undefined) return [data];
  if (typeof data !== 'object' || !Object.hasOwn(data, step)) return [];
  return valuesAt(Reflect.get(data, step), rest);
};

/** The words of a text as a reader sees them; other values stay as they are. */
const comparable = (facts: FieldFacts | undefined, value: unknown): unknown => {
  if (Array.isArray(value)) return blocksText(value).slice(0, LONGEST);
  if (typeof value !== 'string') return value;
  const text = value.slice(0, LONGEST);
  if (facts?.type !== 'richtext') return text;
  return /^\s{0,100}</.test(text) ? htmlText(text) : markdownText(text);
};

/**
 * Whether a condition holds for an entry's data. Values are compared as what they are: texts, numbers,
 * dates, true or false. A list is compared by any of its items, a related entry by its title.
 * @param fields what is known of the entry's type; without it values are taken for what they look like
 * @param zone of dates: the account's
 */
export const holds = (
  data: unknown,
  { field, test, value: text }: RuleCondition,
  fields: FieldsFacts | undefined,
  zone: string,
): boolean => {
  const found = fields ? find(fields, field) : null;
  if (typeof found === 'string') return test === 'is_empty' || test === 'is_not';
  const values = valuesAt(data, found?.path ?? field.split('.'));
  if (test === 'is_empty' || test === 'is_set') return values.length > 0 === (test === 'is_set');
  const facts = found?.facts;
  const any = (compare: typeof equals): boolean =>
    values
      .map((value) => comparable(facts, value))
      .some(
        (value) =>
          typeof value !== 'object' && compare(comparingOf(facts?.type, value), value, text, zone),
      );
  if (test === 'contains') return any(includes);
  // Nothing is what an empty text says.
  const same = values.length === 0 ? text.trim() === '' : any(equals);
  return same === (test === 'is');
};

/** What is wrong with a condition, and in which part of it. */
export interface ConditionFault {
  part: 'field' | 'value';
  message: string;
}

const quoted = (texts: readonly string[]): string => texts.map((one) => `"${one}"`).join(', ');

/** Why a condition can never hold for an entry of this type; null when it can. */
export const conditionFault = (
  { field, test, value: text }: RuleCondition,
  fields: FieldsFacts,
): ConditionFault | null => {
  const found = find(fields, field);
  if (typeof found === 'string') return { part: 'field', message: found };
  if (test === 'is_empty' || test === 'is_set') return null;
  const { facts } = found;
  if (!facts) return null;
  const { type, fields: within = {}, values, maxLength } = facts;
  if (HAS_FIELDS.includes(type)) {
    const [first] = Object.keys(within);
    const example = first ? `, such as ${field}.${first}` : '';
    return {
      part: 'field',
      message: `"${field}" has fields of its own. Name the one that is meant${example}.`,
    };
  }
  const never = (why: string): ConditionFault => ({
    part: 'value',
    message: `This condition can never hold: "${field}" ${why}.`,
  });
  if (values) {
    const fits = (one: string) =>
      test === 'contains' ? includes('text', one, text, 'UTC') : equals('text', one, text, 'UTC');
    if (!values.some(fits)) return never(`is one of ${quoted(values)}`);
  }
  if (maxLength !== undefined && text.trim().length > maxLength) {
    return never(`has at most ${maxLength} characters`);
  }
  const comparing = comparingOf(type, '');
  if (test !== 'contains') {
    const why = cannotEqual(comparing, text);
    return why === null ? null : never(why);
  }
  if (comparing === 'boolean') return never('is true or false; compare it with "is"');
  if (comparing !== 'text' && !/^[\d\s.,:+TZ-]+$/i.test(text)) {
    return never(cannotEqual(comparing, text) ?? 'holds no such text');
  }
  return null;
};

const plain = (text: string): string => text.trim().toLowerCase();

/** Conditions that shut each other out: by index of the later one. */
export const contradictions = (
  conditions: readonly RuleCondition[],
  fields: FieldsFacts,
): Map<number, string> => {
  const faults = new Map<number, string>();
  conditions.forEach((one, index) => {
    const found = find(fields, one.field);
    if (typeof found === 'string') return;
    for (const before of conditions.slice(0, index)) {
      if (before.field !== one.field) continue;
      const tests = [before.test, one.test];
      const same = plain(before.value) === plain(one.value);
      const emptyAndNot =
        tests.includes('is_empty') &&
        ['is_set', 'contains'].some((test) => tests.includes(test as typeof one.test));
      const twoValues = tests.every((test) => test === 'is') && !same && !found.list;
      const isAndIsNot = tests.includes('is') && tests.includes('is_not') && same;
      if (emptyAndNot || twoValues || isAndIsNot) {
        faults.set(index, `It can never hold together with the other condition on "${one.field}".`);
      }
    }
  });
  return faults;
};
