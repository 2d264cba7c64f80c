/** The languages the plugin speaks, by Strapi's names for them. English is complete and the fallback. */
export const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-Hans'] as const;
export type Locale = (typeof LOCALES)[number];

export const isLocale = (locale: string): locale is Locale =>
  LOCALES.some((known) => known === locale);

/** `menu.label` is `tiktok.menu.label` in Strapi's common space of names. */
export const messageId = (key: string): string => `tiktok.${key}`;

/** Texts as Strapi wants them: keys carry the plugin's name. */
export const prefixed = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [messageId(key), text]));
