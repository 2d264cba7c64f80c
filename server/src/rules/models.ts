import { type Model } from '../subject';

const id = { type: 'increments' };
const line = { type: 'string' };
const text = { type: 'text' };
/** Epoch milliseconds. */
const instant = { type: 'biginteger' };
const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});

/** A rule by which entries post themselves; `data` is what the page edits (contracts/rules.ts). */
export const rulesTable: Model = {
  uid: 'plugin::tiktok.rule',
  tableName: 'tiktok_rules',
  singularName: 'tiktok-rule',
  attributes: {
    id,
    uid: required(line),
    data: required(text),
    waiver: text,
    ownerId: required({ type: 'integer' }),
    ownerName: required(line),
    version: required({ type: 'integer' }),
    createdAt: required(instant),
    updatedAt: required(instant),
  },
  indexes: [{ name: 'tiktok_rules_uid', columns: ['uid'] }],
};

/**
 * A rule met an entry: the post that came of it, or why none did. Its unique key makes every way of
 * publishing count once (T12). `locale` is empty for types without locales, since null is never equal.
 */
export const meetingsTable: Model = {
  uid: 'plugin::tiktok.rule-meeting',
  tableName: 'tiktok_rule_meetings',
  singularName: 'tiktok-rule-meeting',
  attributes: {
    id,
    ruleId: required({ type: 'integer' }),
    uid: required(line),
    documentId: required(line),
    locale: required(line),
    /**
     * What makes this meeting another one than the last: `first`, the digest of the media,
     * `before` for an entry that was already published when the rule met it first, or `told` where
     * it was only said why the rule could not look at it.
     */
    revision: required(line),
    /** Digest of the entry's files as they were. */
    media: line,
    postId: { type: 'integer' },
    why: text,
    at: required(instant),
  },
  indexes: [
    {
      name: 'tiktok_rule_meetings_once',
      columns: ['rule_id', 'document_id', 'locale', 'revision'],
      type: 'unique',
    },
    { name: 'tiktok_rule_meetings_entry', columns: ['document_id'] },
  ],
};

/** What an editor decided for one entry. */
export const overridesTable: Model = {
  uid: 'plugin::tiktok.rule-override',
  tableName: 'tiktok_rule_overrides',
  singularName: 'tiktok-rule-override',
  attributes: {
    id,
    uid: required(line),
    documentId: required(line),
    locale: required(line),
    skip: required({ type: 'integer' }),
    caption: text,
    at: instant,
    /** Whose words and time these are; null: of an API token, or from before it was kept. */
    authorId: { type: 'integer' },
  },
  indexes: [
    {
      name: 'tiktok_rule_overrides_entry',
      columns: ['uid', 'document_id', 'locale'],
      type: 'unique',
    },
  ],
};
