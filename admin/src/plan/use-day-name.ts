import { DateTime } from 'luxon';
import { useIntl } from 'react-intl';

/** The name of a day of the week (1: Monday) in the administrator's language, whole or short. */
export const useDayName = () => {
  const { locale } = useIntl();
  return (weekday: number, length: 'long' | 'short' = 'long'): string =>
    // 5 January 2026 was a Monday.
    DateTime.utc(2026, 1, 4 + weekday)
      .setLocale(locale)
      .toFormat(length === 'long' ? 'cccc' : 'ccc');
};
