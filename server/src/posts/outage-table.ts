import { type Model } from '../subject';

const instant = { type: 'biginteger' };
const count = { type: 'integer', default: 0, column: { notNullable: true } };

/** The circuit breaker of each TikTok app (outages.ts), one row a Client Key. */
export const outagesTable: Model = {
  uid: 'plugin::tiktok.outage',
  tableName: 'tiktok_outages',
  singularName: 'tiktok-outage',
  attributes: {
    id: { type: 'increments' },
    clientKey: { type: 'string', column: { notNullable: true } },
    /** The failures since the last success, newest last: JSON of `{ post, at }`. */
    failures: { type: 'text', column: { notNullable: true } },
    /** Epoch ms since when nothing is sent; null while TikTok works. */
    openSince: instant,
    /** When one post is tried again. */
    retryAt: instant,
    /** The post that is being tried. */
    probePostId: { type: 'integer' },
    probes: count,
    /** When the latest outage began, also after its end. */
    lastSince: instant,
    version: count,
  },
  indexes: [{ name: 'tiktok_outages_client_key', columns: ['client_key'], type: 'unique' }],
};
