import { Info } from 'luxon';

/**
 * Where a week does not begin on Monday, by CLDR: for browsers that cannot say it themselves (Firefox).
 */
const SUNDAY =
  'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';
const SATURDAY = 'AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';

const localeOf = (tag: string | undefined): Intl.Locale | null => {
  try {
    return tag === undefined ? null : new Intl.Locale(tag);
  } catch {
    // Not a language tag.
    return null;
  }
};

/**
 * The language of the admin in the reader's own region, e.g. "en-GB": the admin's languages name no
 * region, and the browser knows one. The region of a language that the reader also reads the admin in
 * comes first, then that of the first language.
 */
export const readerLocale = (
  admin: string,
  browser: readonly string[] = navigator.languages,
): string => {
  const own = localeOf(admin);
  if (!own || own.region !== undefined) return admin;
  const theirs = browser.map(localeOf).filter((one) => one !== null);
  const region =
    theirs.find(({ language, region }) => language === own.language && region)?.region ??
    theirs[0]?.region;
  return region === undefined ? admin : new Intl.Locale(admin, { region }).toString();
};

/** On which day the week begins there: 0 is Sunday, as FullCalendar counts. */
export const weekStart = (locale: string, browserKnows = Info.features().localeWeek): number => {
  if (browserKnows) return Info.getStartOfWeek({ locale }) % 7;
  const region = localeOf(locale)?.maximize().region ?? '';
  if (SUNDAY.split(' ').includes(region)) return 0;
  return SATURDAY.split(' ').includes(region) ? 6 : 1;
};
