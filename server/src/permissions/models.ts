import { type Model } from '../subject';

/** The plugin's rights that roles and tokens hold, as they were last seen. */
export const grantsTable: Model = {
  uid: 'plugin::tiktok.remembered-grant',
  tableName: 'tiktok_remembered_grants',
  singularName: 'tiktok-remembered-grant',
  attributes: {
    id: { type: 'increments' },
    /** Which of Strapi's tables of rights it stands in: its uid. */
    kind: { type: 'string', column: { notNullable: true } },
    /** What holds it, by what survives an import: the documentId. */
    holder: { type: 'string', column: { notNullable: true } },
    action: { type: 'string', column: { notNullable: true } },
    /** Everything else of the row, such as conditions: JSON. */
    data: { type: 'text', column: { notNullable: true } },
  },
};
