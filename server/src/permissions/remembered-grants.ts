import { AsyncResource } from 'node:async_hooks';

import { type Core } from '@strapi/strapi';

import { inTransaction, table } from '../database/tables';
import { createGrants, type Grant, grantUids, grants } from './grants';

const TABLE = 'tiktok_remembered_grants';

/** Strapi writes the rights of a role one by one: they are looked at once they are through. */
const SETTLED_MS = 500;

const keyOf = ({ kind, holder, action, data }: Grant): string =>
  JSON.stringify([kind, holder, action, data]);

/**
 * Strapi deletes every right that no plugin knows at its start, so one boot without the plugin takes
 * its rights away from all roles and tokens. They are remembered in a table of ours and given back.
 */
export const createRememberedGrants = ({ strapi }: { strapi: Core.Strapi }) => {
  const present = createGrants({ strapi });
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  const remembered = async (): Promise<Grant[]> => {
    const rows = await table(strapi, TABLE)
      .orderBy('id')
      .select('kind', 'holder', 'action', 'data');
    return grants.parse(
      rows.map((row: { data: string }) => ({ ...row, data: JSON.parse(row.data) })),
    );
  };

  const remember = async (): Promise<void> => {
    const now = await present.all();
    const before = new Set((await remembered()).map(keyOf));
    if (now.length === before.size && now.every((one) => before.has(keyOf(one)))) return;
    await inTransaction(strapi, async (trx) => {
      await table(strapi, TABLE, trx).delete();
      for (const { data, ...one } of now) {
        await table(strapi, TABLE, trx).insert({ ...one, data: JSON.stringify(data) });
      }
    });
  };

  const soon = (): void => {
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember().catch((error: unknown) =>
        strapi.log.warn(`TikTok: the rights of roles were not remembered: ${String(error)}`),
      );
    }, SETTLED_MS);
  };

  return {
    /**
     * Gives back what a boot without the plugin took away, and takes down what there is now. To be
     * called before Strapi looks after the rights of this boot.
     */
    async restore(): Promise<void> {
      const holders = (await present.areGone()) ? await present.give(await remembered()) : [];
      await remember();
      if (holders.length === 0) return;
      strapi.log.warn(
        `TikTok: Strapi was started without the plugin and took its rights away from every role and token. They were given back as they were before to ${holders.join(', ')}. What was decided about these roles meanwhile could not include them: look at them once under Settings > Roles.`,
      );
    },

    /** Keeps what is remembered up to date until `stop`. */
    watch(): void {
      // A right may change inside a transaction, which is over when the timer runs.
      const changed = AsyncResource.bind(soon);
      strapi.db.lifecycles.subscribe({
        models: [...grantUids],
        afterCreate: changed,
        afterCreateMany: changed,
        afterUpdate: changed,
        afterUpdateMany: changed,
        afterDelete: changed,
        afterDeleteMany: changed,
      });
    },

    /** Takes every right of the plugin from its holders, for good. @returns how many there were */
    removeAll(): Promise<number> {
      isOver = true;
      clearTimeout(timer);
      return present.removeAll();
    },

    async stop(): Promise<void> {
      if (!timer || isOver) return;
      clearTimeout(timer);
      await remember();
    },
  };
};

export type RememberedGrants = ReturnType<typeof createRememberedGrants>;

export const rememberedGrantsOf = (strapi: Core.Strapi): RememberedGrants =>
  strapi.plugin('tiktok').service('grants');
