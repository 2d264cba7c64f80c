import {
  type DatesSetArg,
  type EventContentArg,
  type EventDropArg,
  type EventInput,
} from '@fullcalendar/core';
import dayGridPlugin from '@fullcalendar/daygrid';
import interactionPlugin, { type DropArg } from '@fullcalendar/interaction';
import luxonPlugin from '@fullcalendar/luxon3';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import { DateTime, Info } from 'luxon';
import { type RefObject, useCallback, useMemo } from 'react';
import { useIntl } from 'react-intl';

import { type CapForecast } from '../../../contracts/plan';
import { useTexts } from '../translations';
import { type CalendarPost, eventOf, forecastEvents, timeOf, type ViewName, VIEWS } from './events';
import { Look } from './look';
import { type Place } from './place';
import { PostInCalendar } from './post-box';

const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin, luxonPlugin];
const viewNames = Object.keys(VIEWS) as ViewName[];
const NO_POSTS: readonly CalendarPost[] = [];
const NO_FORECASTS: readonly CapForecast[] = [];

/** What is on the screen. */
export interface Shown {
  title: string;
  /** ISO 8601, the end exclusive. */
  from: string;
  to: string;
  /** Where it is, so that another zone, and the way back, open on the same day. */
  place: Place;
}

/** Something was dropped at a place; `revert` puts it back where it was. */
export interface Dropped {
  /** What stands there on the wall: YYYY-MM-DD, with a time in week and day. */
  wall: string;
  revert: () => void;
}

interface BoardProps {
  calendar: RefObject<FullCalendar>;
  view: ViewName;
  zone: string;
  /** Where it opens, YYYY-MM-DD; today if absent. */
  date: string | undefined;
  posts: readonly CalendarPost[] | undefined;
  forecasts: readonly CapForecast[] | undefined;
  onShown: (shown: Shown) => void;
  onChooseTime: (post: CalendarPost) => void;
  onMoved: (post: CalendarPost, dropped: Dropped) => void;
  onDraft: (element: HTMLElement, dropped: Dropped) => void;
}

/** The calendar itself: FullCalendar, told what to show and telling what was done. */
export const Board = ({
  calendar,
  view,
  zone,
  date,
  posts = NO_POSTS,
  forecasts = NO_FORECASTS,
  onShown,
  onChooseTime,
  onMoved,
  onDraft,
}: BoardProps) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const byId = useMemo(() => new Map(posts.map((post) => [String(post.id), post])), [posts]);
  const events = useMemo(
    (): EventInput[] => [...posts.map(eventOf), ...forecastEvents(forecasts, view, zone)],
    [posts, forecasts, view, zone],
  );

  const content = useCallback(
    ({ event, timeText }: EventContentArg) => {
      const post = byId.get(event.id);
      if (!post) return event.display === 'background' ? null : (event.title ?? '');
      const at = timeOf(post);
      return (
        <PostInCalendar
          post={post}
          time={
            at === null
              ? timeText
              : DateTime.fromISO(at, { zone })
                  .setLocale(locale)
                  .toLocaleString(DateTime.TIME_SIMPLE)
          }
          onChooseTime={() => onChooseTime(post)}
        />
      );
    },
    [byId, zone, locale, onChooseTime],
  );

  const datesSet = ({ start, end, view: { title, type, calendar: api } }: DatesSetArg) =>
    onShown({
      title,
      from: start.toISOString(),
      to: end.toISOString(),
      place: {
        view: viewNames.find((name) => VIEWS[name] === type) ?? view,
        date: DateTime.fromJSDate(api.getDate(), { zone }).toFormat('yyyy-MM-dd'),
      },
    });

  const eventDrop = ({ event, revert }: EventDropArg) => {
    const post = byId.get(event.id);
    if (post) onMoved(post, { wall: event.startStr, revert });
    else revert();
  };

  const drop = ({ dateStr, draggedEl }: DropArg) =>
    onDraft(draggedEl, { wall: dateStr, revert: () => undefined });

  return (
    <Look
      $view={view}
      data-testid="calendar"
      // On a phone a week is wider than the screen: it can be scrolled by keyboard.
      tabIndex={0}
      role="region"
      aria-label={t('calendar.title')}
    >
      <FullCalendar
        // Another zone is another calendar: its days begin at other instants.
        key={zone}
        ref={calendar}
        plugins={PLUGINS}
        headerToolbar={false}
        initialView={VIEWS[view]}
        initialDate={date}
        timeZone={zone}
        locale={locale}
        firstDay={Info.getStartOfWeek({ locale }) % 7}
        height="auto"
        allDaySlot={false}
        nowIndicator
        dayMaxEvents={4}
        moreLinkText={(count) => t('calendar.more', { count })}
        moreLinkHint={(count) => t('calendar.more.hint', { count })}
        closeHint={t('common.close')}
        // FullCalendar gives the link the attributes of a button, but not the role.
        moreLinkDidMount={({ el }) => el.setAttribute('role', 'button')}
        defaultTimedEventDuration="01:00"
        eventMinHeight={56}
        eventDisplay="block"
        eventInteractive={false}
        slotEventOverlap={false}
        snapDuration="00:15"
        events={events}
        editable
        eventDurationEditable={false}
        droppable
        eventContent={content}
        datesSet={datesSet}
        eventDrop={eventDrop}
        drop={drop}
      />
    </Look>
  );
};
