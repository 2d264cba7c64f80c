import { type Model } from '../subject';

const required = (type: string) => ({ type, column: { notNullable: true } });

/** Links for people without a login. The token itself stands nowhere, only its keyed hash. */
export const linksTable: Model = {
  uid: 'plugin::tiktok.link',
  tableName: 'tiktok_links',
  singularName: 'tiktok-link',
  attributes: {
    id: { type: 'increments' },
    kind: required('string'),
    postId: required('integer'),
    /** HMAC-SHA-256 of the token under the key of its kind. */
    tokenHash: required('string'),
    /** Which encryption key that key was derived from. */
    keyId: required('string'),
    /** Of the post's files when the link was made: it does not show others. */
    mediaDigest: { type: 'string' },
    expiresAt: required('biginteger'),
    revokedAt: { type: 'biginteger' },
    /** Null for the links that reminders carry. */
    createdById: { type: 'integer' },
    createdByName: { type: 'string' },
    createdAt: required('biginteger'),
    lastOpenedAt: { type: 'biginteger' },
  },
  indexes: [
    { name: 'tiktok_links_token', columns: ['token_hash'], type: 'unique' },
    { name: 'tiktok_links_post', columns: ['post_id'] },
  ],
};
