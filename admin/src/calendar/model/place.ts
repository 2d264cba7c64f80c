import { VIEW_NAMES, type ViewName } from './events';

/** What of the calendar is on the screen; kept in its address, so that the way back leads there. */
export interface Place {
  view: ViewName;
  /** A day in it, YYYY-MM-DD in the calendar's zone. */
  date: string;
}

const isView = (name: string | null): name is ViewName => VIEW_NAMES.some((view) => view === name);

/** What an address says of it; whatever does not fit is left out. */
export const readPlace = (search: URLSearchParams): Partial<Place> => {
  const [view, date] = [search.get('view'), search.get('date')];
  return {
    ...(isView(view) ? { view } : {}),
    ...(date !== null && /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))
      ? { date }
      : {}),
  };
};

/** The address with some of its values exchanged, and everything else as it was. */
export const withValues = (
  search: URLSearchParams,
  values: Record<string, string | undefined>,
): URLSearchParams => {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
};
