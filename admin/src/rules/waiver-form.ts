import { type CreatorInfoView, type OpenedAccount } from '../../../contracts/composer';
import { CONSENT_VERSION } from '../../../contracts/consent';
import { type FormState, formState } from '../../../contracts/post-form';
import { type PostOptions } from '../../../contracts/posts';
import { type CallOf } from '../../../contracts/endpoint';
import { type waiveApproval } from '../../../contracts/rules';

/** What every one of the accounts offers: a waiver holds for all of them. */
const sharedCreator = (creators: readonly CreatorInfoView[]): CreatorInfoView | null => {
  const [first] = creators;
  if (!first) return null;
  return {
    ...first,
    privacyLevels: first.privacyLevels.filter((level) =>
      creators.every(({ privacyLevels }) => privacyLevels.includes(level)),
    ),
    commentDisabled: creators.some(({ commentDisabled }) => commentDisabled),
    duetDisabled: creators.some(({ duetDisabled }) => duetDisabled),
    stitchDisabled: creators.some(({ stitchDisabled }) => stitchDisabled),
    maxVideoDurationSec: Math.min(...creators.map((one) => one.maxVideoDurationSec)),
  };
};

const NO_WORDS = {
  caption: '',
  title: '',
  description: '',
  coverTimestampMs: null,
  photoCoverIndex: 0,
};

/**
 * The audited form for every post of a rule. A rule takes videos and pictures, so it offers what either
 * takes; each post later carries what its kind takes. `opened` is what TikTok says of each account now.
 */
export const waiverState = (options: PostOptions, opened: readonly OpenedAccount[]): FormState => {
  const creators = opened.flatMap(({ creator }) => creator ?? []);
  const state = formState({
    kind: 'video',
    shareType: 'direct_post',
    content: NO_WORDS,
    options,
    creator: creators.length === opened.length ? sharedCreator(creators) : null,
    audited: opened.every(({ unauditedNote }) => unauditedNote === null),
    // The files are those of entries to come.
    media: [{ name: '', durationSec: null }],
    cannotPost: null,
  });
  return { ...state, offersAutoAddMusic: true };
};

/** A waiver is looked at again at least once a year; the server takes 366 days. */
export const LONGEST_WAIVER_DAYS = 365;

/** The end of a day (YYYY-MM-DD) in the reader's zone as ISO 8601; null where it is no day. */
export const endOfDay = (day: string): string | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const end = new Date(year, month - 1, date + 1);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
};

/** What is wrong with the last day of a waiver; null when nothing is. */
export const dayProblem = (day: string, now: number): 'missing' | 'past' | 'late' | null => {
  const end = endOfDay(day);
  if (end === null) return 'missing';
  const at = Date.parse(end);
  if (at <= now) return 'past';
  return at > now + (LONGEST_WAIVER_DAYS + 1) * 24 * 3_600_000 ? 'late' : null;
};

/** The consent as it is sent; null while the day is missing. */
export const waiverBody = (
  version: number,
  options: PostOptions,
  declaration: string,
  day: string,
): CallOf<typeof waiveApproval>['body'] | null => {
  const expiresAt = endOfDay(day);
  if (expiresAt === null) return null;
  return {
    version,
    options,
    consent: { text: declaration, version: CONSENT_VERSION },
    expiresAt,
    understood: true,
  };
};
