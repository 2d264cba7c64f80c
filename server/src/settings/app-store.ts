import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type AppMode, type CredentialsTest, credentialsTest } from '../../../contracts/settings';
import { table, type Transaction } from '../database/tables';
import { createMemory } from '../database/memory';
import { APP_UID, APPS_TABLE } from './models';
import { type Vault } from './vault';

/** How long webhooks signed with the secret before are still believed: TikTok's retries last 72 h. */
const PREVIOUS_SECRET_MS = 72 * 3_600_000;

/** Another process's pair is in force here after so long. */
const MEMORY_MS = 1_000;

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

/** What is stored of a pair that is entered or forgotten. */
type PairChange = Partial<
  Record<Exclude<keyof typeof COLUMNS, 'lastTest'>, string | null> & { lastTest: TestRow | null }
>;
const COLUMNS = {
  clientKey: 'client_key',
  secret: 'secret',
  secretTail: 'secret_tail',
  previousClientKey: 'previous_client_key',
  previousSecret: 'previous_secret',
  previousUntil: 'previous_until',
  lastTest: 'last_test',
} as const;

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

  const memory = createMemory<AppMode, AppRow | null>(MEMORY_MS);
  const load = async (mode: AppMode): Promise<AppRow | null> => {
    const found: unknown = await strapi.db.query(APP_UID).findOne({ where: { mode } });
    return found ? appRow.parse(found) : null;
  };
  const read = (mode: AppMode): Promise<AppRow | null> => memory.read(mode, () => load(mode));

  const write = async (mode: AppMode, data: Record<string, unknown>): Promise<void> => {
    await strapi.db
      .queryBuilder(APP_UID)
      .insert({ mode, updatedAt: String(now()) })
      .onConflict('mode')
      .ignore()
      .execute();
    await memory.around(mode, () =>
      strapi.db
        .query(APP_UID)
        .updateMany({ where: { mode }, data: { ...data, updatedAt: String(now()) } }),
    );
  };

  const openSecret = (mode: AppMode, row: AppRow) =>
    row.secret ? vault.open(row.secret, place(mode, 'secret')) : null;

  /** What is kept of the pair that is being replaced: its secret, sealed for its new place. */
  const previousOf = (mode: AppMode, row: AppRow | null): PairChange => {
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

    /** What a new pair changes, to be stored by `change`. @throws Problem `no_encryption_key` */
    async pairChange(mode: AppMode, clientKey: string, clientSecret: string): Promise<PairChange> {
      const before = await load(mode);
      const opened = before && openSecret(mode, before);
      const same = before?.clientKey === clientKey && opened?.ok && opened.value === clientSecret;
      return {
        ...(same ? {} : previousOf(mode, before)),
        clientKey,
        secret: vault.seal(clientSecret, place(mode, 'secret')),
        secretTail: tailOf(clientSecret),
        lastTest: same ? before.lastTest : null,
      };
    },

    async noPairChange(mode: AppMode): Promise<PairChange> {
      const before = await load(mode);
      if (!before) return {};
      return {
        ...(vault.ready ? previousOf(mode, before) : {}),
        clientKey: null,
        secret: null,
        secretTail: null,
        lastTest: null,
      };
    },

    /** After a write that `change` was a part of. */
    forget: (mode: AppMode): void => memory.forget(mode),

    /** Stores what `pairChange` or `noPairChange` made; `forget` it afterwards. */
    async change(mode: AppMode, changed: PairChange, trx: Transaction): Promise<void> {
      const rows = () => table(strapi, APPS_TABLE, trx);
      await rows().insert({ mode, updated_at: now() }).onConflict('mode').ignore();
      await rows()
        .where({ mode })
        .update({
          ...Object.fromEntries(
            Object.entries(changed).map(([name, value]) => [
              COLUMNS[name as keyof PairChange],
              value,
            ]),
          ),
          ...(changed.lastTest && { last_test: JSON.stringify(changed.lastTest) }),
          updated_at: now(),
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
