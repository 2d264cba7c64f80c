import { type Model } from '../subject';

export const SETTINGS_UID = 'plugin::tiktok.settings';
export const APP_UID = 'plugin::tiktok.app';
export const APPS_TABLE = 'tiktok_apps';

/** One row, under the slot `main`: the unique index keeps a second one out. */
const settingsModel: Model = {
  uid: SETTINGS_UID,
  tableName: 'tiktok_settings',
  singularName: 'settings',
  attributes: {
    id: { type: 'increments' },
    slot: { type: 'string', column: { notNullable: true } },
    version: { type: 'integer', column: { notNullable: true } },
    /** What was decided; what was not is filled in when it is read. */
    data: { type: 'json' },
    updatedAt: { type: 'biginteger' },
  },
  indexes: [{ name: 'tiktok_settings_slot_unique', columns: ['slot'], type: 'unique' }],
};

/** A row per mode: its Client Key and sealed Client Secret, the pair before, the last test. */
const appModel: Model = {
  uid: APP_UID,
  tableName: APPS_TABLE,
  singularName: 'app',
  attributes: {
    id: { type: 'increments' },
    mode: { type: 'string', column: { notNullable: true } },
    clientKey: { type: 'string' },
    secret: { type: 'text' },
    secretTail: { type: 'string' },
    previousClientKey: { type: 'string' },
    previousSecret: { type: 'text' },
    /** Epoch milliseconds until which webhooks signed with the previous secret are believed. */
    previousUntil: { type: 'biginteger' },
    /** Outcome, words, time, and which pair was tested. */
    lastTest: { type: 'json' },
    updatedAt: { type: 'biginteger' },
  },
  indexes: [{ name: 'tiktok_apps_mode_unique', columns: ['mode'], type: 'unique' }],
};

export const models = [settingsModel, appModel];
