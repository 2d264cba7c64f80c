import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../config';
import { publicPath, type Vault } from '../settings';
import { DEFAULT_API_URL } from '../tiktok';
import { type Account } from './account';
import { type AccountRow } from './account-row';
import { type Avatar, fetchAvatar } from './avatar-fetch';
import { createAvatarMemory } from './avatar-memory';

const PURPOSE = 'avatar';
const TTL_SECONDS = 3600;

/** Avatars through our own address, because the admin's CSP blocks TikTok's. */
export const createAvatars = ({
  strapi,
  vault,
  isThere,
  renewProfile,
}: {
  strapi: Core.Strapi;
  vault: Vault;
  /** Whether there is this account, not erased. */
  isThere: (accountId: number) => Promise<boolean>;
  /** TikTok's picture addresses expire: asks for the profile again. Null when that is impossible. */
  renewProfile: (accountId: number) => Promise<AccountRow | null>;
}) => {
  const trustedOrigin = (): string | null => {
    const { origin } = new URL(pluginConfig(strapi).apiUrl);
    return origin === DEFAULT_API_URL ? null : origin;
  };
  const memory = createAvatarMemory({ fetch: (url) => fetchAvatar(url, trustedOrigin()), isThere });

  return {
    /** An address valid for an hour, bound to account and administrator; null without a picture or key. */
    urlFor(account: Pick<Account, 'id' | 'hasAvatar'>, adminUserId: number): string | null {
      if (!account.hasAvatar || !vault.ready) return null;
      const token = vault.signLink(PURPOSE, { a: account.id, u: adminUserId }, TTL_SECONDS);
      return `${publicPath(strapi, `/accounts/${account.id}/avatar`)}?token=${token}`;
    },

    allows: (accountId: number, token: string): boolean =>
      vault.verifyLink(PURPOSE, token)?.a === accountId,

    /** The picture; null when TikTok has none to give. */
    async of(row: AccountRow): Promise<Avatar | null> {
      if (!row.avatarUrl) return null;
      const first = await memory.get(row.id, row.avatarUrl);
      if (first) return first;
      const renewed = await renewProfile(row.id);
      return renewed?.avatarUrl && renewed.avatarUrl !== row.avatarUrl
        ? memory.get(row.id, renewed.avatarUrl)
        : null;
    },

    forget(row: AccountRow): void {
      memory.forget(row.avatarUrl);
    },
  };
};

export type Avatars = ReturnType<typeof createAvatars>;
