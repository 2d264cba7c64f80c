import { createHash } from 'node:crypto';

import { type MediaKind } from '../../../contracts/media';
import { LIMITS } from '../../../contracts/post-rules';
import { type RuleCondition, type RuleInput, type RuleOverride } from '../../../contracts/rules';
import { type RuleEntry } from './entry-data';
import { cutText } from '../../../contracts/cut-text';
import { renderTemplate } from './template';

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

const valueAt = (data: Record<string, unknown>, field: string): unknown =>
  field.split('.').reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined;
  }, data);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

const asText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

const holds = (data: Record<string, unknown>, { field, test, value }: RuleCondition): boolean => {
  const found = valueAt(data, field);
  if (test === 'is_empty') return isEmpty(found);
  if (test === 'is_set') return !isEmpty(found);
  const text = asText(found).toLowerCase();
  const wanted = value.toLowerCase();
  if (test === 'contains') return text.includes(wanted);
  return (text === wanted) === (test === 'is');
};

const isIn = (field: string, within: string): boolean =>
  field === within || field.startsWith(`${within}.`) || field.startsWith(`${within}[`);

/** The first video, else all pictures in order: TikTok takes one or the other in a post. */
const chooseFiles = (files: readonly RuleFile[], mediaField: string | null): RuleFile[] => {
  const own = mediaField === null ? files : files.filter(({ field }) => isIn(field, mediaField));
  const video = own.find(({ kind }) => kind === 'video');
  if (video) return [video];
  return own.filter(({ kind }) => kind === 'photo').slice(0, LIMITS.photos);
};

const MINUTE_MS = 60_000;

const momentOf = (
  { time }: RuleInput,
  entry: RuleEntry,
  override: RuleOverride | null,
  now: number,
): RuleMoment | string => {
  if (override?.at) return { type: 'at', at: Date.parse(override.at) };
  if (time.type === 'at_publish') return { type: 'now' };
  if (time.type === 'next_slot') return { type: 'next_slot' };
  if (time.type === 'delay') return { type: 'at', at: now + time.minutes * MINUTE_MS };
  const at = Date.parse(asText(valueAt(entry.data, time.field)));
  if (Number.isNaN(at)) return `The field "${time.field}", which holds the time, is empty.`;
  if (at < now - 10 * MINUTE_MS) return `The time in "${time.field}" has passed already.`;
  return { type: 'at', at };
};

/** What a rule makes of an entry. Pure; `now` in epoch ms. */
export const outcomeOf = (
  rule: RuleInput,
  entry: RuleEntry,
  files: readonly RuleFile[],
  override: RuleOverride | null,
  now: number,
): RuleOutcomeFacts => {
  const chosen = chooseFiles(files, rule.mediaField);
  const caption = renderTemplate(rule.captionTemplate, entry.data);
  const title = renderTemplate(rule.titleTemplate, entry.data);
  const moment = momentOf(rule, entry, override, now);
  const facts: RuleOutcomeFacts = {
    why: null,
    kind: chosen[0]?.kind ?? 'video',
    files: chosen,
    caption: override?.caption ?? (caption.ok ? caption.text : ''),
    titleText: title.ok ? cutText(title.text, LIMITS.title, { at: 'word' }) : '',
    accountId: rule.accountByLocale[entry.source.locale ?? ''] ?? rule.accountId,
    moment: typeof moment === 'string' ? { type: 'now' } : moment,
    missing: [
      ...new Set([...(caption.ok ? caption.missing : []), ...(title.ok ? title.missing : [])]),
    ],
  };
  const failed = rule.conditions.find((condition) => !holds(entry.data, condition));
  const limit = facts.kind === 'photo' ? LIMITS.description : LIMITS.caption;
  const why = (): string | null => {
    if (override?.skip) return 'Someone decided that this entry is not posted.';
    if (failed) return `The condition on "${failed.field}" does not hold.`;
    if (chosen.length === 0) {
      return rule.mediaField === null
        ? 'The entry has no video and no picture.'
        : `The field "${rule.mediaField}" holds no video and no picture.`;
    }
    if (!caption.ok) return `The caption template cannot be used: ${caption.message}`;
    if (!title.ok) return `The title template cannot be used: ${title.message}`;
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

export type Turn =
  /** The rule has had its post of this entry. */
  | { type: 'had' }
  /** The entry was live before the rule knew it: it is remembered, not posted. */
  | { type: 'too_late' }
  /** A post may be made; `revision` makes it the only one. */
  | { type: 'now'; revision: string };

/**
 * Whether it is a rule's turn when an entry is published (T12). An entry that was live before the
 * rule met it is never posted for its words; by `media_change` it is once its files change.
 * @param again the entry was public already when it was published now
 */
export const turnOf = (
  { repeat }: Pick<RuleInput, 'repeat'>,
  meetings: readonly Before[],
  media: string,
  again: boolean,
): Turn => {
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
