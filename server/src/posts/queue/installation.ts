import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type PostReason } from '../../../../contracts/posts';
import { type Accounts } from '../../accounts';
import { inTransaction, table } from '../../database/tables';
import { Problem } from '../../http/problem';
import { type Settings } from '../../settings';
import { type PostMoves } from '../life/post-moves';
import { reason, REASONS } from '../life/reasons';

const markRow = z.object({
  id: z.coerce.number(),
  installation: z.string(),
  public_url: z.string().nullable(),
});

/**
 * The mark of the place this database belongs to (T96): a copy of production's database
 * must not publish production's queue. Only an explicitly configured https address counts, and only
 * once there is an account or a post: nobody is stopped by the address that they tried first.
 */
export const createInstallation = ({
  strapi,
  settings,
  accounts,
  moves,
}: {
  strapi: Core.Strapi;
  settings: Settings;
  accounts: Accounts;
  moves: PostMoves;
}) => {
  const here = (): string | null => {
    const url = settings.publicUrl();
    return url?.startsWith('https://') ? url : null;
  };

  const read = async () => {
    const row: unknown = await table(strapi, 'tiktok_installation').orderBy('id').first();
    return row === undefined ? null : markRow.parse(row);
  };

  const write = (publicUrl: string | null): Promise<void> =>
    inTransaction(strapi, async (trx) => {
      await table(strapi, 'tiktok_installation', trx).delete();
      await table(strapi, 'tiktok_installation', trx).insert({
        installation: randomUUID(),
        public_url: publicUrl,
      });
    });

  /** Whether another place could send what this one does, or take its accounts away. */
  const hasSomething = async (): Promise<boolean> => {
    for (const name of ['tiktok_accounts', 'tiktok_posts'] as const) {
      if (await table(strapi, name).first('id')) return true;
    }
    return false;
  };

  /** Sets the mark, completes it, or takes it back where there is nothing to protect yet. */
  const mark = async (): Promise<void> => {
    const stored = await read();
    const isWorthIt = await hasSomething();
    const url = isWorthIt ? here() : null;
    const isIncomplete = !stored || (stored.public_url === null && url !== null);
    if (isIncomplete || (!isWorthIt && stored.public_url !== null)) await write(url);
  };

  /** Why nothing may be sent from here, or null. */
  const stopped = async (): Promise<PostReason | null> => {
    const stored = await read();
    if (!stored || stored.public_url === here()) return null;
    if (stored.public_url === null) {
      // The first account was connected since the boot.
      await mark();
      return null;
    }
    if (!(await hasSomething())) return null;
    return reason(
      'another_installation',
      `This database belongs to ${stored.public_url}, but this Strapi runs at ${here() ?? 'no configured https address'}. Nothing is sent until an administrator says which it is.`,
      'If the site has moved, confirm the move. If this is a copy (staging, a restored backup), say so: it then forgets the TikTok tokens.',
    );
  };

  return {
    stopped,

    /**
     * Sets the mark, or completes it when an address is configured later. On a copy it stops the
     * refreshing of tokens: TikTok takes each refresh token only once, so the copy would take the
     * accounts away from the original.
     */
    async mark(): Promise<void> {
      await mark();
      // Asked before each refresh: another process may have been told meanwhile where this is.
      accounts.pauseRefresh(async () => (await stopped())?.message ?? null);
    },

    /**
     * An administrator's word on which place this is. A copy gives its queue up for good: were its
     * accounts connected again later, it would send what the original has sent.
     * @throws Problem `not_stopped` when there is nothing to decide
     */
    async settle(
      verdict: 'moved' | 'copy',
      by: string,
    ): Promise<{ forgottenAccounts: number; heldPosts: number }> {
      if ((await stopped()) === null) {
        throw new Problem({
          status: 409,
          code: 'not_stopped',
          message: 'This Strapi runs where its database belongs; there is nothing to decide.',
        });
      }
      let result = { forgottenAccounts: 0, heldPosts: 0 };
      if (verdict === 'copy') {
        result = {
          heldPosts: await moves.giveUpAll(REASONS.copied, by),
          forgottenAccounts: await accounts.forgetAllTokens(REASONS.copied.message),
        };
      }
      await write(here());
      return result;
    },
  };
};

export type Installation = ReturnType<typeof createInstallation>;
