import { type AppView, type SettingsView } from '../../contracts/settings';

const app = (mode: AppView['mode']): AppView => ({
  version: 0,
  mode,
  source: 'none',
  clientKey: null,
  secret: 'unset',
  secretTail: null,
  accounts: { connected: 0, needReconnect: 0, names: [] },
  lastTest: null,
});

/** The settings as the server answers them on a new site, with what a test changes. */
export const settingsViewWith = (changes: Partial<SettingsView> = {}): SettingsView => ({
  enabled: true,
  mode: 'live',
  shareType: 'inbox',
  allowInbox: true,
  allowDirectPost: false,
  profileCard: false,
  insights: false,
  audited: { sandbox: false, live: false },
  transfer: 'file_upload',
  approval: 'optional',
  publicCallbackUrl: null,
  retention: { timelineDays: null, webhookDays: 30, insightsMonths: 25 },
  version: 0,
  apps: { sandbox: app('sandbox'), live: app('live') },
  usable: false,
  notices: [],
  scopes: [],
  redirectUri: { url: 'http://localhost:1337/x', kind: 'desktop', callbackUrl: 'y', notices: [] },
  webhookUrl: 'http://localhost:1337/z',
  vault: { state: 'ready', underPreviousKeys: 0, unreadable: 0 },
  environment: { present: false, mode: null, incomplete: false },
  ...changes,
});
