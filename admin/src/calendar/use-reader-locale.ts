import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import { readerLocale } from './model/week-start';

/** The language of the admin in the reader's region: how days and times are written. */
export const useReaderLocale = (): string => {
  const { locale } = useIntl();
  return useMemo(() => readerLocale(locale), [locale]);
};
