import { editorZone } from '../../composer/model/wall-time';

/** In whose time the calendar is shown. */
export const ZONE_CHOICES = ['mine', 'account', 'utc'] as const;
export type ZoneChoice = (typeof ZONE_CHOICES)[number];

/** Where the choice is kept in this browser. */
const KEY = 'tiktok.calendar.zone';

/** The IANA zone of a choice; the account's falls back to the person's where it has none. */
export const zoneOf = (
  choice: ZoneChoice,
  accountZone: string | null,
  mine: string = editorZone(),
): string => {
  if (choice === 'utc') return 'UTC';
  return choice === 'account' && accountZone !== null ? accountZone : mine;
};

const isChoice = (value: unknown): value is ZoneChoice =>
  ZONE_CHOICES.some((choice) => choice === value);

/** What was chosen the last time; "mine" where the browser keeps nothing. */
export const rememberedZone = (): ZoneChoice => {
  try {
    const kept = localStorage.getItem(KEY);
    return isChoice(kept) ? kept : 'mine';
  } catch {
    // Storage may be switched off.
    return 'mine';
  }
};

export const rememberZone = (choice: ZoneChoice): void => {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Then it is asked for again; nothing else depends on it.
  }
};
