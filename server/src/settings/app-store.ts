import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type AppMode, type CredentialsTest, credentialsTest } from '../../../contracts/settings';
import { APP_UID, APPS_TABLE } from './models';
import { type Vault } from './vault';

/** How long webhooks signed with the secret before are still believed: TikTok's retries last 72 h. */
const PREVIOUS_SECRET_MS = 72 * 3_600_000;

const testRow = credentialsTest.extend({
  clientKey: z.string(),
  secretTail: z.string().nullable(),
});
type TestRow = z.output<typeof testRow>;

const nullable = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const appRow = z.object({
  clientKey: nullable,
  secret: nullable,
  secretTail: nullable,
  previousClientKey: nullable,
  previousSecret: nullable,
  previousUntil: z.coerce
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  lastTest: testRow
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
});
export type AppRow = z.output<typeof appRow>;

const place = (mode: AppMode, field: 'secret' | 'previous_secret') => ({
  table: APPS_TABLE,
  id: mode,
  field,
});

/** The last four characters, of a secret long enough that they give nothing away. */
export const tailOf = (secret: string): string | null =>
  secret.length >= 12 ? secret.slice(-4) : null;

/** The pairs that were entered here, one row per mode, secrets sealed. */
export const createAppStore = ({
  strapi,
  vault,
  now,
}: {
  strapi: Core.Strapi;
  vault: Vault;
  now: () => number;
}) => {
  vault.registerSealedColumn({ table: APPS_TABLE, idColumn: 'mode', field: 'secret' });
  vault.registerSealedColumn({ table: APPS_TABLE, idColumn: 'mode', field: 'previous_secret' });

  const read = async (mode: AppMode): Promise<AppRow | null> => {
    const found: unknown = await strapi.db.query(APP_UID).findOne({ where: { mode } });
    return found ? appRow.parse(found) : null;
  };

  const write = async (mode: AppMode, data: Record<string, unknown>): Promise<void> => {
    await strapi.db
      .queryBuilder(APP_UID)
      .insert({ mode, updatedAt: String(now()) })
      .onConflict('mode')
      .ignore()
      .execute();
    await strapi.db
      .query(APP_UID)
      .updateMany({ where: { mode }, data: { ...data, updatedAt: String(now()) } });
  };

  const openSecret = (mode: AppMode, row: AppRow) =>
    row.secret ? vault.open(row.secret, place(mode, 'secret')) : null;

  /** What is kept of the pair that is being replaced: its secret, sealed for its new place. */
  const previousOf = (mode: AppMode, row: AppRow | null): Record<string, unknown> => {
    const opened = row && openSecret(mode, row);
    if (!row || !opened?.ok) return {};
    return {
      previousClientKey: row.clientKey,
      previousSecret: vault.seal(opened.value, place(mode, 'previous_secret')),
      previousUntil: String(now() + PREVIOUS_SECRET_MS),
    };
  };

  return {
    read,
    openSecret,

    /** @throws Problem `no_encryption_key` */
    async putPair(mode: AppMode, clientKey: string, clientSecret: string): Promise<void> {
      const before = await read(mode);
      const opened = before && openSecret(mode, before);
      const same = before?.clientKey === clientKey && opened?.ok && opened.value === clientSecret;
      await write(mode, {
        ...(same ? {} : previousOf(mode, before)),
        clientKey,
        secret: vault.seal(clientSecret, place(mode, 'secret')),
        secretTail: tailOf(clientSecret),
        lastTest: same ? before.lastTest : null,
      });
    },

    async forgetPair(mode: AppMode): Promise<void> {
      const before = await read(mode);
      if (!before) return;
      await write(mode, {
        ...(vault.ready ? previousOf(mode, before) : {}),
        clientKey: null,
        secret: null,
        secretTail: null,
        lastTest: null,
      });
    },

    rememberTest: (mode: AppMode, test: TestRow) => write(mode, { lastTest: test }),

    /** The last test of this very pair. */
    lastTestOf(
      row: AppRow | null,
      pair: { clientKey: string; secretTail: string | null },
    ): CredentialsTest | null {
      const test = row?.lastTest;
      return test && test.clientKey === pair.clientKey && test.secretTail === pair.secretTail
        ? credentialsTest.parse(test)
        : null;
    },

    /** The secret before, while webhooks may still be signed with it. */
    previousSecret(mode: AppMode, row: AppRow, clientKey: string): string | null {
      const valid = row.previousClientKey === clientKey && row.previousUntil > now();
      if (!valid || !row.previousSecret) return null;
      const opened = vault.open(row.previousSecret, place(mode, 'previous_secret'));
      return opened.ok ? opened.value : null;
    },
  };
};

export type AppStore = ReturnType<typeof createAppStore>;
