import { type AppMode, type Notice } from '../../../contracts/settings';
import { Problem } from '../http/problem';
import { type ResolvedApp, type TikTokApp } from './apps';
import { type EnvironmentApp } from './environment';
import { scopeNotices } from './scopes';
import { type StoredSettings } from './settings-store';
import { type SealedCounts } from './vault';

export interface NoticeFacts {
  settings: StoredSettings;
  apps: Record<AppMode, ResolvedApp>;
  usable: TikTokApp | Problem;
  environment: EnvironmentApp;
  vaultReady: boolean;
  sealed: SealedCounts;
  publicUrl: string | null;
  /** Accounts of the mode that is not active. */
  quietAccounts: number;
  accountsToReconnect: number;
}

/** The key is not the one that the Client Secret was stored with. */
const hasUnreadableSecret = ({ usable }: NoticeFacts): boolean =>
  usable instanceof Problem && usable.details.code === 'client_secret_unreadable';

const usability = (facts: NoticeFacts): Notice[] => {
  const { usable, sealed } = facts;
  if (!(usable instanceof Problem)) return [];
  // One cause, one notice: it is told with all the other secrets that cannot be read.
  if (hasUnreadableSecret(facts) && sealed.unreadable > 0) return [];
  const { code, message, remedy } = usable.details;
  return [{ code, level: 'danger', message, remedy }];
};

const vault = (facts: NoticeFacts): Notice[] => {
  const { vaultReady, sealed } = facts;
  const notices: Notice[] = [];
  if (!vaultReady) {
    notices.push({
      code: 'no_encryption_key',
      level: 'danger',
      message: 'Strapi has no encryption key, so no secret and no account can be stored.',
      remedy:
        'Set ENCRYPTION_KEY in the environment and `secrets: { encryptionKey: env("ENCRYPTION_KEY") }` in config/admin, then restart Strapi.',
    });
  }
  if (sealed.unreadable > 0) {
    notices.push({
      code: 'secrets_unreadable',
      level: 'danger',
      message: `${sealed.unreadable} stored secrets cannot be read with the encryption keys of this Strapi${hasUnreadableSecret(facts) ? ', the Client Secret among them: nothing can be posted' : ''}.`,
      remedy:
        'Add the earlier ENCRYPTION_KEY to `encryption.previousKeys`, or enter the secrets again and reconnect the accounts.',
    });
  }
  if (sealed.underPreviousKeys > 0) {
    notices.push({
      code: 'secrets_under_previous_keys',
      level: 'warning',
      message: `${sealed.underPreviousKeys} stored secrets are still encrypted with an earlier key.`,
      remedy:
        'Press "Re-encrypt". Only then may the earlier key be removed from the configuration.',
    });
  }
  return notices;
};

const environment = ({ environment: env, apps }: NoticeFacts): Notice[] => {
  const notices: Notice[] = [];
  if (env.incomplete) {
    notices.push({
      code: 'environment_incomplete',
      level: 'warning',
      message:
        'Only one of TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET is set in the environment. They count as a pair, so neither is used.',
      remedy: 'Set both or neither, then restart Strapi.',
    });
  }
  if (env.badMode !== null) {
    notices.push({
      code: 'environment_mode',
      level: 'warning',
      message: `TIKTOK_MODE is "${env.badMode}", which is neither "live" nor "sandbox". The pair of the environment is not used.`,
      remedy: 'Set TIKTOK_MODE to live or sandbox, then restart Strapi.',
    });
  }
  if (env.pair && apps[env.pair.mode].source === 'store') {
    notices.push({
      code: 'environment_overridden',
      level: 'info',
      message:
        'The environment has a Client Key and Client Secret too; those entered here are used.',
      remedy: 'Remove the ones entered here if the environment is to count.',
    });
  }
  return notices;
};

const isLocal = (url: string): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);

const site = (facts: NoticeFacts): Notice[] => {
  const { settings, publicUrl, quietAccounts, accountsToReconnect } = facts;
  const notices: Notice[] = [];
  if (accountsToReconnect > 0) {
    notices.push({
      code: 'accounts_to_reconnect',
      level: 'danger',
      message: `${accountsToReconnect} accounts need to be connected again. Their posts wait.`,
      remedy: 'Open Accounts and press "Reconnect" on each.',
    });
  }
  if (quietAccounts > 0) {
    notices.push({
      code: 'accounts_quiet',
      level: 'info',
      message: `${quietAccounts} accounts belong to the mode that is not active and are quiet now.`,
      remedy: 'Switch the mode to use them again, or connect them in this mode too.',
    });
  }
  if (settings.allowDirectPost && !settings.audited[settings.mode]) {
    notices.push({
      code: 'direct_post_unaudited',
      level: 'warning',
      message:
        'TikTok has not audited this app for Direct Post: only accounts that are set to private can be posted to, as "Only me", and at most five in 24 hours.',
      remedy: 'Use the inbox, or have the app audited and say so here.',
    });
  }
  const local = publicUrl !== null && isLocal(publicUrl);
  if (publicUrl === null || local) {
    notices.push({
      code: 'public_url_missing',
      level: 'info',
      message:
        'This Strapi has no public address. Connecting works on this machine; TikTok cannot send webhooks or fetch media.',
      remedy: 'Set `url` in config/server, or `publicUrl` of this plugin, to the https address.',
    });
  } else if (!publicUrl.startsWith('https://')) {
    notices.push({
      code: 'public_url_http',
      level: 'warning',
      message: 'The configured address of this Strapi starts with http. TikTok calls https only.',
      remedy: 'Set the https address as `url` in config/server or as `publicUrl` of this plugin.',
    });
  }
  return notices;
};

/** What is wrong or worth knowing, worst first, each with its remedy. */
export const noticesOf = (facts: NoticeFacts): Notice[] => {
  const all = [
    ...usability(facts),
    ...vault(facts),
    ...environment(facts),
    ...site(facts),
    ...scopeNotices(facts.settings),
  ];
  const rank = { danger: 0, warning: 1, info: 2 };
  const single = all.filter(
    (notice, index) => all.findIndex(({ code }) => code === notice.code) === index,
  );
  return single.sort((a, b) => rank[a.level] - rank[b.level]);
};
