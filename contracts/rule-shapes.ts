import { z } from 'zod';

import { id, moment } from './ids';
import { postingTimes } from './plan';
import { LIMITS } from './post-rules';
import { consentGiven, postOptions } from './posts';
import { typeWords } from './type-words';
import { shareType } from './settings';

/** Something for each of the site's locales, of which there are never so many. */
const byLocale = <Value extends z.ZodType>(value: Value) =>
  z
    .record(z.string().max(20), value)
    .refine((record) => Object.keys(record).length <= 500, 'has too many locales');

const fieldName = z.string().regex(/^[A-Za-z_][\w.]{0,99}$/, 'a field, such as title or seo.image');

/** When a post goes out whose date has no time. */
export const DAY_TIME = '09:00';

/** When a post of a rule goes out, counted from the publication of its entry. */
export const ruleTime = z.discriminatedUnion('type', [
  z.object({ type: z.literal('at_publish') }),
  z.object({ type: z.literal('delay'), minutes: z.number().int().min(1).max(43_200) }),
  /** The account's next posting time that is free. */
  z.object({ type: z.literal('next_slot') }),
  /**
   * A date or datetime field of the entry; for a time that has passed no post is made, and it is said.
   * `at`: when on that day, by the account's clock, for a date without a time; absent: `DAY_TIME`.
   */
  z.object({
    type: z.literal('date_field'),
    field: fieldName,
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it like 18:00')
      .optional(),
  }),
]);
export type RuleTime = z.output<typeof ruleTime>;

/** All of a rule's conditions must hold for the published entry. */
export const ruleCondition = z.object({
  field: fieldName,
  test: z.enum(['is', 'is_not', 'contains', 'is_set', 'is_empty']),
  value: z.string().max(500).default(''),
});
export type RuleCondition = z.output<typeof ruleCondition>;

/**
 * A person's consent for every Direct Post of a rule, instead of one for each post: chosen in the
 * audited form, with its own end.
 */
export const waiverInput = z.object({
  options: postOptions,
  consent: consentGiven,
  expiresAt: moment,
  /** The warning, read and confirmed. */
  understood: z.literal(true),
});

export const waiver = z.object({
  options: postOptions,
  text: z.string(),
  version: z.string(),
  byId: z.number().int(),
  byName: z.string(),
  at: z.string(),
  expiresAt: z.string(),
});
export type Waiver = z.output<typeof waiver>;

export const ruleInput = z.object({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  /** The content type. */
  uid: z.string().max(200),
  /** Where the media are, such as `video` or `blocks`; null: the first video, else all pictures. */
  mediaField: fieldName.nullable(),
  /** Liquid templates; see the docs for what they see. */
  captionTemplate: z.string().max(5_000),
  /** Photos only. */
  titleTemplate: z.string().max(1_000).default(''),
  accountId: id,
  /** Another account for entries in these locales. */
  accountByLocale: byLocale(id).default({}),
  shareType,
  time: ruleTime,
  /** first: once in the life of an entry. media_change: again when its media are other files. */
  repeat: z.enum(['first', 'media_change']),
  conditions: z.array(ruleCondition).max(10).default([]),
  /** What becomes of planned posts when their entry is unpublished or deleted. */
  onUnpublish: z.enum(['cancel', 'keep']),
});
export type RuleInput = z.output<typeof ruleInput>;

export const ruleView = ruleInput.extend({
  id: z.number().int(),
  version: z.number().int(),
  /** Direct Posts of the rule go out without approval while it lasts. */
  waiver: waiver.nullable(),
  /** In whose name its posts are made: who saved it last. */
  ownerName: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Why it does nothing at present, in words; null when it works. */
  idleWhy: z.string().nullable(),
  firedCount: z.number().int(),
});
export type RuleView = z.output<typeof ruleView>;

/** A content type that can hold media, and what a rule may use of it. */
export const ruleType = z.object({
  /** Of our own switch. */
  version: z.number().int(),
  uid: z.string(),
  displayName: z.string(),
  draftAndPublish: z.boolean(),
  localized: z.boolean(),
  /** May post at all: our own switch, else the type's `pluginOptions.tiktok.enabled`, else yes. */
  enabled: z.boolean(),
  /** Where `enabled` comes from. */
  decidedBy: z.enum(['page', 'schema', 'default']),
  mediaFields: z.array(z.object({ field: z.string(), multiple: z.boolean() })),
  /** Fields that a template may use. */
  fields: z.array(z.object({ field: z.string(), type: z.string() })),
  /** What a condition may compare: also fields of parts and related entries, such as `tags.slug`. */
  conditionFields: z.array(z.object({ field: z.string(), type: z.string() })),
  dateFields: z.array(z.string()),
  /** With which the form opens for its entries. */
  words: typeWords,
});
export type RuleType = z.output<typeof ruleType>;

/** What a rule would make, or has made, of an entry. */
export const ruleOutcome = z.object({
  documentId: z.string(),
  locale: z.string().nullable(),
  title: z.string(),
  publishedAt: z.string().nullable(),
  /** Whether a post would come of it; if not, why, in words. */
  fires: z.boolean(),
  why: z.string().nullable(),
  caption: z.string(),
  titleText: z.string(),
  files: z.array(z.string()),
  accountId: z.number().int().nullable(),
  at: z.string().nullable(),
  /** Names in the template that the entry does not have. */
  missing: z.array(z.string()),
});
export type RuleOutcome = z.output<typeof ruleOutcome>;

/** What an editor decides for one entry, whatever the rules say. */
export const ruleOverride = z.object({
  skip: z.boolean(),
  /** Instead of the template's; null: the template's. Pictures take 4,000, videos 2,200. */
  caption: z.string().max(LIMITS.description).nullable(),
  /** Instead of the rule's time. */
  at: moment.nullable(),
});
export type RuleOverride = z.output<typeof ruleOverride>;

/** Rules, switches and words of types, and posting times, without ids and without anything secret. */
export const rulesExport = z.object({
  format: z.literal('strapi-plugin-tiktok/rules@1'),
  rules: z
    .array(
      ruleInput.omit({ accountId: true, accountByLocale: true }).extend({
        /** The handle, else the nickname: ids differ between environments. */
        account: z.string().max(200),
        accountsByLocale: byLocale(z.string().max(200)),
      }),
    )
    .max(1_000),
  types: z.array(z.object({ uid: z.string().max(200), enabled: z.boolean() })).max(2_000),
  /** The templates with which the form opens; an export from before has none. */
  words: z
    .array(typeWords.omit({ version: true }).extend({ uid: z.string().max(200) }))
    .max(2_000)
    .default([]),
  postingTimes: z
    .array(
      z.object({
        account: z.string().max(200),
        times: postingTimes,
      }),
    )
    .max(1_000),
});
export type RulesExport = z.output<typeof rulesExport>;
