import { type Model } from '../subject';

const line = { type: 'string', column: { notNullable: true } };

/** Captions and hashtag groups; `shared` 1: for everybody who composes. */
export const savedTextsTable: Model = {
  uid: 'plugin::tiktok.saved-text',
  tableName: 'tiktok_saved_texts',
  singularName: 'tiktok-saved-text',
  attributes: {
    id: { type: 'increments' },
    kind: line,
    name: line,
    text: { type: 'text', column: { notNullable: true } },
    shared: { type: 'integer', default: 0, column: { notNullable: true } },
    ownerId: { type: 'integer', column: { notNullable: true } },
    ownerName: { type: 'string' },
    updatedAt: { type: 'biginteger', column: { notNullable: true } },
  },
  indexes: [{ name: 'tiktok_saved_texts_owner', columns: ['owner_id'] }],
};
