import { createHash, randomBytes } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type AppMode, appMode } from '../../../contracts/settings';
import { type Vault } from '../settings';
import { OAUTH_STATE_UID, OAUTH_STATES_TABLE } from './models';
import { tooManySignIns } from './refusals';

const PURPOSE = 'oauth-state';
const TTL_SECONDS = 600;
/** Begun sign-ins that wait at TikTok at the same time. */
const MOST_BEGUN_BY_ONE = 20;
const MOST_BEGUN = 200;
const KEEP_MS = 24 * 3_600_000;
/** Longer than finishing a sign-in takes: two calls to TikTok and the storing. */
const UNDER_WAY_MS = 120_000;

export interface NewState {
  adminUserId: number;
  /** Origin of the admin page to return to; travels signed inside the state. */
  origin: string;
  clientKey: string;
  mode: AppMode;
  redirectUri: string;
  verifier: string | null;
  accountId: number | null;
}

const stateRow = z.object({
  id: z.coerce.number().int(),
  nonceHash: z.string(),
  verifier: z.string().nullish(),
  adminUserId: z.coerce.number().int(),
  clientKey: z.string(),
  mode: appMode,
  redirectUri: z.string(),
  accountId: z.coerce.number().int().nullish(),
  expiresAt: z.coerce.number(),
  consumedAt: z.union([z.string(), z.number()]).nullish(),
});

/** A state that has just been used up by its own administrator. */
export interface ConsumedState {
  id: number;
  clientKey: string;
  mode: AppMode;
  redirectUri: string;
  verifier: string | null;
  accountId: number | null;
}

export type StateRefusal = 'forged' | 'expired' | 'foreign' | 'replayed' | 'unreadable';

const payload = z.object({ n: z.string(), o: z.string() });
const hashOf = (nonce: string): string => createHash('sha256').update(nonce).digest('hex');
const place = (nonceHash: string) => ({
  table: OAUTH_STATES_TABLE,
  id: nonceHash,
  field: 'verifier',
});

/**
 * The `state` of a connection: random, signed, single-use, ten minutes, bound to the administrator
 * who began it. The database holds only a hash of it.
 */
export const createOAuthStates = ({
  strapi,
  vault,
  now,
}: {
  strapi: Core.Strapi;
  vault: Vault;
  now: () => number;
}) => {
  vault.registerSealedColumn({
    table: OAUTH_STATES_TABLE,
    idColumn: 'nonce_hash',
    field: 'verifier',
  });
  const query = () => strapi.db.query(OAUTH_STATE_UID);

  /** What is begun and not over within the ten minutes of its life, of one person and of all. */
  const refuseTooMany = async (adminUserId: number): Promise<void> => {
    const open = { expiresAt: { $gt: now() } };
    const [mine, all] = await Promise.all([
      query().count({ where: { ...open, adminUserId } }),
      query().count({ where: open }),
    ]);
    if (mine >= MOST_BEGUN_BY_ONE || all >= MOST_BEGUN) throw tooManySignIns();
  };

  return {
    /** @throws Problem `no_encryption_key`, `too_many_sign_ins` */
    async create(begun: NewState): Promise<{ state: string; expiresAt: number }> {
      const { origin, verifier, ...columns } = begun;
      const nonce = randomBytes(32).toString('base64url');
      const nonceHash = hashOf(nonce);
      const expiresAt = now() + TTL_SECONDS * 1000;
      await refuseTooMany(begun.adminUserId);
      await query().deleteMany({ where: { expiresAt: { $lt: now() - KEEP_MS } } });
      await query().create({
        data: {
          ...columns,
          nonceHash,
          verifier: verifier === null ? null : vault.seal(verifier, place(nonceHash)),
          expiresAt,
        },
      });
      return { state: vault.signLink(PURPOSE, { n: nonce, o: origin }, TTL_SECONDS), expiresAt };
    },

    /** Where to return to; null unless this Strapi signed the state, however old it is. */
    originOf(state: string): string | null {
      const checked = vault.checkLink(PURPOSE, state);
      const parsed = payload.safeParse(checked.payload);
      return parsed.success ? parsed.data.o : null;
    },

    /**
     * Uses the state up, once, by compare-and-set. A refusal of a foreign one leaves it to its owner.
     */
    async consume(
      state: string,
      adminUserId: number,
    ): Promise<{ ok: true; state: ConsumedState } | { ok: false; why: StateRefusal }> {
      const checked = vault.checkLink(PURPOSE, state);
      const parsed = payload.safeParse(checked.payload);
      if (!parsed.success) return { ok: false, why: 'forged' };
      const nonceHash = hashOf(parsed.data.n);
      const found: unknown = await query().findOne({ where: { nonceHash } });
      // Signed by us and no longer here: pruned after a day.
      if (!found) return { ok: false, why: 'expired' };
      const row = stateRow.parse(found);
      if (row.adminUserId !== adminUserId) return { ok: false, why: 'foreign' };
      if (row.consumedAt) return { ok: false, why: 'replayed' };
      if (!checked.ok || row.expiresAt <= now()) return { ok: false, why: 'expired' };
      const { count } = await query().updateMany({
        where: { id: row.id, consumedAt: null },
        data: { consumedAt: now(), verifier: null },
      });
      if (count !== 1) return { ok: false, why: 'replayed' };
      const verifier = row.verifier ? vault.open(row.verifier, place(nonceHash)) : null;
      if (verifier && !verifier.ok) return { ok: false, why: 'unreadable' };
      const { clientKey, mode, redirectUri, accountId } = row;
      return {
        ok: true,
        state: {
          id: row.id,
          clientKey,
          mode,
          redirectUri,
          verifier: verifier ? verifier.value : null,
          accountId: accountId ?? null,
        },
      };
    },

    /** The sign-in has come to its end, whatever it was. It stays for a day, to know a replay by. */
    async finished({ id }: ConsumedState): Promise<void> {
      await query().updateMany({ where: { id }, data: { expiresAt: now() } });
    },

    /** Whether another sign-in with the same app is being finished now, by anybody and in any process. */
    async othersUnderWay({ id, clientKey }: ConsumedState): Promise<boolean> {
      const since = now() - UNDER_WAY_MS;
      const others = await query().count({
        where: {
          clientKey,
          id: { $ne: id },
          consumedAt: { $gte: since },
          expiresAt: { $gt: now() },
        },
      });
      return others > 0;
    },

    /** Forgets the connections begun for an account. @returns how many */
    async forgetOf(accountId: number): Promise<number> {
      const { count } = await query().deleteMany({ where: { accountId } });
      return count;
    },
  };
};

export type OAuthStates = ReturnType<typeof createOAuthStates>;
