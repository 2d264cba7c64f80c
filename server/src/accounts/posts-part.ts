import { type Core } from '@strapi/strapi';

import { type ErasedUser } from './erase';

/** What accounts/ asks of posts/. */
export interface PostsPart {
  /** Holds every post that waits for this account. @returns how many */
  hold(accountId: number, reason: string): Promise<number>;
  countScheduled(accountId: number): Promise<number>;
  /**
   * Erases evidence, webhook bodies and the personal parts of timelines, lot by lot.
   * @param erased hears after each lot how many rows of which kind it was
   */
  erase(user: ErasedUser, erased: (counts: Record<string, number>) => Promise<void>): Promise<void>;
  /** Forgets what TikTok told about a user under an identity that is no account's any more. */
  forgetIdentity(identity: Pick<ErasedUser, 'clientKey' | 'openId'>): Promise<void>;
  /** Looks again at removals that TikTok could not confirm when they were told. @returns how many are decided now */
  followUpRemovals(): Promise<number>;
}

/** posts/ builds upon accounts/, so it is looked up when it is needed and not imported. */
export const postsPart = (strapi: Core.Strapi): PostsPart =>
  strapi.plugin('tiktok').service('posts').ofAccount;
