import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { nowMsSql } from '../database/clock';
import { table } from '../database/tables';
import { type Need } from './needs';

/** At most one mail to a person in this time. */
const PAUSE_MS = 10 * 60_000;
/** What could not be said for so long is old news. */
const KEPT_MS = 24 * 3_600_000;

export type Recipient = { kind: 'user' | 'creator'; id: number };

const RECIPIENT = /^(user|creator):(\d+)$/;
const keyOf = ({ kind, id }: Recipient): string => `${kind}:${id}`;

const recipient = z.object({ recipient: z.string().regex(RECIPIENT) }).transform((found) => {
  const [, kind, id] = RECIPIENT.exec(found.recipient) ?? [];
  return { kind: kind === 'creator' ? 'creator' : 'user', id: Number(id) } satisfies Recipient;
});

const notice = z.object({
  id: z.coerce.number(),
  need: z.enum([
    'held',
    'missed',
    'failed',
    'outcome_unknown',
    'awaiting_approval',
    'account',
    'in_inbox',
  ]),
  post_id: z.coerce.number().nullable(),
  account_id: z.coerce.number().nullable(),
});
export type Notice = z.output<typeof notice>;

interface NewNotice {
  need: Need | 'in_inbox';
  postId: number | null;
  accountId: number | null;
}

/** What is still to be said to whom, and whose turn it is. Right over any number of processes. */
export const createNotices = ({ strapi }: { strapi: Core.Strapi }) => {
  const notices = () => table(strapi, 'tiktok_notices');
  const turns = () => table(strapi, 'tiktok_mail_turns');
  const now = () => nowMsSql(strapi.db.connection);

  return {
    async add(to: readonly Recipient[], { need, postId, accountId }: NewNotice): Promise<void> {
      if (to.length === 0) return;
      await notices().insert(
        to.map((one) => ({
          recipient: keyOf(one),
          need,
          post_id: postId,
          account_id: accountId,
          created_at: Date.now(),
        })),
      );
    },

    /** Those who have something to be told. */
    async waiting(): Promise<Recipient[]> {
      return z.array(recipient).parse(await notices().distinct('recipient'));
    },

    /** Wins the right to write to someone now, for whom ten minutes have passed since the last mail. */
    async takeTurn(to: Recipient): Promise<boolean> {
      const key = keyOf(to);
      await turns().insert({ recipient: key, mailed_at: 0 }).onConflict('recipient').ignore();
      const count: number = await turns()
        .where({ recipient: key })
        .whereRaw(`mailed_at <= ${now()} - ?`, [PAUSE_MS])
        .update({ mailed_at: strapi.db.connection.raw(now()) });
      return count === 1;
    },

    /** Gives back a turn that was not used. */
    async giveTurnBack(to: Recipient): Promise<void> {
      await turns()
        .where({ recipient: keyOf(to) })
        .update({ mailed_at: 0 });
    },

    async of(to: Recipient): Promise<Notice[]> {
      const found: unknown = await notices()
        .where({ recipient: keyOf(to) })
        .orderBy('id')
        .select('id', 'need', 'post_id', 'account_id');
      return z.array(notice).parse(found);
    },

    async done(said: readonly Notice[]): Promise<void> {
      await notices()
        .whereIn(
          'id',
          said.map(({ id }) => id),
        )
        .delete();
    },

    async prune(): Promise<void> {
      await notices()
        .where('created_at', '<', Date.now() - KEPT_MS)
        .delete();
      await turns().whereRaw(`mailed_at < ${now()} - ?`, [KEPT_MS]).delete();
    },
  };
};

export type Notices = ReturnType<typeof createNotices>;
