import { useMemo } from 'react';
import { useIntl } from 'react-intl';

export interface Numbers {
  /** A counter of 64 bits, which comes in digits; a dash where TikTok told none. */
  count: (digits: string | null) => string;
  /** A change, with its sign. */
  change: (digits: string | null) => string;
  /** 1.8; 0.03, which is not nothing */
  times: (value: number) => string;
  /** Whether it would read as one. */
  isOne: (value: number) => boolean;
  percent: (value: number) => string;
  /** A number that may be half of something, such as a median. */
  plain: (value: number) => string;
}

/** Numbers in the reader's language. */
export const useNumbers = (): Numbers => {
  const { locale } = useIntl();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(locale);
    const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
    const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const little = new Intl.NumberFormat(locale, { maximumSignificantDigits: 1 });
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    return {
      count: (digits) => (digits === null ? '–' : whole.format(BigInt(digits))),
      change: (digits) => (digits === null ? '–' : signed.format(BigInt(digits))),
      times: (value) => (value < 0.1 ? little : one).format(value),
      isOne: (value) => one.format(value) === one.format(1),
      percent: (value) => share.format(value),
      plain: (value) => whole.format(Math.round(value)),
    };
  }, [locale]);
};

/** A day of a calendar, whatever zone the browser is in; `ms` is its midnight in UTC. */
export const useDayName = (): ((ms: number, length: 'short' | 'long') => string) => {
  const { locale } = useIntl();
  return useMemo(() => {
    const names = {
      short: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
      long: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    };
    return (ms, length) => names[length].format(ms);
  }, [locale]);
};
