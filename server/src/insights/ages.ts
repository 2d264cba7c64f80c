const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const DAYS_BETWEEN = 30;
const LAST_DAYS = 365;
/** Nothing older than this (ms) is measured. */
export const LONGEST_AGE = LAST_DAYS * DAY;
const late = Array.from(
  { length: Math.floor((LAST_DAYS - 90) / DAYS_BETWEEN) },
  (_, index) => 90 + DAYS_BETWEEN * (index + 1),
);

/**
 * The ages at which a post is measured, in hours after its creation: close together while it grows,
 * at 7, 28 and 90 days, then every 30 days to the end of its first year.
 */
export const POST_AGES: readonly number[] = [
  1,
  3,
  8,
  24,
  48,
  ...[7, 28, 90, ...late].map((days) => days * 24),
];

/** Another video of the account is measured once a day of its first year, where that is switched on. */
const OTHER_AGES: readonly number[] = Array.from({ length: LAST_DAYS }, (_, day) => (day + 1) * 24);

export type Plan = 'post' | 'other';
const agesOf = (plan: Plan): readonly number[] => (plan === 'post' ? POST_AGES : OTHER_AGES);

/** The age (hours) that a measuring now is for: the latest one that has come; null before the first. */
export const ageFor = (plan: Plan, createdAt: number, now: number): number | null =>
  [...agesOf(plan)].reverse().find((hours) => createdAt + hours * HOUR <= now) ?? null;

/** When the next age comes (epoch ms); null after the last one. */
export const nextAgeAt = (plan: Plan, createdAt: number, now: number): number | null => {
  const hours = agesOf(plan).find((age) => createdAt + age * HOUR > now);
  return hours === undefined ? null : createdAt + hours * HOUR;
};

/** How late (ms) a measuring of an age in hours may be to be compared with others: a fifth, or 15 minutes. */
export const toleranceOf = (hours: number): number => Math.max((hours * HOUR) / 5, 15 * MINUTE);

/** Whether a measuring at this true age (ms) is too late to stand for that age. */
export const isLate = (hours: number, ageMs: number): boolean =>
  ageMs - hours * HOUR > toleranceOf(hours);

/** When to ask again for a video that TikTok left out of its answer: soon while it is young. */
export const askAgainAt = (plan: Plan, createdAt: number, now: number): number => {
  const soon = now + Math.min(DAY, Math.max(5 * MINUTE, (now - createdAt) / 10));
  return Math.min(soon, nextAgeAt(plan, createdAt, now) ?? soon);
};
