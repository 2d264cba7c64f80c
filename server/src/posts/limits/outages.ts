import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Accounts } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { createMemory } from '../../database/memory';
import { table } from '../../database/tables';
import { OUTAGE, REASONS } from '../life/reasons';
import { outageDelay } from './backoff';
import { type Gates } from './gates';
import { createOutagePosts } from './outage-posts';
import { type PostRow } from '../life/rows';

/** Failures count together when they are no further apart than this from the newest. */
const WINDOW_MS = 10 * 60_000;
/** So many failures in a row, of so many posts, are TikTok's fault and not a post's. */
const FAILURES = 6;
const POSTS = 3;
const ACCOUNTS = 2;
/** What another process noted is known here after so long. */
const MEMORY_MS = 1_000;
/** A try that has not ended by then is taken for lost, and another post is tried. */
const PROBE_MS = 5 * 60_000;

const instant = z.coerce.number().nullable();
const failure = z.object({
  post: z.number(),
  account: z.number().default(0),
  at: z.number(),
});
type Failure = z.output<typeof failure>;

const outageRow = z.object({
  client_key: z.string(),
  failures: z.string().transform((text) => z.array(failure).parse(JSON.parse(text))),
  open_since: instant,
  retry_at: instant,
  probe_post_id: instant,
  probes: z.coerce.number(),
  last_since: instant,
  version: z.coerce.number(),
});
type OutageRow = z.output<typeof outageRow>;
type Patch = Partial<Omit<OutageRow, 'client_key' | 'version'>>;

/** Since when (epoch ms) TikTok fails for many, and when one post is tried again. */
export interface Outage {
  since: number;
  retryAt: number;
}

/**
 * Whether these failures tell of an outage of TikTok; the newest is last. Those of one account alone
 * may be that account's trouble, which holds nobody else's posts, unless there is no other account.
 */
export const tellsOfOutage = (failures: readonly Failure[], isOnlyAccount = false): boolean =>
  failures.length >= FAILURES &&
  new Set(failures.map(({ post }) => post)).size >= POSTS &&
  (isOnlyAccount || new Set(failures.map(({ account }) => account)).size >= ACCOUNTS);

const outageOf = ({ open_since: since, retry_at: retryAt }: OutageRow): Outage | null =>
  since === null ? null : { since, retryAt: retryAt ?? since };

/**
 * The circuit breaker of each TikTok app, over all processes (T73). When TikTok fails for several
 * posts in a row, posts are held instead of each being tried and tried again; one of them is tried
 * after a while, and when TikTok takes it the others follow.
 */
export const createOutages = ({
  strapi,
  accounts,
  gates,
  nudge,
}: {
  strapi: Core.Strapi;
  accounts: Accounts;
  gates: Gates;
  nudge: () => void;
}) => {
  const rows = () => table(strapi, 'tiktok_outages');
  const held = createOutagePosts({ strapi });
  /** Posts that this process tries on behalf of the others. */
  const probing = new Map<number, string>();

  const read = async (clientKey: string): Promise<OutageRow | null> => {
    const row: unknown = await rows().where({ client_key: clientKey }).first();
    return row === undefined ? null : outageRow.parse(row);
  };
  /** As it was a moment ago, for what every post asks; decisions are made on the row as it is. */
  const memory = createMemory<string, OutageRow | null>(MEMORY_MS);
  const remembered = (clientKey: string) => memory.read(clientKey, () => read(clientKey));

  const closeGate = (clientKey: string, { retryAt }: Outage): Promise<void> =>
    gates.close(
      { subject: { clientKey }, opensAt: retryAt, reason: REASONS.tiktokOutage(retryAt) },
      { instead: OUTAGE },
    );

  /** Compare-and-set on the row's version; `decide` is asked again when another process was quicker. */
  const change = async (
    clientKey: string,
    decide: (row: OutageRow) => Patch | null,
  ): Promise<{ row: OutageRow; changed: boolean }> => {
    for (;;) {
      const row = await read(clientKey);
      if (!row) {
        await rows()
          .insert({ client_key: clientKey, failures: '[]', probes: 0, version: 0 })
          .onConflict('client_key')
          .ignore();
        continue;
      }
      const patch = decide(row);
      if (!patch) return { row, changed: false };
      const count: number = await memory.around(clientKey, () =>
        rows()
          .where({ client_key: clientKey, version: row.version })
          .update({
            ...patch,
            ...(patch.failures ? { failures: JSON.stringify(patch.failures) } : {}),
            version: row.version + 1,
          }),
      );
      if (count === 1) return { row: { ...row, ...patch }, changed: true };
    }
  };

  const accountIdsOf = async (clientKey: string): Promise<number[]> =>
    (await accounts.all()).filter((account) => account.clientKey === clientKey).map(({ id }) => id);

  const keyOf = async (post: Pick<PostRow, 'account_id'>): Promise<string | null> =>
    (await accounts.find(post.account_id))?.clientKey ?? null;

  /** All that wait are due now; the first of them is the next to be tried, or all go. */
  const goOn = async (clientKey: string): Promise<boolean> => {
    await held.wake(await accountIdsOf(clientKey), await databaseNowMs(strapi));
    const opened = await gates.open({ clientKey }, OUTAGE);
    nudge();
    return opened;
  };

  return {
    /** The outage of this app, or null while TikTok works. */
    async of(clientKey: string): Promise<Outage | null> {
      const row = await remembered(clientKey);
      if (!row || outageOf(row) === null) return null;
      // That TikTok is out of order is never told from memory.
      memory.forget(clientKey);
      const present = await remembered(clientKey);
      return present && outageOf(present);
    },

    /** TikTok failed for this post. Returns the outage if there is one, begun by this or before. */
    async noteFailure(post: Pick<PostRow, 'id' | 'account_id'>): Promise<Outage | null> {
      const clientKey = await keyOf(post);
      if (clientKey === null) return null;
      const now = await databaseNowMs(strapi);
      const isOnlyAccount = (await accountIdsOf(clientKey)).length <= 1;
      const { row, changed } = await change(clientKey, (before) => {
        if (before.open_since !== null) {
          // Whoever was under way already tells nothing new.
          if (before.probe_post_id !== post.id) return null;
          const retryAt = now + outageDelay(before.probes + 1);
          return { retry_at: retryAt, probe_post_id: null, probes: before.probes + 1 };
        }
        const failures = [
          ...before.failures.filter(({ at }) => at > now - WINDOW_MS),
          { post: post.id, account: post.account_id, at: now },
        ];
        if (!tellsOfOutage(failures, isOnlyAccount)) return { failures: failures.slice(-50) };
        return {
          failures: [],
          open_since: now,
          // The failure was written into the post a moment before it was counted here.
          last_since: (failures[0]?.at ?? now) - 5_000,
          retry_at: now + outageDelay(0),
          probe_post_id: null,
          probes: 0,
        };
      });
      probing.delete(post.id);
      const outage = outageOf(row);
      if (outage && changed) {
        await closeGate(clientKey, outage);
        strapi.log.warn(
          `TikTok: TikTok fails for many posts; they wait, and one is tried again at ${new Date(outage.retryAt).toISOString()}.`,
        );
      }
      return outage;
    },

    /** TikTok took this post: an outage is over, and what waited for its end goes on. */
    async noteSuccess(post: Pick<PostRow, 'id' | 'account_id'>): Promise<void> {
      probing.delete(post.id);
      const clientKey = await keyOf(post);
      if (clientKey === null) return;
      const known = await remembered(clientKey);
      if (!known || (known.open_since === null && known.failures.length === 0)) return;
      let wasOpen = false;
      await change(clientKey, (before) => {
        wasOpen = before.open_since !== null;
        if (!wasOpen && before.failures.length === 0) return null;
        return { failures: [], open_since: null, retry_at: null, probe_post_id: null, probes: 0 };
      });
      if (wasOpen) await goOn(clientKey);
    },

    /**
     * Asks to be the one post that is tried. One at a time over all processes; the others wait until
     * it has ended. Returns when to come again, or null for the one that may go.
     */
    async tryAsProbe(clientKey: string, postId: number): Promise<number | null> {
      const now = await databaseNowMs(strapi);
      const { row, changed } = await change(clientKey, (before) =>
        before.open_since !== null && (before.retry_at ?? 0) <= now
          ? { retry_at: now + PROBE_MS, probe_post_id: postId }
          : null,
      );
      const outage = outageOf(row);
      if (!outage) return null;
      if (!changed) return outage.retryAt;
      probing.set(postId, clientKey);
      await closeGate(clientKey, outage);
      return null;
    },

    /** The step of a post is over. One that was tried and told neither way makes room for the next. */
    async stepEnded(postId: number): Promise<void> {
      const clientKey = probing.get(postId);
      if (clientKey === undefined) return;
      probing.delete(postId);
      await this.tryNow(clientKey, postId);
    },

    /**
     * The next post is tried at once, unless one is being tried already: its end decides. `tried`: the
     * one that was, and told neither way. Returns whether it was this that opened the gate.
     */
    async tryNow(clientKey: string, tried: number | null = null): Promise<boolean> {
      const now = await databaseNowMs(strapi);
      const { changed } = await change(clientKey, (before) => {
        const isLost = (before.retry_at ?? 0) <= now;
        const trying = isLost && tried === null ? null : before.probe_post_id;
        return before.open_since !== null && trying === tried
          ? { retry_at: now, probe_post_id: null }
          : null;
      });
      return changed && (await goOn(clientKey));
    },

    /** Since when TikTok fails, when it is tried again, and how many posts wait for it; null: nothing. */
    async summary(): Promise<{ since: number; retryAt: number | null; waiting: number } | null> {
      const known = z.array(outageRow).parse(await rows().whereNotNull('last_since').select());
      const began = known.flatMap(({ last_since: since }) => since ?? []);
      if (began.length === 0) return null;
      const since = Math.min(...began);
      const open = known.flatMap((row) => outageOf(row) ?? []);
      const ofOutage = await held.count(since);
      const behind = await Promise.all(
        known
          .filter((row) => outageOf(row) !== null)
          .map(async ({ client_key: key }) =>
            held.countBehindGate(await accountIdsOf(key), await databaseNowMs(strapi)),
          ),
      );
      const waiting = behind.reduce((sum, count) => sum + count, ofOutage);
      if (open.length === 0 && waiting === 0) return null;
      const retryAt = open.length === 0 ? null : Math.min(...open.map((one) => one.retryAt));
      return { since, retryAt, waiting };
    },

    /**
     * At most `limit` posts of an app that came due in its outage and were not touched; none where
     * they are being tried now.
     */
    async behindGate(clientKey: string, limit: number): Promise<PostRow[]> {
      const row = await read(clientKey);
      const outage = row && outageOf(row);
      const now = await databaseNowMs(strapi);
      if (!row || !outage || outage.retryAt <= now || row.probe_post_id !== null) return [];
      return held.findBehindGate(await accountIdsOf(clientKey), now, limit);
    },

    /**
     * At most `limit` posts that wait for the end of an outage, or that TikTok failed in one, in the
     * order of their ids and behind this one.
     */
    async waiting(limit: number, after = 0): Promise<PostRow[]> {
      const known = z.array(outageRow).parse(await rows().whereNotNull('last_since').select());
      const began = known.flatMap(({ last_since: since }) => since ?? []);
      return began.length === 0 ? [] : held.find(Math.min(...began), limit, after);
    },
  };
};

export type Outages = ReturnType<typeof createOutages>;
