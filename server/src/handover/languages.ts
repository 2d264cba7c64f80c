/** The languages of the pages and mails for people outside the admin; English is the fallback. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A language by its first part, so that `zh-CN` and `pt-PT` are understood as well. */
const byStem = new Map<string, Language>(
  LANGUAGES.map((language) => [language.split('-')[0] ?? language, language]),
);

/** What a browser may be offered, for Koa's `ctx.acceptsLanguages`. */
export const STEMS = [...byStem.keys()];

/** The language to speak to someone who asked for this one; English for one we do not speak. */
export const languageOf = (wanted: string | null | undefined): Language =>
  byStem.get((wanted ?? '').split(/[-_]/)[0]?.toLowerCase() ?? '') ?? 'en';
