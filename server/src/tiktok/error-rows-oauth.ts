import { ADMIN, CREATOR, NEVER, NOW, rowsOf } from './error-row';

/** The string `error` of the OAuth endpoints and of the callback's query. HTTP 200 is usual (T43). */
export const OAUTH_ROWS = rowsOf('oauth', [
  [
    'access_denied',
    'TikTokOAuthError',
    CREATOR,
    'The owner of the TikTok account did not agree to the connection.',
    'Connect again and agree on the TikTok page.',
  ],
  [
    'invalid_client',
    'TikTokOAuthError',
    ADMIN,
    'TikTok does not know this Client Key, or the Client Secret is not its own.',
    'An administrator checks both in the settings. A sandbox has its own pair.',
  ],
  [
    'invalid_grant',
    'TikTokOAuthError',
    CREATOR,
    'The code or token is used up, expired, withdrawn, or belongs to another TikTok app.',
    'Connect the account again.',
  ],
  [
    'invalid_request',
    'TikTokOAuthError',
    ADMIN,
    'TikTok found something wrong in the login request; often the redirect URI is not exactly the registered one.',
    "An administrator compares the settings with TikTok's message, the trailing slash included.",
  ],
  [
    'invalid_scope',
    'TikTokOAuthError',
    ADMIN,
    'A permission (scope) was asked for that the TikTok app does not have.',
    'An administrator adds the product and scope to the TikTok app, or switches the feature off here.',
  ],
  [
    'unauthorized_client',
    'TikTokOAuthError',
    ADMIN,
    'The TikTok app may not do this; it may still be in review, or lack the product.',
    "An administrator checks the app's products and state in TikTok's developer portal.",
  ],
  [
    'unsupported_grant_type',
    'TikTokOAuthError',
    NEVER,
    'TikTok refused the way of asking for tokens.',
    'This is a fault of this software. Please report it with the log id.',
  ],
  [
    'unsupported_response_type',
    'TikTokOAuthError',
    NEVER,
    'TikTok refused the way of asking for a code.',
    'This is a fault of this software. Please report it with the log id.',
  ],
  [
    'server_error',
    'TikTokUnavailable',
    NOW,
    'TikTok had a fault of its own at login.',
    'Try again in a moment. The account stays connected.',
  ],
  [
    'temporarily_unavailable',
    'TikTokUnavailable',
    NOW,
    "TikTok's login is overloaded or under maintenance.",
    'Try again in a moment. The account stays connected.',
  ],
]);
