import { type Model } from '../subject';

const id = { type: 'increments' };
const line = { type: 'string', column: { notNullable: true } };
const text = { type: 'text' };
/** Epoch milliseconds. */
const instant = { type: 'biginteger' };
const number = { type: 'integer' };

/** One row, under the slot `main`: what the site says of itself, and its URL properties. */
const factsTable: Model = {
  uid: 'plugin::tiktok.review-facts',
  tableName: 'tiktok_review_facts',
  singularName: 'review-facts',
  attributes: {
    id,
    slot: line,
    version: { type: 'integer', column: { notNullable: true } },
    facts: text,
    properties: text,
    /** The asset of the test run's clip. */
    clipAssetId: number,
    updatedAt: instant,
  },
  indexes: [{ name: 'tiktok_review_facts_slot_unique', columns: ['slot'], type: 'unique' }],
};

/** The last result of each check per mode. */
const resultsTable: Model = {
  uid: 'plugin::tiktok.review-result',
  tableName: 'tiktok_review_results',
  singularName: 'review-result',
  attributes: { id, mode: line, checkId: line, found: text, ranAt: instant },
  indexes: [
    {
      name: 'tiktok_review_results_mode_check_unique',
      columns: ['mode', 'check_id'],
      type: 'unique',
    },
  ],
};

/** "I did this", per mode. */
const confirmationsTable: Model = {
  uid: 'plugin::tiktok.review-confirmation',
  tableName: 'tiktok_review_confirmations',
  singularName: 'review-confirmation',
  attributes: { id, mode: line, checkId: line, byId: number, byName: line, at: instant },
  indexes: [
    {
      name: 'tiktok_review_confirmations_mode_check_unique',
      columns: ['mode', 'check_id'],
      type: 'unique',
    },
  ],
};

/** A legal page that somebody edited or published; the others are made from the facts. */
const legalTable: Model = {
  uid: 'plugin::tiktok.review-legal',
  tableName: 'tiktok_review_legal',
  singularName: 'review-legal',
  attributes: {
    id,
    kind: line,
    locale: line,
    /** Null: made from the facts. */
    markdown: text,
    published: { type: 'integer', default: 0, column: { notNullable: true } },
    updatedAt: instant,
  },
  indexes: [
    {
      name: 'tiktok_review_legal_kind_locale_unique',
      columns: ['kind', 'locale'],
      type: 'unique',
    },
  ],
};

/** Each test run that a person started; its outcome is the post's, or the refusal kept here. */
const testRunsTable: Model = {
  uid: 'plugin::tiktok.review-test-run',
  tableName: 'tiktok_review_test_runs',
  singularName: 'review-test-run',
  attributes: {
    id,
    mode: line,
    kind: line,
    accountId: number,
    postId: number,
    refusal: text,
    byName: line,
    at: instant,
  },
};

export const models = [factsTable, resultsTable, confirmationsTable, legalTable, testRunsTable];
