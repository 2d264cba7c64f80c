import { type Model } from '../subject';

const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});

/** The recurring times at which an account posts, in wall clock of its own zone. */
export const postingTimesTable: Model = {
  uid: 'plugin::tiktok.posting-time',
  tableName: 'tiktok_posting_times',
  singularName: 'tiktok-posting-time',
  attributes: {
    id: { type: 'increments' },
    accountId: required({ type: 'integer' }),
    /** ISO: 1 is Monday. */
    weekday: required({ type: 'integer' }),
    time: required({ type: 'string' }),
  },
  indexes: [{ name: 'tiktok_posting_times_account', columns: ['account_id'] }],
};

/** The secret address of a person's calendar; of the token only a hash. */
export const feedsTable: Model = {
  uid: 'plugin::tiktok.feed',
  tableName: 'tiktok_feeds',
  singularName: 'tiktok-feed',
  attributes: {
    id: { type: 'increments' },
    userId: required({ type: 'integer' }),
    tokenHash: required({ type: 'string' }),
    keyId: required({ type: 'string' }),
    createdAt: required({ type: 'biginteger' }),
    lastOpenedAt: { type: 'biginteger' },
  },
  indexes: [
    { name: 'tiktok_feeds_user', columns: ['user_id'], type: 'unique' },
    { name: 'tiktok_feeds_token', columns: ['token_hash'], type: 'unique' },
  ],
};
