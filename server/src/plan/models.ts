import { type Model } from '../subject';

const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});

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
