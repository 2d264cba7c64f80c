import { Problem } from '../http/problem';
import { noEncryptionKey } from './vault';
import { type ResolvedApp, type TikTokApp } from './apps';
import { type StoredSettings } from './settings-store';

const modeName = (mode: TikTokApp['mode']): string => (mode === 'live' ? 'Live' : 'Sandbox');

const switchedOff = (): Problem =>
  new Problem({
    status: 409,
    code: 'tiktok_switched_off',
    message: 'TikTok is switched off in the settings of this site.',
    remedy: 'An administrator switches it on under Settings > TikTok.',
  });

const notConfigured = (mode: TikTokApp['mode']): Problem =>
  new Problem({
    status: 409,
    code: 'tiktok_disabled',
    message: 'TikTok integration disabled: Client Key and Client Secret are not configured',
    remedy: `An administrator enters both for ${modeName(mode)} under Settings > TikTok, or sets TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET in the environment and restarts Strapi.`,
  });

const UNREADABLE: Record<'reenter' | 'wrong_key', { message: string; remedy: string }> = {
  reenter: {
    message: 'The stored Client Secret is damaged and cannot be read.',
    remedy: 'An administrator enters the Client Secret again under Settings > TikTok.',
  },
  wrong_key: {
    message: 'The stored Client Secret was encrypted with another encryption key.',
    remedy:
      'Add the earlier ENCRYPTION_KEY to `encryption.previousKeys` of the plugin, or enter the Client Secret again under Settings > TikTok.',
  },
};

/**
 * Whether TikTok can be used with this app now.
 * @returns the app, or the problem in words: switched off, not configured, no key, unreadable.
 */
export const usableApp = (
  settings: StoredSettings,
  resolved: ResolvedApp,
  vaultReady: boolean,
): TikTokApp | Problem => {
  if (!settings.enabled) return switchedOff();
  if (resolved.source === 'none') return notConfigured(resolved.mode);
  if (!vaultReady || resolved.secret === 'no_key') return noEncryptionKey();
  if (resolved.app) return resolved.app;
  return new Problem({
    status: 409,
    code: 'client_secret_unreadable',
    ...UNREADABLE[resolved.secret === 'wrong_key' ? 'wrong_key' : 'reenter'],
  });
};
