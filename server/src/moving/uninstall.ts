import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { accountsOf } from '../accounts';
import { dropTables } from '../database/drop';
import { table } from '../database/tables';
import { rememberedGrantsOf } from '../permissions/remembered-grants';

const tick = z.object({ last_tick_at: z.coerce.number().nullable() });

/** A publisher that looked for due posts this long ago is taken for running. */
const RUNNING_MS = 60_000;

export interface Uninstalled {
  /** Accounts whose access TikTok has ended. */
  revoked: string[];
  /** Accounts that TikTok could not be asked about; their users can remove the app in TikTok. */
  unreachable: string[];
  rights: number;
  tables: number;
}

/** Takes everything out of the site that the plugin put into it. */
export const createUninstall = ({ strapi }: { strapi: Core.Strapi }) => {
  const isRunning = async (): Promise<boolean> => {
    const row = tick.safeParse(await table(strapi, 'tiktok_installation').first('last_tick_at'));
    return row.success && Date.now() - (row.data.last_tick_at ?? 0) < RUNNING_MS;
  };

  return {
    /**
     * Ends every account's access at TikTok, takes the plugin's rights from roles and tokens, and
     * drops its tables. What is on TikTok stays there. There is no way back but a backup.
     * @throws Error in words while a server publishes from this database
     */
    async run(): Promise<Uninstalled> {
      if (await isRunning()) {
        throw new Error(
          'A Strapi with the plugin runs on this database. Nothing was changed. Stop every server and worker of the site, wait a minute, and call this again.',
        );
      }
      const done: Uninstalled = { revoked: [], unreachable: [], rights: 0, tables: 0 };
      for (const account of await accountsOf(strapi).all()) {
        if (account.state !== 'connected') continue;
        const { revoked } = await accountsOf(strapi).disconnect(
          account.id,
          'strapi-tiktok uninstall',
        );
        (revoked ? done.revoked : done.unreachable).push(account.handle ?? account.nickname);
      }
      done.rights = await rememberedGrantsOf(strapi).removeAll();
      done.tables = await dropTables(strapi);
      return done;
    },
  };
};
