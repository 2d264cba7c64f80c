import { isLocale, prefixed } from './locales';

interface Translation {
  locale: string;
  data: Record<string, string>;
}

const startTexts = async (locale: string): Promise<Translation> => {
  if (!isLocale(locale)) return { locale, data: {} };
  try {
    const texts: { default: Record<string, string> } = await import(`./${locale}/start.json`);
    return { locale, data: prefixed(texts.default) };
  } catch {
    // Links have their English names in them; a lost file must not keep the admin from starting.
    return { locale, data: {} };
  }
};

/** The few texts that the admin shows before any page of ours is opened, for Strapi's `registerTrads`. */
export const registerTrads = ({ locales }: { locales: string[] }): Promise<Translation[]> =>
  Promise.all(locales.map(startTexts));
