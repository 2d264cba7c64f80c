import { type EventInput } from '@fullcalendar/core';
import { DateTime } from 'luxon';

import { type ResponseOf } from '../../../../contracts/endpoint';
import { type CapForecast, type getCalendar } from '../../../../contracts/plan';
import { type PostSummary } from '../../../../contracts/posts';
import { type Item } from './layout';

/** A post as the calendar's answer has it. */
export type CalendarPost = ResponseOf<typeof getCalendar>['posts'][number];

/** The views that FullCalendar draws, by its names. */
export const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay' } as const;
export type GridName = keyof typeof VIEWS;

/** The ways to look at it: as a grid, or as a list by day, for which a phone has room. */
export const VIEW_NAMES = ['month', 'week', 'day', 'list'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** When a post stands in the calendar, ISO 8601: when it went out, else when it is to. */
export const timeOf = ({
  publishedAt,
  scheduledAt,
}: Pick<PostSummary, 'publishedAt' | 'scheduledAt'>): string | null => publishedAt ?? scheduledAt;

export const mayMove = ({ actions }: Pick<PostSummary, 'actions'>): boolean =>
  actions.includes('reschedule');

/**
 * An item as FullCalendar takes it. What holds several posts is not dragged: it would not be seen which
 * of them goes.
 */
export const eventOf = ({ key, at, date, post, more }: Item): EventInput => ({
  id: key,
  title: post?.title ?? '',
  ...(at === null ? { start: date, allDay: true } : { start: at }),
  startEditable: post !== null && more === 0 && mayMove(post),
  // What belongs to a day as a whole stands below its posts.
  extendedProps: { order: at === null ? 1 : 0 },
});

const dayOf = (instant: string, zone: string): DateTime =>
  DateTime.fromISO(instant, { zone }).startOf('day');

/** The days that a stretch touches in a zone, YYYY-MM-DD. */
export const daysOf = ({ from, to }: Pick<CapForecast, 'from' | 'to'>, zone: string): string[] => {
  const days: string[] = [];
  const last = dayOf(to, zone);
  for (let day = dayOf(from, zone); day <= last; day = day.plus({ days: 1 })) {
    days.push(day.toFormat('yyyy-MM-dd'));
  }
  return days;
};

/**
 * Stretches with more than TikTok takes, as backgrounds. The month has whole days only, so there each
 * day that is touched is marked, once, however many stretches touch it.
 */
export const forecastEvents = (
  forecasts: readonly CapForecast[],
  view: GridName,
  zone: string,
): EventInput[] => {
  const look = { display: 'background', editable: false, classNames: ['tiktok-over-cap'] };
  if (view === 'month') {
    const days = new Set(forecasts.flatMap((forecast) => daysOf(forecast, zone)));
    return [...days].map((day) => ({ ...look, id: `cap-${day}`, start: day, allDay: true }));
  }
  return forecasts.map(({ accountId, shareType, from, to }) => ({
    ...look,
    id: `cap-${accountId}-${shareType}-${from}`,
    start: from,
    // A stretch of posts at one moment would have no height.
    end: from === to ? new Date(Date.parse(to) + 60 * 60_000).toISOString() : to,
  }));
};
