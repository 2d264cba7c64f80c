import { AsyncResource } from 'node:async_hooks';

import { type Core } from '@strapi/strapi';
import { schedule, type ScheduledTask } from 'node-cron';
import { z } from 'zod';

import { nowMsSql } from '../../database/clock';
import { table } from '../../database/tables';
import { isOnDuty } from '../../on-duty';

const number = z.coerce.number();
const publicationRow = z.object({
  id: number,
  event: z.enum(['published', 'unpublished', 'deleted']),
  uid: z.string(),
  document_id: z.string(),
  locale: z.string().nullable(),
  at: number,
  actor_id: number.nullable(),
  again: number.transform((value) => value === 1),
  tries: number,
});

/** What happened to an entry, for those who make something of it. */
export interface Publication {
  /** Stable over repeated deliveries. */
  id: number;
  event: 'published' | 'unpublished' | 'deleted';
  uid: string;
  documentId: string;
  locale: string | null;
  /** Epoch ms. */
  at: number;
  /** The entry was public already: it is published anew, not for the first time. */
  again: boolean;
  /** The administrator who did it, if one did. */
  actorId: number | null;
}

/** Delivered at least once: a listener must bear hearing the same publication again. */
export type PublicationListener = (publication: Publication) => Promise<void>;

const LEASE_MS = 60_000;
const BATCH = 20;
const NUDGE_DELAY_MS = 50;
/** Wait after a failure, in ms, by how often it failed; the last one for ever. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000];

/** Works off the outbox: every few seconds, and soon after a nudge. Right over many processes. */
export const createOutbox = ({ strapi }: { strapi: Core.Strapi }) => {
  const listeners: PublicationListener[] = [];
  let task: ScheduledTask | undefined;
  let nudged: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let stopped = false;

  const now = () => nowMsSql(strapi.db.connection);

  /** Takes one row for a minute; false when another process was quicker. */
  const claim = async (id: number): Promise<boolean> => {
    const count: number = await table(strapi, 'tiktok_publications')
      .where({ id })
      .whereRaw(`(lease_until IS NULL OR lease_until < ${now()})`)
      .update({
        tries: strapi.db.connection.raw('tries + 1'),
        lease_until: strapi.db.connection.raw(`${now()} + ?`, [LEASE_MS]),
      });
    return count === 1;
  };

  const deliver = async (row: z.output<typeof publicationRow>): Promise<void> => {
    const { document_id: documentId, actor_id: actorId, tries: failed, ...same } = row;
    try {
      for (const listener of listeners) await listener({ ...same, documentId, actorId });
      await table(strapi, 'tiktok_publications').where({ id: row.id }).delete();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      strapi.log.warn(`TikTok: what follows from a publication failed and is tried again: ${name}`);
      const wait = WAITS_MS[Math.min(failed, WAITS_MS.length - 1)] ?? LEASE_MS;
      await table(strapi, 'tiktok_publications')
        .where({ id: row.id })
        .update({ lease_until: strapi.db.connection.raw(`${now()} + ?`, [wait]) });
    }
  };

  const drain = async (): Promise<void> => {
    for (;;) {
      if (stopped || !isOnDuty(strapi)) return;
      const rows = z
        .array(publicationRow)
        .parse(
          await table(strapi, 'tiktok_publications')
            .whereRaw(`(lease_until IS NULL OR lease_until < ${now()})`)
            .orderBy('id')
            .limit(BATCH)
            .select(),
        );
      if (rows.length === 0) return;
      for (const row of rows) if (!stopped && (await claim(row.id))) await deliver(row);
    }
  };

  /** Ends when what was written down before the call is worked off, also where a round is under way. */
  const work = (): Promise<void> => {
    if (working) {
      next ??= working.then(() => {
        next = undefined;
        return work();
      });
      return next;
    }
    working = drain()
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown error';
        strapi.log.error(`TikTok: the publications could not be read: ${name}`);
      })
      .finally(() => {
        working = undefined;
      });
    return working;
  };

  // A nudge comes from inside the transaction of a publication. Bound here, the work does not run in
  // that transaction's context, which is over by then.
  const workOutside = AsyncResource.bind(() => void work());

  return {
    onPublication(listener: PublicationListener): void {
      listeners.push(listener);
    },

    /** Sets a timer and returns. */
    nudge(): void {
      if (stopped || nudged) return;
      nudged = setTimeout(() => {
        nudged = undefined;
        workOutside();
      }, NUDGE_DELAY_MS);
      nudged.unref();
    },

    /** Works off what is there now, for tests and for the tick of hosts that sleep. */
    work,

    start(everySeconds: number): void {
      task = schedule(`*/${everySeconds} * * * * *`, work, {
        name: 'tiktok-publications',
        noOverlap: true,
        suppressMissedWarning: true,
      });
    },

    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(nudged);
      await task?.destroy();
      await working;
    },
  };
};

export type Outbox = ReturnType<typeof createOutbox>;
