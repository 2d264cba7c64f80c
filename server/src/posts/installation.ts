import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type PostReason } from '../../../contracts/posts';
import { inTransaction, table } from '../database/tables';
import { type Settings } from '../settings';
import { reason } from './reasons';

const markRow = z.object({
  id: z.coerce.number(),
  installation: z.string(),
  public_url: z.string().nullable(),
});

/**
 * The mark of the place this database belongs to (invariant 9, T96): a copy of production's database
 * must not publish production's queue. Only an explicitly configured https address counts.
 */
export const createInstallation = ({
  strapi,
  settings,
}: {
  strapi: Core.Strapi;
  settings: Settings;
}) => {
  const here = (): string | null => {
    const url = settings.publicUrl();
    return url?.startsWith('https://') ? url : null;
  };

  const read = async () => {
    const row: unknown = await table(strapi, 'tiktok_installation').orderBy('id').first();
    return row === undefined ? null : markRow.parse(row);
  };

  const write = (publicUrl: string | null): Promise<void> =>
    inTransaction(strapi, async (trx) => {
      await table(strapi, 'tiktok_installation', trx).delete();
      await table(strapi, 'tiktok_installation', trx).insert({
        installation: randomUUID(),
        public_url: publicUrl,
      });
    });

  return {
    /** Sets the mark at the first boot, and completes it when an address is configured later. */
    async mark(): Promise<void> {
      const stored = await read();
      if (!stored || (stored.public_url === null && here() !== null)) await write(here());
    },

    /** Why nothing may be sent from here, or null. */
    async stopped(): Promise<PostReason | null> {
      const stored = await read();
      if (!stored || stored.public_url === null || stored.public_url === here()) return null;
      return reason(
        'another_installation',
        `This database belongs to ${stored.public_url}, but this Strapi runs at ${here() ?? 'no configured https address'}. Nothing is sent until an administrator says which it is.`,
        'If the site has moved, confirm the move. If this is a copy (staging, a restored backup), say so: it then forgets the TikTok tokens.',
      );
    },

    /** An administrator's word: this is now the place. */
    moved: (): Promise<void> => write(here()),
  };
};

export type Installation = ReturnType<typeof createInstallation>;
