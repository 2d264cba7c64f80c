import { createHash } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type SeenVersion } from '../../../contracts/versions';
import { inTransaction, table, type Transaction } from '../database/tables';
import { versionConflict } from '../http/problem';

/** Something that several people edit, by name. */
export type SharedThing =
  | `account ${number}`
  | `posting times ${number}`
  | `insights ${number}`
  | `saved text ${number}`
  | `legal page ${string} ${string}`
  | `content type ${string}`
  | `words of ${string}`
  | `entry ${string} ${string} ${string}`
  | `app ${string}`;

export interface Revision {
  /** Goes up with every change; 0 before the first. */
  version: number;
  /** Who changed it last, by name. */
  by: string | null;
  /** Epoch milliseconds. */
  at: number | null;
}

export interface SharedChange {
  thing: SharedThing;
  /** As a message names it: "The saved text". */
  called: string;
  /** The version that was on the screen. */
  seen: SeenVersion;
  by: string;
}

const NEVER: Revision = { version: 0, by: null, at: null };

const row = z.object({
  subject: z.string(),
  version: z.coerce.number(),
  changed_by: z.string().nullable(),
  changed_at: z.coerce.number().nullable(),
});

const LONGEST = 200;

/** Names of types and documents are the site's own; one too long for the index goes by its digest. */
const columnOf = (thing: SharedThing): string =>
  thing.length <= LONGEST ? thing : createHash('sha256').update(thing).digest('hex');

/**
 * Nobody overwrites what they have not seen: a change is stored in one transaction with the count of
 * changes, by compare-and-set on the version that was on the screen.
 */
export const createRevisions = ({ strapi }: { strapi: Core.Strapi }) => {
  const rows = (trx?: Transaction) => table(strapi, 'tiktok_revisions', trx);

  const ofMany = async <T extends SharedThing>(
    things: readonly T[],
    trx?: Transaction,
  ): Promise<Map<T, Revision>> => {
    const found: unknown = await rows(trx).whereIn('subject', things.map(columnOf)).select();
    const known = new Map(
      z
        .array(row)
        .parse(found)
        .map(({ subject, version, changed_by: by, changed_at: at }) => [
          subject,
          { version, by, at },
        ]),
    );
    return new Map(things.map((thing) => [thing, known.get(columnOf(thing)) ?? NEVER]));
  };

  const of = async (thing: SharedThing, trx?: Transaction): Promise<Revision> =>
    (await ofMany([thing], trx)).get(thing) ?? NEVER;

  const countChange = async (
    { thing, called, seen, by }: SharedChange,
    trx: Transaction,
  ): Promise<void> => {
    const subject = columnOf(thing);
    await rows(trx).insert({ subject, version: 0 }).onConflict('subject').ignore();
    const asSeen = seen === 'latest' ? { subject } : { subject, version: seen };
    const count: number = await rows(trx)
      .where(asSeen)
      .update({
        version: strapi.db.connection.raw('?? + 1', ['version']),
        changed_by: by,
        changed_at: Date.now(),
      });
    if (count !== 1) throw versionConflict(called, await of(thing, trx));
  };

  return {
    /** Ask before the values are read: a version that is too old only costs a question. */
    of,
    ofMany,

    /**
     * Counts a change and stores it with `store`, both or neither.
     * @throws Problem `version_conflict`, and whatever `store` throws
     */
    change: <T>(change: SharedChange, store: (trx: Transaction) => Promise<T>): Promise<T> =>
      inTransaction(strapi, async (trx) => {
        await countChange(change, trx);
        return store(trx);
      }),

    /** Of something that is deleted, in the transaction that does it. */
    async forget(thing: SharedThing, trx: Transaction): Promise<void> {
      await rows(trx)
        .where({ subject: columnOf(thing) })
        .delete();
    },
  };
};

export type Revisions = ReturnType<typeof createRevisions>;

export const revisionsOf = (strapi: Core.Strapi): Revisions =>
  strapi.plugin('tiktok').service('revisions');
