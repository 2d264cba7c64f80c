import { type Core } from '@strapi/strapi';

/** What accounts/ asks of posts/. */
export interface PostsPart {
  /** Holds every post that waits for this account. @returns how many */
  holdForAccount(accountId: number, reason: string): Promise<number>;
  countScheduled(accountId: number): Promise<number>;
  /** Erases evidence, webhook bodies and the personal parts of timelines. @returns counts by kind */
  eraseForAccount(accountId: number): Promise<Record<string, number>>;
}

/** posts/ builds upon accounts/, so it is looked up when it is needed and not imported. */
export const postsPart = (strapi: Core.Strapi): PostsPart =>
  strapi.plugin('tiktok').service('posts');
