/** One code of a refused call, as `error.details.code` names it. */
export interface ProblemDoc {
  code: string;
  status: string;
  meaning: string;
}

/** Every code that the plugin itself gives; a test compares it with the sources. */
export const PROBLEMS: readonly ProblemDoc[] = [
  { code: 'not_signed_in', status: '401', meaning: 'Nobody is signed in.' },
  {
    code: 'invalid_request',
    status: '400',
    meaning: 'A parameter or field is missing, of the wrong type or out of its limits.',
  },
  {
    code: 'not_found',
    status: '404',
    meaning: 'It does not exist, or the caller may not see it; the two are not told apart.',
  },
  {
    code: 'version_conflict',
    status: '409',
    meaning: 'It was changed since the version that was sent along. Read it again.',
  },
  {
    code: 'forbidden',
    status: '403',
    meaning:
      'The caller has the permission for the route, but not for this object or not as an API token.',
  },
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
  {
    code: 'redirect_…',
    status: '409',
    meaning:
      'TikTok would refuse the redirect URI; the rest of the code says why, such as `redirect_http`.',
  },
  {
    code: 'origin_not_allowed',
    status: '409',
    meaning: 'Accounts are not connected from this address of the admin panel.',
  },
  {
    code: 'account_other_mode',
    status: '409',
    meaning: 'The account to reconnect belongs to the mode that is not active.',
  },
  {
    code: 'connect_forged',
    status: '400',
    meaning: 'The state is missing or was not made here.',
  },
  { code: 'connect_expired', status: '410', meaning: 'The sign-in took more than ten minutes.' },
  {
    code: 'connect_foreign',
    status: '403',
    meaning: 'Another administrator began this sign-in.',
  },
  { code: 'connect_replayed', status: '409', meaning: 'This sign-in has been used already.' },
  {
    code: 'connect_unreadable',
    status: '409',
    meaning: 'The encryption key was changed during the sign-in.',
  },
  { code: 'connect_denied', status: '409', meaning: 'It was cancelled on the TikTok page.' },
  { code: 'connect_refused', status: '409', meaning: 'TikTok came back with an error.' },
  { code: 'connect_no_code', status: '400', meaning: 'TikTok came back without a code.' },
  {
    code: 'connect_key_changed',
    status: '409',
    meaning: 'The Client Key was changed during the sign-in.',
  },
  {
    code: 'connect_another_user',
    status: '409',
    meaning: 'Another TikTok user signed in than the account that was to be reconnected.',
  },
  {
    code: 'invalid_account',
    status: '400',
    meaning: 'No such time zone or role; see `fields`.',
  },
  {
    code: 'account_needs_reconnect',
    status: '409',
    meaning: 'TikTok no longer accepts the sign-in of the account.',
  },
  {
    code: 'account_quiet',
    status: '409',
    meaning: 'The account belongs to the mode that is not active.',
  },
  {
    code: 'account_not_connected',
    status: '409',
    meaning: 'The account is not connected with the TikTok app that is active.',
  },
  {
    code: 'scope_missing',
    status: '409',
    meaning: 'The account did not grant the scope that this Share Type needs.',
  },
  {
    code: 'share_type_not_allowed',
    status: '409',
    meaning: 'The settings of the site do not allow this Share Type.',
  },
  {
    code: 'tokens_unreadable',
    status: '409',
    meaning: 'The stored tokens are damaged, or encrypted with a key that Strapi lacks.',
  },
  {
    code: 'refresh_busy',
    status: '503',
    meaning: 'Another process is renewing the sign-in. Try again after `retryAt`.',
  },
  {
    code: 'refresh_unclear',
    status: '503',
    meaning: 'A process that stopped answering may hold the newer tokens. Try again later.',
  },
  {
    code: 'tiktok_paused',
    status: '409',
    meaning: 'This may be a copy of another site, so its sign-ins are not renewed.',
  },
  { code: 'stopping', status: '503', meaning: 'Strapi is shutting down.' },
  {
    code: 'tiktok_…',
    status: '409 or 503',
    meaning:
      'TikTok refused a call (409), or could not be reached (503). The rest is its code; see [errors.md](errors.md).',
  },
  {
    code: 'too_many_creator_infos',
    status: '429',
    meaning: 'The form was opened more often than TikTok takes in a minute.',
  },
  {
    code: 'wrong_media',
    status: '400',
    meaning: 'The files are not one video, or not 1 to 35 pictures.',
  },
  {
    code: 'not_in_entry',
    status: '409',
    meaning: 'A file does not stand in the saved version of the entry.',
  },
  {
    code: 'no_consent',
    status: '409',
    meaning: 'Nobody agreed to the post in its present form.',
  },
  {
    code: 'too_late_to_cancel',
    status: '409',
    meaning: 'TikTok fetches or has the media already and no longer stops.',
  },
  {
    code: 'cannot_cancel_now',
    status: '503',
    meaning: 'TikTok could not be asked to stop; the post may still go live.',
  },
  {
    code: 'not_in_this_state',
    status: '409',
    meaning: 'The state of the post does not allow it.',
  },
  {
    code: 'not_stopped',
    status: '409',
    meaning: 'This Strapi runs where its database belongs; there is nothing to decide.',
  },
  {
    code: 'no_media_url',
    status: '409',
    meaning: 'No public https address from which TikTok could pull media.',
  },
];

/** Families whose codes come from a list elsewhere. */
export const FAMILIES = {
  file: 'a code of the file (409, or 503 where trying again helps)',
  rule: 'a code of a rule of the form (422; 409 for the consent)',
  tiktok: "TikTok's own code (409 or 503)",
} as const;

const APP = [
  'tiktok_disabled',
  'tiktok_switched_off',
  'no_encryption_key',
  'client_secret_unreadable',
];
const TOKENS = [
  'account_needs_reconnect',
  'account_quiet',
  'tokens_unreadable',
  'refresh_busy',
  'refresh_unclear',
  'tiktok_paused',
  'stopping',
  'tiktok_…',
];
const FOR_POSTING = [
  'not_found',
  ...APP,
  'account_not_connected',
  'share_type_not_allowed',
  'scope_missing',
];
const ON_A_POST = ['not_found', 'version_conflict'];

/** What each handler may answer besides the codes every route shares. */
export const ERRORS_OF: Readonly<Record<string, readonly string[]>> = {
  'settings.find': [],
  'settings.update': ['invalid_settings', 'version_conflict'],
  'settings.putApp': ['invalid_settings', 'no_encryption_key'],
  'settings.deleteApp': [],
  'settings.testApp': ['tiktok_disabled', 'no_encryption_key', 'client_secret_unreadable'],
  'settings.reencrypt': ['no_encryption_key'],
  'settings.recipes': [],

  'accounts.find': [],
  'accounts.connect': [
    ...APP,
    'origin_not_allowed',
    'redirect_…',
    'account_other_mode',
    'not_found',
  ],
  'accounts.complete': [
    'connect_forged',
    'connect_expired',
    'connect_foreign',
    'connect_replayed',
    'connect_unreadable',
    'connect_denied',
    'connect_refused',
    'connect_no_code',
    'connect_key_changed',
    'connect_another_user',
    'not_found',
    'tiktok_…',
  ],
  'accounts.update': ['not_found', 'invalid_account'],
  'accounts.refreshProfile': ['not_found', ...APP, ...TOKENS],
  'accounts.disconnect': ['not_found'],
  'accounts.erase': ['not_found'],
  'accounts.avatar': ['not_found'],
  'oauth.callback': [],

  'media.preview': [],
  'media.deliver': [],

  'composer.open': [...FOR_POSTING, 'too_many_creator_infos', ...TOKENS, FAMILIES.tiktok],
  'entries.findOne': ['not_found'],
  'posts.create': [
    'forbidden',
    ...FOR_POSTING,
    'not_in_entry',
    'wrong_media',
    'too_many_creator_infos',
    ...TOKENS,
    FAMILIES.file,
    FAMILIES.rule,
    FAMILIES.tiktok,
  ],
  'posts.find': [],
  'posts.findOne': ['not_found'],
  'posts.cancel': [...ON_A_POST, 'not_in_this_state', 'too_late_to_cancel', 'cannot_cancel_now'],
  'posts.publishNow': [
    ...ON_A_POST,
    'forbidden',
    'not_in_this_state',
    'no_consent',
    ...APP,
    'account_not_connected',
    'share_type_not_allowed',
    'scope_missing',
  ],
  'posts.retry': [
    ...ON_A_POST,
    'forbidden',
    'no_consent',
    ...APP,
    'account_not_connected',
    'share_type_not_allowed',
    'scope_missing',
  ],
  'posts.resolve': [
    ...ON_A_POST,
    'forbidden',
    'not_in_this_state',
    'no_consent',
    ...APP,
    'account_not_connected',
    'share_type_not_allowed',
    'scope_missing',
  ],
  'posts.health': [],
  'posts.settleInstallation': ['not_stopped'],
  'webhook.receive': [],
  'tick.run': ['not_found'],
};

/** What routes without a JSON answer do when they refuse. */
export const REFUSALS: Readonly<Record<string, string>> = {
  'oauth.callback': '400 with a page that says to begin again.',
  'media.preview': '404 without a reason.',
  'media.deliver': '404 without a reason; 503 with `Retry-After` when too many requests are open.',
  'webhook.receive':
    '401 for a wrong signature or Client Key, 413 above 64 KB, 500 when it could not be stored (TikTok then sends it again).',
};
