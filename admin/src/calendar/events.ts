import { type EventInput } from '@fullcalendar/core';
import { DateTime } from 'luxon';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type CapForecast, type getCalendar } from '../../../contracts/plan';
import { type PostSummary } from '../../../contracts/posts';

/** A post as the calendar's answer has it. */
export type CalendarPost = ResponseOf<typeof getCalendar>['posts'][number];

/** The three ways to look at it, by FullCalendar's names. */
export const VIEWS = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay' } as const;
export type ViewName = keyof typeof VIEWS;

/** When a post stands in the calendar, ISO 8601: when it went out, else when it is to. */
export const timeOf = ({
  publishedAt,
  scheduledAt,
}: Pick<PostSummary, 'publishedAt' | 'scheduledAt'>): string | null => publishedAt ?? scheduledAt;

export const mayMove = ({ actions }: Pick<PostSummary, 'actions'>): boolean =>
  actions.includes('reschedule');

export const eventOf = (
  post: Pick<PostSummary, 'id' | 'title' | 'publishedAt' | 'scheduledAt' | 'actions'>,
): EventInput => ({
  id: String(post.id),
  title: post.title,
  start: timeOf(post) ?? undefined,
  startEditable: mayMove(post),
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
  view: ViewName,
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
