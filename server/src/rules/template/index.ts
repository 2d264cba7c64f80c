import { Context, type Emitter, Liquid } from 'liquidjs';

import { cleanText } from '../../../../contracts/clean-text';
import { captionFilters } from './filters';
import { templateData, TemplateFault, textOf } from './values';

/** Beyond these it stops: characters of a template, milliseconds, and memory units of Liquid's. */
const LIMITS = { parseLimit: 20_000, renderLimit: 500, memoryLimit: 300_000 };
/** Characters that a template or a part of it may write, far beyond what TikTok takes. */
const LONGEST_OUTPUT = 100_000;

/** Takes what is written until it is too much. */
class BoundedEmitter implements Emitter {
  buffer = '';

  write(written: unknown): void {
    this.buffer += textOf(written);
    if (this.buffer.length > LONGEST_OUTPUT) {
      throw new TemplateFault(`It writes more than ${LONGEST_OUTPUT} characters.`);
    }
  }
}

/**
 * Liquid without a file system and without code: templates read own properties of plain data only.
 * Captions are no HTML, so nothing is escaped.
 */
const createEngine = (): Liquid => {
  const engine = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    cache: false,
    // Whatever is printed passes here: only texts do.
    outputEscape: textOf,
  });
  // No template may reach another one or a file.
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  for (const [name, filter] of Object.entries(captionFilters())) {
    engine.registerFilter(name, filter);
  }
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter = new BoundedEmitter()) =>
    render(templates, context, emitter);
  return engine;
};

export { fit } from './filters';

const engine = createEngine();

export type Rendered =
  { ok: true; text: string; missing: string[] } | { ok: false; message: string };

/** What we found wrong ourselves, under whatever Liquid wrapped around it. */
const faultIn = (error: unknown): TemplateFault | null => {
  for (let one = error; one instanceof Error;) {
    if (one instanceof TemplateFault) return one;
    one = 'originalError' in one ? one.originalError : undefined;
  }
  return null;
};

const messageOf = (error: unknown): string =>
  faultIn(error)?.message ??
  (error instanceof Error ? error.message : 'It cannot be rendered.').split('\n')[0] ??
  '';

const variablesIn = (template: string): unknown[][] =>
  engine.globalVariableSegmentsSync(engine.parse(template));

/** The fields that a template reads, such as `seo.title`; none of one that cannot be parsed. */
export const fieldsIn = (template: string): string[] => {
  try {
    return variablesIn(template).map((path) =>
      path.filter((step) => typeof step === 'string').join('.'),
    );
  } catch {
    return [];
  }
};

/** Names that a template uses and the data lack, such as `author.name`. */
const missingIn = (template: string, data: Record<string, unknown>): string[] => {
  const lacks = (path: readonly unknown[]): boolean => {
    let value: unknown = data;
    for (const part of path) {
      if (typeof part !== 'string' && typeof part !== 'number') return false;
      if (Array.isArray(value)) return false;
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return true;
      value = Reflect.get(value, part);
    }
    return value === null || value === undefined || value === '';
  };
  const names = variablesIn(template)
    .filter(lacks)
    .map((path) => path.map(String).join('.'));
  return [...new Set(names)].filter((name) => !name.startsWith('forloop'));
};

/** Without the spaces at the ends of lines and the blank lines that conditions leave behind. */
const tidied = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/**
 * Renders a caption or title. Only texts reach it: a list, an object or a text that is too long is a
 * fault that names its field and what to write instead. Other errors are told in Liquid's words.
 * @param zone IANA zone in which dates are shown
 */
export const renderTemplate = (
  template: string,
  data: Record<string, unknown>,
  zone = 'UTC',
): Rendered => {
  try {
    const context = new Context(
      templateData(data),
      { ...engine.options, timezoneOffset: zone },
      { sync: true },
      { liquid: engine },
    );
    const text = textOf(engine.renderSync(engine.parse(template), context));
    return { ok: true, text: tidied(cleanText(text)), missing: missingIn(template, data) };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
};

/** Why a template cannot be used, in Liquid's words; null when it can. */
export const templateProblem = (template: string): string | null => {
  try {
    engine.parse(template);
    return null;
  } catch (error) {
    return messageOf(error);
  }
};
