'use strict';

module.exports = ({ env }) => ({
  auth: { secret: env('ADMIN_JWT_SECRET') },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
  // Tests sign in dozens of administrators within a minute.
  rateLimit: { enabled: env.bool('ADMIN_RATE_LIMIT', true) },
  flags: { nps: false, promoteEE: false },
  autoOpen: false,
  // False: only its API; `strapi transfer` needs no panel, but a panel that is not built breaks it.
  serveAdminPanel: env.bool('SERVE_ADMIN_PANEL', true),
});
