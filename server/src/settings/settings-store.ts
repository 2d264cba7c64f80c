import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type SettingsInput, settingsInput } from '../../../contracts/settings';
import { type SeenVersion } from '../../../contracts/versions';
import { createMemory } from '../database/memory';
import { versionConflict } from '../http/problem';
import { SETTINGS_UID } from './models';

/** What the administrator decided, complete, with its version. */
export type StoredSettings = SettingsInput & { version: number };

/** The first settings of a site. The mode follows the environment where that has a pair. */
export const defaultSettings = (environmentMode: SettingsInput['mode'] | null): SettingsInput => ({
  enabled: true,
  mode: environmentMode ?? 'live',
  shareType: 'inbox',
  allowInbox: true,
  // Off until somebody wants it: each scope that is asked for has to be shown to TikTok's reviewers.
  allowDirectPost: false,
  profileCard: false,
  insights: false,
  audited: { sandbox: false, live: false },
  transfer: 'file_upload',
  approval: 'optional',
  publicCallbackUrl: null,
  retention: { timelineDays: null, webhookDays: 30, insightsMonths: 25 },
});

const row = z
  .object({ version: z.coerce.number().int(), data: z.record(z.string(), z.unknown()).nullish() })
  .transform(({ version, data }) => ({ version, data: data ?? {} }));

/**
 * The decided fields that are still valid. One that an older or newer version of the plugin wrote
 * differently falls back to its default instead of taking the whole page down.
 */
const validFields = (data: Record<string, unknown>): Partial<SettingsInput> => {
  const whole = settingsInput.partial().safeParse(data);
  if (whole.success) return whole.data;
  const single = Object.entries(data).flatMap(([key, value]) => {
    const one = settingsInput.partial().safeParse({ [key]: value });
    return one.success ? Object.entries(one.data) : [];
  });
  return settingsInput.partial().parse(Object.fromEntries(single));
};

const ATTEMPTS = 20;
/** Another process's decision is in force here after so long. */
const MEMORY_MS = 1_000;

/** The one row of settings, changed only by compare-and-set on its version. */
export const createSettingsStore = ({
  strapi,
  now,
}: {
  strapi: Core.Strapi;
  now: () => number;
}) => {
  const where = { slot: 'main' };
  const memory = createMemory<'main', Awaited<ReturnType<typeof load>>>(MEMORY_MS);
  const load = async () => {
    const found: unknown = await strapi.db.query(SETTINGS_UID).findOne({ where });
    const { version, data } = found ? row.parse(found) : { version: 0, data: {} };
    return { version, data: validFields(data) };
  };

  const insertFirst = () =>
    strapi.db
      .queryBuilder(SETTINGS_UID)
      .insert({ ...where, version: 0, data: '{}', updatedAt: String(now()) })
      .onConflict('slot')
      .ignore()
      .execute();

  return {
    /** Version 0 stands for settings that nobody has decided yet. */
    async read(environmentMode: SettingsInput['mode'] | null): Promise<StoredSettings> {
      const { version, data } = await memory.read('main', load);
      return { ...defaultSettings(environmentMode), ...data, version };
    },

    /**
     * Stores what `change` makes of the decided fields.
     * @param expected refuse unless this is the version in force
     * @throws Problem `version_conflict`, and whatever `change` throws.
     */
    async write(
      change: (decided: Partial<SettingsInput>) => Partial<SettingsInput>,
      expected: SeenVersion,
    ): Promise<void> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const { version, data } = await load();
        if (expected !== 'latest' && expected !== version) {
          throw versionConflict('The settings', { version });
        }
        const next = change(data);
        if (version === 0) await insertFirst();
        const { count } = await memory.around('main', () =>
          strapi.db.query(SETTINGS_UID).updateMany({
            where: { ...where, version },
            data: { data: next, version: version + 1, updatedAt: String(now()) },
          }),
        );
        if (count === 1) return;
      }
      throw versionConflict('The settings');
    },
  };
};

export type SettingsStore = ReturnType<typeof createSettingsStore>;
