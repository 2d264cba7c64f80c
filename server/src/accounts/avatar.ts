import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../config';
import { publicPath, type Vault } from '../settings';
import { DEFAULT_API_URL } from '../tiktok';
import { type Account } from './account';
import { type AccountRow } from './account-row';
import { type Avatar, fetchAvatar } from './avatar-fetch';

const PURPOSE = 'avatar';
const TTL_SECONDS = 3600;
const KEPT = 50;
const KEPT_MS = 3_600_000;

/** Avatars through our own address, because the admin's CSP blocks TikTok's. */
export const createAvatars = ({
  strapi,
  vault,
  now,
  renewProfile,
}: {
  strapi: Core.Strapi;
  vault: Vault;
  now: () => number;
  /** TikTok's picture addresses expire: asks for the profile again. Null when that is impossible. */
  renewProfile: (accountId: number) => Promise<AccountRow | null>;
}) => {
  /** By TikTok's address; the oldest leave first. */
  const kept = new Map<string, { avatar: Avatar; until: number }>();
  const trustedOrigin = (): string | null => {
    const { origin } = new URL(pluginConfig(strapi).apiUrl);
    return origin === DEFAULT_API_URL ? null : origin;
  };

  const get = async (url: string): Promise<Avatar | null> => {
    const known = kept.get(url);
    if (known && known.until > now()) return known.avatar;
    kept.delete(url);
    const avatar = await fetchAvatar(url, trustedOrigin());
    if (!avatar) return null;
    kept.set(url, { avatar, until: now() + KEPT_MS });
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return avatar;
  };

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
      const first = await get(row.avatarUrl);
      if (first) return first;
      const renewed = await renewProfile(row.id);
      return renewed?.avatarUrl && renewed.avatarUrl !== row.avatarUrl
        ? get(renewed.avatarUrl)
        : null;
    },

    forget(row: AccountRow): void {
      if (row.avatarUrl) kept.delete(row.avatarUrl);
    },
  };
};

export type Avatars = ReturnType<typeof createAvatars>;
