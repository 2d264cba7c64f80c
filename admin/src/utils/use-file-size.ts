import { useCallback } from 'react';
import { useIntl } from 'react-intl';

const MEGABYTE = 1_000_000;
const KILOBYTE = 1_000;

/**
 * The size of a file as people say it, in decimal units as TikTok's limits are given: `340 kB`,
 * `1.3 MB`, `12 MB`.
 */
export const useFileSize = (): ((bytes: number) => string) => {
  const { formatNumber } = useIntl();
  return useCallback(
    (bytes) => {
      const isLarge = bytes >= MEGABYTE;
      const value = bytes / (isLarge ? MEGABYTE : KILOBYTE);
      return formatNumber(value, {
        style: 'unit',
        unit: isLarge ? 'megabyte' : 'kilobyte',
        maximumFractionDigits: isLarge && value < 10 ? 1 : 0,
      });
    },
    [formatNumber],
  );
};
