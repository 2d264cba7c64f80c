import {
  type DatesSetArg,
  type DayCellContentArg,
  type DayHeaderContentArg,
  type EventContentArg,
  type EventDropArg,
  type EventInput,
} from '@fullcalendar/core';
import dayGridPlugin from '@fullcalendar/daygrid';
import interactionPlugin, { type DateClickArg, type DropArg } from '@fullcalendar/interaction';
import luxonPlugin from '@fullcalendar/luxon3';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import { DateTime } from 'luxon';
import { type RefObject, useCallback, useMemo } from 'react';

import { type CapForecast } from '../../../../contracts/plan';
import { useTexts } from '../../translations';
import { type CalendarPost, eventOf, forecastEvents, type GridName, VIEWS } from '../model/events';
import { type Item } from '../model/layout';
import { type Place } from '../model/place';
import { useReaderLocale } from '../use-reader-locale';
import { DayButton } from './day-button';
import { type Doing, ItemInCalendar } from './item';
import { Look } from './look';

const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin, luxonPlugin];
const GRID_NAMES = Object.keys(VIEWS) as GridName[];
const NO_FORECASTS: readonly CapForecast[] = [];
/** A week opens scrolled to here; the hours before and after are reached by scrolling. */
const WORK_BEGINS = '08:00:00';
const DAY = 'yyyy-MM-dd';

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
  view: GridName;
  zone: string;
  /** On which day a week begins, 0 is Sunday. */
  firstDay: number;
  /** Where it opens, YYYY-MM-DD; today if absent. */
  date: string | undefined;
  /** Of the shown zone. */
  today: string;
  items: readonly Item[];
  forecasts: readonly CapForecast[] | undefined;
  /** Days of the month that are not shown. */
  folded: ReadonlySet<string>;
  doing: Doing;
  onShown: (shown: Shown) => void;
  onMoved: (post: CalendarPost, dropped: Dropped) => void;
  onDraft: (element: HTMLElement, dropped: Dropped) => void;
  /** Begins a post for a day or a time on the wall; absent for people who may not compose. */
  onBeginAt?: ((wall: string) => void) | undefined;
}

/** The hours can be scrolled by keyboard from their first column, also where nothing stands in them. */
const letScroll = (el: HTMLElement): void =>
  el.querySelector('.fc-timegrid-col[data-date]')?.setAttribute('tabindex', '0');

/** The calendar itself: FullCalendar, told what to show and telling what was done. */
export const Board = ({
  calendar,
  view,
  zone,
  firstDay,
  date,
  today,
  items,
  forecasts = NO_FORECASTS,
  folded,
  doing,
  onShown,
  onMoved,
  onDraft,
  onBeginAt,
}: BoardProps) => {
  const { t } = useTexts();
  const locale = useReaderLocale();
  const byKey = useMemo(() => new Map(items.map((item) => [item.key, item])), [items]);
  const events = useMemo(
    (): EventInput[] => [...items.map(eventOf), ...forecastEvents(forecasts, view, zone)],
    [items, forecasts, view, zone],
  );
  const dayOf = useCallback((at: Date) => DateTime.fromJSDate(at, { zone }), [zone]);

  const content = useCallback(
    ({ event }: EventContentArg) => {
      const item = byKey.get(event.id);
      if (item) return <ItemInCalendar item={item} {...doing} />;
      return event.display === 'background' ? null : (event.title ?? '');
    },
    [byKey, doing],
  );

  const dayName = (at: Date, text: string) => {
    const day = dayOf(at);
    const wall = day.toFormat(DAY);
    return (
      <DayButton
        text={text}
        name={day.setLocale(locale).toLocaleString(DateTime.DATE_HUGE)}
        onBegin={onBeginAt && wall >= today ? () => onBeginAt(wall) : undefined}
      />
    );
  };

  const datesSet = ({ start, end, view: { title, type, calendar: api } }: DatesSetArg) =>
    onShown({
      title,
      from: start.toISOString(),
      to: end.toISOString(),
      place: {
        view: GRID_NAMES.find((name) => VIEWS[name] === type) ?? view,
        date: dayOf(api.getDate()).toFormat(DAY),
      },
    });

  const eventDrop = ({ event, revert }: EventDropArg) => {
    const post = byKey.get(event.id)?.post;
    if (post) onMoved(post, { wall: event.startStr, revert });
    else revert();
  };

  const drop = ({ dateStr, draggedEl }: DropArg) =>
    onDraft(draggedEl, { wall: dateStr, revert: () => undefined });

  const dateClick = ({ dateStr, jsEvent: { target } }: DateClickArg) => {
    // The name of the day has its own press.
    if (target instanceof Element && target.closest('button')) return;
    onBeginAt?.(dateStr);
  };

  return (
    <Look
      $view={view}
      data-testid="calendar"
      // On a narrow screen a week is wider than it: it can be scrolled by keyboard.
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
        firstDay={firstDay}
        height={view === 'month' ? 'auto' : 'min(80rem, 80vh)'}
        scrollTime={WORK_BEGINS}
        slotLabelFormat={{ hour: 'numeric', minute: '2-digit' }}
        allDaySlot={false}
        nowIndicator
        defaultTimedEventDuration="01:00"
        eventMinHeight={68}
        eventDisplay="block"
        eventOrder="order,start,id"
        eventInteractive={false}
        slotEventOverlap={false}
        snapDuration="00:15"
        events={events}
        editable
        eventDurationEditable={false}
        droppable
        eventContent={content}
        dayCellContent={({ date: at, dayNumberText }: DayCellContentArg) =>
          dayName(at, dayNumberText)
        }
        dayCellClassNames={({ date: at }) =>
          folded.has(dayOf(at).toFormat(DAY)) ? ['tiktok-folded'] : []
        }
        dayHeaderContent={({ date: at, text }: DayHeaderContentArg) =>
          view === 'month' ? text : dayName(at, text)
        }
        viewDidMount={({ el }) => letScroll(el)}
        datesSet={datesSet}
        eventDrop={eventDrop}
        drop={drop}
        dateClick={dateClick}
      />
    </Look>
  );
};
