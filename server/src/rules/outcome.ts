import { createHash } from 'node:crypto';

import { DateTime } from 'luxon';

import { type MediaKind } from '../../../contracts/media';
import { LIMITS } from '../../../contracts/post-rules';
import { DAY_TIME, type RuleInput, type RuleOverride } from '../../../contracts/rules';
import { holds } from './conditions';
import { type RuleEntry } from './entry-data';
import { cutText } from '../../../contracts/cut-text';
import { fieldsIn, renderTemplate } from './template';

/** A file of the entry that the rule's owner may read. */
export interface RuleFile {
  assetId: number;
  field: string;
  kind: MediaKind;
  name: string;
}

/** When a post shall go out; `now` and `next_slot` are found when it is made. */
export type RuleMoment = { type: 'now' } | { type: 'next_slot' } | { type: 'at'; at: number };

export interface RuleOutcomeFacts {
  /** Why no post comes of it, in words; null when one does. */
  why: string | null;
  kind: MediaKind;
  files: RuleFile[];
  caption: string;
  titleText: string;
  accountId: number;
  moment: RuleMoment;
  missing: string[];
}

const isIn = (field: string, within: string): boolean => {
  // A rule names `scenes.media`, whichever scene it is: `scenes[0].media`.
  const place = field.replace(/\[\d+\]/g, '');
  return place === within || place.startsWith(`${within}.`);
};

/** What stands where a rule looks for its media, each file once, in the order of the entry. */
export const inMediaField = <T extends { assetId: number; field: string }>(
  found: readonly T[],
  mediaField: string | null,
): T[] => {
  const own = mediaField === null ? found : found.filter(({ field }) => isIn(field, mediaField));
  const seen = new Set<number>();
  return own.filter(({ assetId }) => !seen.has(assetId) && seen.add(assetId));
};

/** The first video, else all pictures in order: TikTok takes one or the other in a post. */
const chooseFiles = (files: readonly RuleFile[], mediaField: string | null): RuleFile[] => {
  const own = inMediaField(files, mediaField);
  const video = own.find(({ kind }) => kind === 'video');
  if (video) return [video];
  return own.filter(({ kind }) => kind === 'photo').slice(0, LIMITS.photos);
};

/** The account that a rule posts an entry with. */
export const accountIdFor = (
  rule: Pick<RuleInput, 'accountId' | 'accountByLocale'>,
  locale: string | null,
): number => rule.accountByLocale[locale ?? ''] ?? rule.accountId;

const MINUTE_MS = 60_000;

/** A day, without a time of its own. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The moment in a date field, epoch ms: of a day at the rule's hour by the account's clock. */
const dateIn = (data: unknown, field: string, at: string, zone: string): number | null => {
  const value = field
    .split('.')
    .reduce<unknown>(
      (held, step) =>
        typeof held === 'object' && held !== null && Object.hasOwn(held, step)
          ? Reflect.get(held, step)
          : undefined,
      data,
    );
  if (typeof value !== 'string') return null;
  const read = DateTime.fromISO(DAY.test(value) ? `${value}T${at}` : value, { zone });
  return read.isValid ? read.toMillis() : null;
};

const momentOf = (
  { time }: RuleInput,
  entry: RuleEntry,
  override: RuleOverride | null,
  now: number,
  zone: string,
): RuleMoment | string => {
  if (override?.at) return { type: 'at', at: Date.parse(override.at) };
  if (time.type === 'at_publish') return { type: 'now' };
  if (time.type === 'next_slot') return { type: 'next_slot' };
  if (time.type === 'delay') return { type: 'at', at: now + time.minutes * MINUTE_MS };
  const at = dateIn(entry.data, time.field, time.at ?? DAY_TIME, zone);
  if (at === null) return `The field "${time.field}", which holds the time, is empty.`;
  if (at < now - 10 * MINUTE_MS) return `The time in "${time.field}" has passed already.`;
  return { type: 'at', at };
};

/** A field that the rule uses and its person may not read; undefined when there is none. */
const unreadIn = (rule: RuleInput, unread: readonly string[]): string | undefined => {
  const used = [
    ...fieldsIn(rule.captionTemplate),
    ...fieldsIn(rule.titleTemplate),
    ...rule.conditions.map(({ field }) => field),
    ...(rule.time.type === 'date_field' ? [rule.time.field] : []),
    ...(rule.mediaField === null ? [] : [rule.mediaField]),
  ];
  return unread.find((hidden) =>
    used.some((field) => field === hidden || field.startsWith(`${hidden}.`)),
  );
};

/**
 * What a rule makes of an entry. Pure.
 * @param now epoch ms
 * @param zone the account's: of dates without a time, in conditions and in templates
 */
export const outcomeOf = (
  rule: RuleInput,
  entry: RuleEntry,
  files: readonly RuleFile[],
  override: RuleOverride | null,
  now: number,
  zone = 'UTC',
): RuleOutcomeFacts => {
  const chosen = chooseFiles(files, rule.mediaField);
  const caption = renderTemplate(rule.captionTemplate, entry.data, zone);
  const title = renderTemplate(rule.titleTemplate, entry.data, zone);
  const moment = momentOf(rule, entry, override, now, zone);
  const ownCaption = override?.caption ?? null;
  const facts: RuleOutcomeFacts = {
    why: null,
    kind: chosen[0]?.kind ?? 'video',
    files: chosen,
    caption: ownCaption ?? (caption.ok ? caption.text : ''),
    titleText: title.ok ? cutText(title.text, LIMITS.title, { at: 'word' }) : '',
    accountId: accountIdFor(rule, entry.source.locale),
    moment: typeof moment === 'string' ? { type: 'now' } : moment,
    missing: [
      ...new Set([...(caption.ok ? caption.missing : []), ...(title.ok ? title.missing : [])]),
    ],
  };
  const failed = rule.conditions.find(
    (condition) => !holds(entry.data, condition, entry.fields, zone),
  );
  const unread = unreadIn(rule, entry.unread ?? []);
  const limit = facts.kind === 'photo' ? LIMITS.description : LIMITS.caption;
  const why = (): string | null => {
    if (override?.skip) return 'Someone decided that this entry is not posted.';
    if (unread !== undefined) {
      return `The rule uses the field "${unread}", which the person in whose name it posts may not read.`;
    }
    if (failed) return `The condition on "${failed.field}" does not hold.`;
    if (chosen.length === 0) {
      return rule.mediaField === null
        ? 'The entry has no video and no picture.'
        : `The field "${rule.mediaField}" holds no video and no picture.`;
    }
    if (!caption.ok && ownCaption === null) {
      return `The caption template cannot be used: ${caption.message}`;
    }
    if (!title.ok && facts.kind === 'photo') {
      return `The title template cannot be used: ${title.message}`;
    }
    if (facts.caption.length > limit) {
      return `The caption has ${facts.caption.length} characters; TikTok takes ${limit}. Use the filter "fit" in the template.`;
    }
    return typeof moment === 'string' ? moment : null;
  };
  return { ...facts, why: why() };
};

/** Names exactly these files in any order: in another order they are no other files. */
export const mediaDigest = (fileHashes: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...fileHashes].sort()))
    .digest('hex')
    .slice(0, 32);

/** What a rule remembers of an earlier meeting with the entry. */
export interface Before {
  revision: string;
  media: string | null;
  post_id: number | null;
}

/** The entry was already public when the rule met it for the first time. */
export const BEFORE = 'before';
/** It was only said why the rule could not look at the entry: it has not met it. */
export const TOLD = 'told';

export type Turn =
  /** The rule has had its post of this entry. */
  | { type: 'had' }
  /** The entry was live before the rule knew it: it is remembered, not posted. */
  | { type: 'too_late' }
  /** A post may be made; `revision` makes it the only one. */
  | { type: 'now'; revision: string };

/** A meeting at which the rule looked at the entry; only then the digest of its files is known. */
const isMeeting = ({ revision, media, post_id: postId }: Before): boolean =>
  revision !== TOLD && (media !== null || postId !== null);

/**
 * Whether it is a rule's turn when an entry is published (T12). An entry that was live before the
 * rule met it is never posted for its words; by `media_change` it is once its files change. What was
 * only told of an entry (its type is off, the rule's person is gone) is no meeting.
 * @param again the entry was public already when it was published now
 */
export const turnOf = (
  { repeat }: Pick<RuleInput, 'repeat'>,
  told: readonly Before[],
  media: string,
  again: boolean,
): Turn => {
  const meetings = told.filter(isMeeting);
  if (meetings.length === 0 && again) return { type: 'too_late' };
  const late = meetings.some(({ revision }) => revision === BEFORE);
  if (repeat === 'first') {
    if (meetings.some(({ post_id: postId }) => postId !== null)) return { type: 'had' };
    // Taken back and published again, it goes live anew.
    return late && again ? { type: 'too_late' } : { type: 'now', revision: 'first' };
  }
  const same = meetings.filter((one) => one.media === media);
  if (same.some(({ post_id: postId }) => postId !== null)) return { type: 'had' };
  return same.some(({ revision }) => revision === BEFORE) && again
    ? { type: 'too_late' }
    : { type: 'now', revision: media };
};
