import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type SeenVersion } from '../../../contracts/versions';
import { table } from '../database/tables';
import { versionConflict } from '../http/problem';

const SLOT = 'main';
const ATTEMPTS = 20;

const stored = z.object({
  enabled: z.boolean().catch(false),
  roleIds: z.array(z.number()).catch([]),
  creatorReminders: z.boolean().catch(false),
  /** With which provider and sender a mail arrived, when, and who saw it. */
  confirmed: z
    .object({ provider: z.string(), at: z.number(), by: z.string() })
    .nullable()
    .catch(null),
  /** The test mail that is on its way; its code only as a hash. */
  test: z
    .object({
      provider: z.string(),
      salt: z.string(),
      hash: z.string(),
      to: z.string(),
      by: z.number(),
      sentAt: z.number(),
      tries: z.number(),
    })
    .nullable()
    .catch(null),
});
export type StoredNotifications = z.output<typeof stored>;

const row = z.object({ version: z.coerce.number(), data: z.string() });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** The one row of notification settings, changed only by compare-and-set on its version. */
export const createNotificationStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const rows = () => table(strapi, 'tiktok_notifications');

  const read = async (): Promise<StoredNotifications & { version: number }> => {
    const found: unknown = await rows().where({ slot: SLOT }).first('version', 'data');
    const { version, data } = found === undefined ? { version: 0, data: '{}' } : row.parse(found);
    return { ...stored.parse(parsed(data)), version };
  };

  return {
    read,

    /**
     * Stores what `change` makes of the settings; nothing where it gives null.
     * @param expected refuse unless this is the version in force.
     * @throws Problem `version_conflict`, and whatever `change` throws
     */
    async write(
      change: (now: StoredNotifications) => StoredNotifications | null,
      expected: SeenVersion = 'latest',
    ): Promise<void> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const { version, ...now } = await read();
        if (expected !== 'latest' && expected !== version) {
          throw versionConflict('The settings', { version });
        }
        const next = change(now);
        if (next === null) return;
        if (version === 0) {
          await rows().insert({ slot: SLOT, version: 0, data: '{}' }).onConflict('slot').ignore();
        }
        const count: number = await rows()
          .where({ slot: SLOT, version })
          .update({ version: version + 1, data: JSON.stringify(next) });
        if (count === 1) return;
      }
      throw versionConflict('The settings');
    },
  };
};
