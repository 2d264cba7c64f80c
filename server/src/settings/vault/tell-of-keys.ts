import { type Core } from '@strapi/strapi';

import { noEncryptionKey, type Vault } from '.';

/**
 * Says in the log, once at the start, that the encryption key is missing or is not the one that the
 * secrets were stored with: whoever starts Strapi reads the log before any page.
 */
export const tellOfKeys = async (strapi: Core.Strapi, vault: Vault): Promise<void> => {
  if (!vault.ready) {
    const { message, remedy } = noEncryptionKey().details;
    strapi.log.error(`TikTok: ${message} ${remedy}`);
    return;
  }
  const { unreadable } = await vault.counts();
  if (unreadable === 0) return;
  strapi.log.error(
    `TikTok: ${unreadable} stored secrets cannot be read with this ENCRYPTION_KEY, so their accounts cannot post. Put the earlier key back or add it to \`encryption.previousKeys\` of the plugin; or enter the secrets again and reconnect the accounts.`,
  );
};
