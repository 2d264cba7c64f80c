import { isBlocks } from '../plain-text';

/** Why a template cannot be rendered, in words for whoever wrote it. */
export class TemplateFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateFault';
  }
}

/** Of one field, in UTF-16 units: a long article with its markup, and time for the slowest filter. */
const LONGEST_TEXT = 100_000;
/** Deeper and wider than what people nest; what lies beyond is left out. */
const MAX_DEPTH = 30;
const MAX_ITEMS = 1_000;

interface Label {
  /** The field as a template names it, such as `seo.title`. */
  path: string;
  /** What stands in the field: of an item of a list, the list. */
  held: object;
}
const labels = new WeakMap<object, Label>();

/** What people call the field that names a thing, best first. */
const NAMES = ['name', 'title', 'headline', 'label', 'tag', 'hashtag', 'keyword', 'slug', 'text'];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The field of a related entry or a part that names it; null where none of them holds a text. */
export const namingField = (value: object): string | null => {
  const texts = Object.keys(value).filter((key) => {
    const one: unknown = Reflect.get(value, key);
    return key !== '__component' && (typeof one === 'string' || typeof one === 'number');
  });
  return NAMES.find((name) => texts.includes(name)) ?? texts[0] ?? null;
};

const adviceFor = (path: string, held: object): string => {
  if (isBlocks(held)) return `is rich text. Write {{ ${path} | blocks_text }}`;
  if (!Array.isArray(held)) {
    const field = namingField(held);
    return `is no text but has fields of its own. Write ${field ? `{{ ${path}.${field} }}` : 'the field that is meant, after a full stop'}`;
  }
  const item: unknown = held.find(isObject);
  if (!isObject(item)) {
    return `is a list. Write {{ ${path} | join: ", " }}, or {{ ${path} | hashtags }}`;
  }
  const field = namingField(item) ?? 'name';
  return `is a list. Write {{ ${path} | map: "${field}" | join: ", " }}, or {{ ${path} | map: "${field}" | hashtags }}`;
};

/** The fault that names the field of a value that is no text, and what to write instead. */
export const notText = (value: object): TemplateFault => {
  const { path, held } = labels.get(value) ?? { path: '', held: value };
  return path === ''
    ? new TemplateFault(`A value ${adviceFor('field', held)}.`)
    : new TemplateFault(`The field "${path}" ${adviceFor(path, held)}.`);
};

/** An object of the data. Made into a text it tells what it is, whoever tries: no filter prints it. */
class Part {
  toString(): never {
    throw notText(this);
  }
}

const labelled = (value: unknown, path: string, held: object | null, depth: number): unknown => {
  if (!isObject(value)) return value;
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    labels.set(copy, { path, held: held ?? copy });
    for (const one of value.slice(0, MAX_ITEMS)) {
      copy.push(labelled(one, path, held ?? copy, depth + 1));
    }
    return copy;
  }
  const part = new Part();
  labels.set(part, { path, held: held ?? part });
  const inBlocks = held !== null && isBlocks(held);
  for (const [name, one] of Object.entries(value)) {
    put(part, name, one, path === '' ? name : `${path}.${name}`, inBlocks ? held : null, depth);
  }
  return part;
};

/** A text that is too long is told of only when a template reads it. */
const put = (
  part: object,
  name: string,
  value: unknown,
  path: string,
  held: object | null,
  depth: number,
): void => {
  const descriptor: PropertyDescriptor = { enumerable: true };
  if (typeof value === 'string' && value.length > LONGEST_TEXT) {
    descriptor.get = () => {
      throw new TemplateFault(
        `The field "${path}" has ${value.length} characters; a template takes up to ${LONGEST_TEXT}.`,
      );
    };
  } else descriptor.value = labelled(value, path, held, depth + 1);
  Object.defineProperty(part, name, descriptor);
};

/** An entry's data for a template: a copy in which every value knows the field it stands in. */
export const templateData = (data: Record<string, unknown>): object => {
  const copy = labelled(data, '', null, 0);
  return isObject(copy) ? copy : {};
};

/**
 * The texts in a value: of a list those of its items, of related entries and parts what names them.
 * @throws TemplateFault for what has no name
 */
export const textsOf = (value: unknown): string[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (isBlocks(value)) throw notText(value);
    return value.flatMap(textsOf);
  }
  if (!isObject(value)) return [String(value)];
  const field = namingField(value);
  if (field === null) throw notText(value);
  return [String(Reflect.get(value, field))];
};

/**
 * A value as a text.
 * @throws TemplateFault for a list or an object
 */
export const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.length === 0) return '';
  if (isObject(value)) throw notText(value);
  return String(value);
};
