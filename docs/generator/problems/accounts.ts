import { APP, type SubjectProblems, TOKENS } from './shared';

/** Connecting accounts and their tokens. */
export const accounts: SubjectProblems = {
  problems: [
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
    {
      code: 'too_many_sign_ins',
      status: '429',
      meaning: 'Too many sign-ins were begun and not finished. Try again after `retryAt`.',
    },
    {
      code: 'erasure_goes_on',
      status: '503',
      meaning: 'The account is erased; erasing what belonged to its posts goes on by itself.',
    },
    { code: 'stopping', status: '503', meaning: 'Strapi is shutting down.' },
    {
      code: 'tiktok_…',
      status: '409 or 503',
      meaning:
        'TikTok refused a call (409), or could not be reached (503). The rest is its code; see [errors.md](errors.md).',
    },
  ],
  errorsOf: {
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
  },
  refusals: {
    'oauth.callback': '400 with a page that says to begin again.',
  },
};
