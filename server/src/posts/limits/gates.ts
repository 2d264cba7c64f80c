import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type ShareType } from '../../../../contracts/settings';
import { isOneOf, postReason, type PostReason } from '../../../../contracts/posts';
import { type PluginConfig } from '../../config';
import { databaseNowMs } from '../../database/clock';
import { createMemory } from '../../database/memory';
import { table } from '../../database/tables';
import { type OwnWait, OWN_WAITS } from '../life/lateness';
import { reasonLike } from '../life/reasons';
import { type PostRow } from '../life/rows';
import { WAITING } from '../life/state-machine';

/** Whose posts wait: those of one account (of one Share Type), of one TikTok app, or all of this site. */
export type GateSubject =
  { accountId: number; shareType?: ShareType } | { clientKey: string } | 'site';

/** A closed gate: nothing that it concerns is taken up before it opens. */
export interface Gate {
  subject: GateSubject;
  /** Epoch ms, the database's clock. */
  opensAt: number;
  reason: PostReason;
}

const gateRow = z.object({
  account_id: z.coerce.number().nullable(),
  share_type: z.enum(['inbox', 'direct_post']).nullable(),
  client_key: z.string().nullable(),
  closed_since: z.coerce.number(),
  opens_at: z.coerce.number(),
  reason: z.string().transform((text) => postReason.parse(JSON.parse(text))),
});
type GateRow = z.output<typeof gateRow>;

const nameOf = (subject: GateSubject): string => {
  if (subject === 'site') return 'site';
  if ('clientKey' in subject) return `app:${subject.clientKey}`;
  return `account:${subject.accountId}:${subject.shareType ?? 'all'}`;
};

const columnsOf = (subject: GateSubject) => ({
  account_id: typeof subject === 'object' && 'accountId' in subject ? subject.accountId : null,
  share_type:
    typeof subject === 'object' && 'accountId' in subject ? (subject.shareType ?? null) : null,
  client_key: typeof subject === 'object' && 'clientKey' in subject ? subject.clientKey : null,
});

const subjectOf = (row: GateRow): GateSubject => {
  if (row.client_key !== null) return { clientKey: row.client_key };
  if (row.account_id === null) return 'site';
  return { accountId: row.account_id, ...(row.share_type ? { shareType: row.share_type } : {}) };
};

/** The gates that were closed a moment ago; what this process changes about them is seen at once. */
const MEMORY_MS = 1_000;

/** Whether the gate concerns a post of this account. */
const concerns = (
  { subject }: Gate,
  post: Pick<PostRow, 'account_id' | 'share_type'>,
  clientKey: string | null,
): boolean => {
  if (subject === 'site') return true;
  if ('clientKey' in subject) return subject.clientKey === clientKey;
  const { accountId, shareType = post.share_type } = subject;
  return accountId === post.account_id && shareType === post.share_type;
};

/** How long it is known when a gate opened. */
const KEPT_MS = 60 * 24 * 3_600_000;

/**
 * A post as people are shown it: where it is due and waits behind a gate, with the gate's reason and
 * time. The row itself says nothing of a gate.
 */
export const waitsBehind = async (gates: Gates, strapi: Core.Strapi) => {
  const closed = await gates.closed();
  const now = await databaseNowMs(strapi);
  return (post: PostRow, clientKey: string | null): PostRow => {
    const isDue = post.next_step_at !== null && post.next_step_at <= now;
    // One that somebody works on has passed.
    if (!isDue || post.lease_owner !== null || !isOneOf(post.state, WAITING)) return post;
    const gate = closed.find((one) => concerns(one, post, clientKey));
    return gate ? { ...post, reason: gate.reason, next_step_at: gate.opensAt } : post;
  };
};

/**
 * What keeps posts from being sent, for as long as it does: TikTok's caps, our own turn, an outage, a
 * switch. The claim asks the table, so that a post behind a closed gate is not touched at all: nothing
 * is checked for it, its history gets no line, and why it waits is told by the gate when it is read.
 */
export const createGates = ({
  strapi,
  config,
  onOpened,
  onClosed,
}: {
  strapi: Core.Strapi;
  config: Pick<PluginConfig['publisher'], 'latenessHours'>;
  /** Called when gates were opened before their time: as many posts as may go are to go now. */
  onOpened: () => void;
  /** Called when one was closed, with when it opens by itself (epoch ms). */
  onClosed: (opensAt: number) => void;
}) => {
  const rows = () => table(strapi, 'tiktok_gates');
  const memory = createMemory<'closed', Gate[]>(MEMORY_MS);

  const load = async (): Promise<Gate[]> => {
    const now = await databaseNowMs(strapi);
    const found: unknown = await rows().where('opens_at', '>', now).orderBy('opens_at', 'desc');
    return z
      .array(gateRow)
      .parse(found)
      .map((row) => ({ subject: subjectOf(row), opensAt: row.opens_at, reason: row.reason }));
  };

  /** Every gate that is closed, the one that opens last first. */
  const closed = async (): Promise<Gate[]> => {
    const now = await databaseNowMs(strapi);
    return (await memory.read('closed', load)).filter(({ opensAt }) => opensAt > now);
  };

  return {
    closed,

    /**
     * Closes until `opensAt`; one that is closed for longer already stays, with its reason, unless it
     * is for the code `instead`: of that the newest word counts. One that opened a short while ago
     * counts as closed ever since, for a backlog opens and closes it again and again.
     */
    async close(
      { subject, opensAt, reason }: Gate,
      { instead }: { instead?: string } = {},
    ): Promise<void> {
      await memory.around(undefined, async () => {
        const name = nameOf(subject);
        const row = { ...columnsOf(subject), opens_at: opensAt, reason: JSON.stringify(reason) };
        const now = await databaseNowMs(strapi);
        await rows()
          .insert({ subject: name, ...row, closed_since: now, opens_at: 0 })
          .onConflict('subject')
          .ignore();
        const closedSince = strapi.db.connection.raw(
          'CASE WHEN opens_at < ? THEN ? ELSE closed_since END',
          [now - config.latenessHours * 3_600_000, now],
        );
        await rows()
          .where({ subject: name })
          .where((either) => {
            void either.where('opens_at', '<', opensAt);
            if (instead !== undefined) void either.orWhere('reason', 'like', reasonLike(instead));
          })
          .update({ closed_since: closedSince, ...row });
      });
      onClosed(opensAt);
    },

    /** Opens it now; with `code` only if that is why it is closed. Returns whether it was there. */
    open: (subject: GateSubject, code?: string): Promise<boolean> =>
      memory.around(undefined, async () => {
        const query = rows().where({ subject: nameOf(subject) });
        if (code !== undefined) void query.where('reason', 'like', reasonLike(code));
        const opened: number = await query.delete();
        if (opened > 0) onOpened();
        return opened > 0;
      }),

    /** Opens all that are closed for one of these reasons. */
    openAll: (codes: readonly string[]): Promise<void> =>
      memory.around(undefined, async () => {
        let opened = 0;
        for (const code of codes) {
          const count: number = await rows().where('reason', 'like', reasonLike(code)).delete();
          opened += count;
        }
        if (opened > 0) onOpened();
      }),

    /** When the next of them opens (epoch ms), or null. */
    async nextOpening(): Promise<number | null> {
      return (await closed()).at(-1)?.opensAt ?? null;
    },

    /** The gate that keeps this post the longest, or null; that it is closed is never told from memory. */
    async of(
      post: Pick<PostRow, 'account_id' | 'share_type'>,
      clientKey: string | null,
    ): Promise<Gate | null> {
      const find = async (): Promise<Gate | null> =>
        (await closed()).find((gate) => concerns(gate, post, clientKey)) ?? null;
      if ((await find()) === null) return null;
      memory.forget();
      return find();
    },

    /** How long the gates that concern this post were closed for our own turn, or for TikTok's caps. */
    async ownWaits(
      post: Pick<PostRow, 'account_id' | 'share_type'>,
      clientKey: string,
    ): Promise<OwnWait[]> {
      const { account_id: accountId, share_type: shareType } = post;
      const names = [{ accountId }, { accountId, shareType }, { clientKey }].map(nameOf);
      const found: unknown = await rows().whereIn('subject', names);
      return z
        .array(gateRow)
        .parse(found)
        .filter(({ reason }) => OWN_WAITS.includes(reason.code))
        .map((row) => ({ since: row.closed_since, until: row.opens_at }));
    },

    /** Forgets gates that have been open for long. */
    async prune(): Promise<void> {
      const now = await databaseNowMs(strapi);
      await rows()
        .where('opens_at', '<', now - KEPT_MS)
        .delete();
    },

    /** The gates of an account that was erased. */
    async forget(accountId: number): Promise<void> {
      await memory.around(undefined, async () => {
        await rows().where({ account_id: accountId }).delete();
      });
    },
  };
};

export type Gates = ReturnType<typeof createGates>;
