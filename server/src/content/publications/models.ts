import { type Model } from '../../subject';

export const PUBLICATIONS_UID = 'plugin::tiktok.publication';

const instant = { type: 'biginteger' };
const line = { type: 'string' };
const required = (attribute: Record<string, unknown>) => ({
  ...attribute,
  column: { notNullable: true },
});

/**
 * The outbox: what happened to an entry, written in the same transaction as the publication itself,
 * so that it is there if and only if the publication is. Rows go when they are worked off.
 */
export const publicationsTable: Model = {
  uid: PUBLICATIONS_UID,
  tableName: 'tiktok_publications',
  singularName: 'tiktok-publication',
  attributes: {
    id: { type: 'increments' },
    event: required(line),
    uid: required(line),
    documentId: required(line),
    locale: line,
    /** Epoch ms by this server's clock; tells the order in words, decides nothing. */
    at: required(instant),
    /** Who published, if it was a person in the admin. */
    actorId: { type: 'integer' },
    /** 1: it had been published before. */
    again: { type: 'integer', default: 0, column: { notNullable: true } },
    tries: { type: 'integer', default: 0, column: { notNullable: true } },
    leaseUntil: instant,
  },
};
