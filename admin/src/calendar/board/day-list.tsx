import { Flex, Typography } from '@strapi/design-system';
import { DateTime } from 'luxon';
import { useEffect, useMemo } from 'react';
import { styled } from 'styled-components';

import { type OpenTime } from '../../../../contracts/plan';
import { useTexts } from '../../translations';
import { type CalendarPost } from '../model/events';
import { daysBetween, type Item, itemsByHour, stretchOfList } from '../model/layout';
import { type Shown } from './board';
import { useReaderLocale } from '../use-reader-locale';
import { DayButton } from './day-button';
import { type Doing, ItemInCalendar } from './item';
import { textButton } from './look';

const List = styled.div`
  ul {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }

  .tiktok-day {
    ${textButton}
    padding: 4px 8px;
    cursor: pointer;
  }

  .tiktok-day:hover {
    background: ${({ theme }) => theme.colors.neutral150};
  }

  button:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 1px;
  }
`;

interface DayListProps {
  zone: string;
  /** The first day, YYYY-MM-DD. */
  date: string;
  today: string;
  posts: readonly CalendarPost[];
  openTimes: readonly OpenTime[];
  doing: Doing;
  onShown: (shown: Shown) => void;
  onBeginAt?: ((wall: string) => void) | undefined;
}

const NO_ITEMS: readonly Item[] = [];
/** Each post is seen: a list has room for all. */
const NOT_MERGED = Infinity;

/** Two weeks, day by day. Days that are over are left out where nothing went. */
export const DayList = ({
  zone,
  date,
  today,
  posts,
  openTimes,
  doing,
  onShown,
  onBeginAt,
}: DayListProps) => {
  const { t } = useTexts();
  const locale = useReaderLocale();
  const { from, to } = useMemo(() => stretchOfList(date, zone), [date, zone]);
  const title = useMemo(() => {
    const [first, last] = [from, to].map((at) => DateTime.fromISO(at, { zone }));
    return first && last
      ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone }).formatRange(
          first.toJSDate(),
          last.minus({ days: 1 }).toJSDate(),
        )
      : '';
  }, [from, to, zone, locale]);
  useEffect(() => {
    onShown({ title, from, to, place: { view: 'list', date } });
    // Told once for each stretch, whoever listens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [title, from, to, date]);

  const byDay = useMemo(() => {
    const days = new Map<string, Item[]>();
    for (const item of itemsByHour(posts, openTimes, zone, NOT_MERGED)) {
      days.set(item.date, [...(days.get(item.date) ?? []), item]);
    }
    return days;
  }, [posts, openTimes, zone]);

  const days = daysBetween(from, to, zone).filter((day) => day >= today || byDay.has(day));
  return (
    <List data-testid="calendar" role="region" aria-label={t('calendar.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {days.map((day) => {
          const name = DateTime.fromISO(day, { zone })
            .setLocale(locale)
            .toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' });
          return (
            <Flex
              key={day}
              tag="section"
              direction="column"
              alignItems="stretch"
              gap={2}
              aria-label={name}
              data-date={day}
            >
              <Typography variant="sigma" tag="h3" textColor="neutral700">
                <DayButton
                  text={name}
                  name={name}
                  onBegin={onBeginAt && day >= today ? () => onBeginAt(day) : undefined}
                />
              </Typography>
              {byDay.has(day) && (
                <ul>
                  {(byDay.get(day) ?? NO_ITEMS).map((item) => (
                    <li key={item.key}>
                      <ItemInCalendar item={item} {...doing} />
                    </li>
                  ))}
                </ul>
              )}
            </Flex>
          );
        })}
        {days.length === 0 && (
          <Typography textColor="neutral600">{t('calendar.list.none')}</Typography>
        )}
      </Flex>
    </List>
  );
};
