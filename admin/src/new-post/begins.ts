import { type When } from '../composer/model/when';
import { wallTimeOf } from '../composer/model/wall-time';

/** What a new post is begun with, from a place in the calendar. */
export interface Begins {
  when: When;
  /** Null: the person chooses it. */
  accountId: number | null;
}

/** A place to begin at: an instant (ISO 8601), or a day with or without a time on the person's wall. */
export type BeginsAt = { at: string } | { date: string; time?: string };

const PATH = '/plugins/tiktok/new';

/** The address of the page "New post" for a place. */
export const newPostAddress = (place: BeginsAt, accountId?: number): string => {
  const search = new URLSearchParams(
    'at' in place
      ? { at: place.at }
      : { date: place.date, ...(place.time ? { time: place.time } : {}) },
  );
  if (accountId !== undefined) search.set('accountId', String(accountId));
  return `${PATH}?${search.toString()}`;
};

/** What an address says of it; null where it names no place. Whatever does not fit is left out. */
export const readBegins = (search: URLSearchParams, zone: string): Begins | null => {
  const accountId = /^\d{1,9}$/.test(search.get('accountId') ?? '')
    ? Number(search.get('accountId'))
    : null;
  const ms = Date.parse(search.get('at') ?? '');
  if (!Number.isNaN(ms)) {
    const at = new Date(ms).toISOString();
    return { when: { type: 'at', ...wallTimeOf(at, zone), picked: at }, accountId };
  }
  const date = search.get('date') ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) return null;
  const time = /^([01]\d|2[0-3]):[0-5]\d$/.exec(search.get('time') ?? '')?.[0] ?? '';
  return { when: { type: 'at', date, time, picked: null }, accountId };
};

/** Where the person came from, if it was a page of ours; kept in the history, not in the address. */
export const cameFrom = (state: unknown): string | null =>
  typeof state === 'object' &&
  state !== null &&
  'from' in state &&
  typeof state.from === 'string' &&
  state.from.startsWith('/plugins/tiktok')
    ? state.from
    : null;
