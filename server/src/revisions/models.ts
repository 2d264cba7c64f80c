import { type Model } from '../subject';

/** How often each thing that several people edit was changed, and who did it last. */
export const revisionsTable: Model = {
  uid: 'plugin::tiktok.revision',
  tableName: 'tiktok_revisions',
  singularName: 'tiktok-revision',
  attributes: {
    id: { type: 'increments' },
    subject: { type: 'string', column: { notNullable: true } },
    version: { type: 'integer', column: { notNullable: true } },
    changedBy: { type: 'string' },
    /** Epoch milliseconds. */
    changedAt: { type: 'biginteger' },
  },
  indexes: [{ name: 'tiktok_revisions_subject_unique', columns: ['subject'], type: 'unique' }],
};
