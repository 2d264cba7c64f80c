import { isLocale, messageId, prefixed } from './locales';

interface Translation {
  locale: string;
  data: Record<string, string>;
}

const known = new Map<string, Record<string, string>>();

/** A text of the start for places where Strapi translates nothing itself; in the page's language. */
export const startText = (key: string, english: string): string =>
  known.get(document.documentElement.lang)?.[messageId(key)] ?? english;

const startTexts = async (locale: string): Promise<Translation> => {
  if (!isLocale(locale)) return { locale, data: {} };
  try {
    const texts: { default: Record<string, string> } = await import(`./${locale}/start.json`);
    const data = prefixed(texts.default);
    known.set(locale, data);
    return { locale, data };
  } catch {
    // Links have their English names in them; a lost file must not keep the admin from starting.
    return { locale, data: {} };
  }
};

/** The few texts that the admin shows before any page of ours is opened, for Strapi's `registerTrads`. */
export const registerTrads = ({ locales }: { locales: string[] }): Promise<Translation[]> =>
  Promise.all(locales.map(startTexts));
