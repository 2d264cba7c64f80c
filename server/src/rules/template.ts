import { Liquid } from 'liquidjs';

/** Beyond these it stops: characters of a template, milliseconds, and memory units of Liquid's. */
const LIMITS = { parseLimit: 20_000, renderLimit: 500, memoryLimit: 200_000 };

const wordsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : String(value ?? '').split(/[,\n]/)).map((one) =>
    String(one ?? ''),
  );

/** Letters, digits and underscores are what TikTok takes in a hashtag; the rest is left out. */
const tagOf = (word: string): string => word.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}_]/gu, '');

/** `["summer", "at sea"]` or `"summer, at sea"` as `#summer #atsea`, each once. */
const hashtags = (value: unknown): string => {
  const tags = wordsOf(value).map(tagOf).filter(Boolean);
  return [...new Set(tags)].map((tag) => `#${tag}`).join(' ');
};

/** Cuts at a word so that the result has at most `limit` UTF-16 units, which is how TikTok counts. */
export const fit = (value: unknown, limit: unknown = 2_200): string => {
  const text = String(value ?? '');
  const most = Math.max(1, Number(limit) || 2_200);
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = /^[\s\S]*\S(?=\s)/.exec(cut)?.[0] ?? '';
  // A text of one long word is cut within it, but never through a surrogate pair.
  const kept = word.length > most / 2 ? word : cut.replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}…`;
};

/** The text of Markdown without its marks; links keep their words. */
const stripMarkdown = (value: unknown): string =>
  String(value ?? '')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(^|\W)[*_](\S.*?)[*_](?=\W|$)/g, '$1$2')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

interface Block {
  text?: unknown;
  children?: unknown;
}

/** Strapi's rich text (blocks) as plain text, a line for each block. */
const blocksText = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value ?? '');
  return value
    .map((block: Block) =>
      typeof block.text === 'string' ? block.text : childText(block.children),
    )
    .join('\n')
    .trim();
};

const childText = (children: unknown): string =>
  Array.isArray(children)
    ? children
        .map((child: Block) =>
          typeof child.text === 'string' ? child.text : childText(child.children),
        )
        .join('')
    : '';

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
  });
  // No template may reach another one or a file.
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  engine.registerFilter('hashtags', hashtags);
  engine.registerFilter('fit', fit);
  engine.registerFilter('strip_markdown', stripMarkdown);
  engine.registerFilter('blocks_text', blocksText);
  return engine;
};

const engine = createEngine();

export type Rendered =
  { ok: true; text: string; missing: string[] } | { ok: false; message: string };

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'It cannot be rendered.').split('\n')[0] ?? '';

/** Names that a template uses and the data lack, such as `author.name`. */
const missingIn = (template: string, data: Record<string, unknown>): string[] => {
  const used = engine.globalVariableSegmentsSync(engine.parse(template));
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
  const names = used.filter(lacks).map((path) => path.map(String).join('.'));
  return [...new Set(names)].filter((name) => !name.startsWith('forloop'));
};

/** Renders a caption or title. Errors of the template are told in Liquid's words. */
export const renderTemplate = (template: string, data: Record<string, unknown>): Rendered => {
  try {
    const text = String(engine.parseAndRenderSync(template, data));
    return {
      ok: true,
      // Blank lines and spaces that conditions leave behind.
      text: text
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      missing: missingIn(template, data),
    };
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
