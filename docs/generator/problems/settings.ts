import { type SubjectProblems } from './shared';

/** The TikTok app and its credentials. */
export const settings: SubjectProblems = {
  problems: [
    {
      code: 'tiktok_disabled',
      status: '409',
      meaning: 'No Client Key and Client Secret for the active mode.',
    },
    {
      code: 'tiktok_switched_off',
      status: '409',
      meaning: 'The integration is switched off in the settings.',
    },
    {
      code: 'no_encryption_key',
      status: '409',
      meaning: 'Strapi has no `admin.secrets.encryptionKey`; nothing secret is stored or signed.',
    },
    {
      code: 'client_secret_unreadable',
      status: '409',
      meaning: 'The stored Client Secret is damaged, or encrypted with a key that Strapi lacks.',
    },
    {
      code: 'invalid_settings',
      status: '400',
      meaning: 'A setting, the Client Key or the Client Secret cannot be right; see `fields`.',
    },
  ],
  errorsOf: {
    'settings.find': [],
    'settings.update': ['invalid_settings', 'version_conflict'],
    'settings.putApp': ['invalid_settings', 'no_encryption_key'],
    'settings.deleteApp': [],
    'settings.testApp': ['tiktok_disabled', 'no_encryption_key', 'client_secret_unreadable'],
    'settings.reencrypt': ['no_encryption_key'],
    'settings.recipes': [],
  },
};
