import { createHash } from 'node:crypto';

import { z } from 'zod';

import { databaseNowMs } from '../../database/clock';
import { table } from '../../database/tables';
import { type Write } from '../../database/together';
import { parseWebhook, verifyWebhookSignature, type WebhookEvent } from '../../tiktok';
import { type PublisherContext } from '../context';
import { type Evidence, settle } from './settle';
import { attemptRow, type AttemptRow, type PostRow } from '../life/rows';

const DAY = 24 * 3_600_000;
/** Events of unknown attempts are kept so long: they may be evidence for one whose id is not known yet. */
export const KEEP_EVENTS_MS = 7 * DAY;
/** How long after its init an attempt can still be the one an event speaks of. */
const EVIDENCE_WINDOW_MS = DAY;

const eventRow = z.object({
  id: z.coerce.number(),
  body: z.string(),
  handled_at: z.coerce.number().nullable(),
});

/** Takes TikTok's events: verified, stored once, matched to attempts, in any order. */

/**
 * What became of a delivery: `refused` is answered 401, everything else 200. `of_nobody`: it is about
 * a user who has no account here, and nothing of it is stored. `nobodys`: it speaks of a post in the
 * name of a user whose post it is not; it is kept, is counted and changes nothing.
 */
export type Received = 'handled' | 'repeated' | 'kept' | 'nobodys' | 'refused' | 'of_nobody';

const REMOVED = 'authorization.removed';

/** TikTok repeats an event for 72 hours; what it signed before that, or will sign, is no delivery of its. */
const OLDEST_MS = 7 * DAY;

/** Whether TikTok's signature is of a time at which TikTok can have sent the event. */
const isOfItsTime = (signedAt: number): boolean => Math.abs(Date.now() - signedAt) <= OLDEST_MS;

const evidenceIn = (event: WebhookEvent): Evidence | null => {
  switch (event.type) {
    case 'post_complete':
      return { kind: 'published', postIds: [] };
    case 'publicly_available':
      return { kind: 'published', postIds: [event.postId] };
    case 'inbox_delivered':
      return { kind: 'in_inbox' };
    case 'post_failed':
      return { kind: 'failed', failReason: event.failReason };
    case 'authorization_removed':
    case 'no_longer_publicly_available':
    case 'unknown':
      return null;
  }
};

const publishIdOf = (event: WebhookEvent): string | null =>
  'publishId' in event ? event.publishId : null;

/** Only something that is on TikTok settles an unknown outcome: a failure proves nothing of it. */
const isPositive = (evidence: Evidence | null): boolean =>
  evidence?.kind === 'published' || evidence?.kind === 'in_inbox';

/** Whether a publish_id can be one of this kind: `p_…` are photos, `v_…` videos (T82). */
const fitsKind = (publishId: string, kind: AttemptRow['kind']): boolean => {
  if (publishId.startsWith('p_')) return kind === 'photos';
  if (publishId.startsWith('v_')) return kind !== 'photos';
  return true;
};

export const createWebhookIntake = (publisher: PublisherContext) => {
  const { strapi, posts, moves, attempts, accounts, settings } = publisher;

  /**
   * @param told the attempt's post where it was read just now, and what is written with what the event
   *   changes
   * @returns whether that was written
   */
  const apply = async (
    attempt: AttemptRow,
    event: WebhookEvent,
    told: { post?: PostRow; also?: readonly Write[] } = {},
  ): Promise<boolean> => {
    const evidence = evidenceIn(event);
    if (evidence) return settle(publisher, attempt, evidence, told);
    if (event.type === 'no_longer_publicly_available') {
      await moves.note(attempt.post_id, {
        code: 'no_longer_public',
        message: 'TikTok says that the post is no longer public.',
        actor: 'TikTok',
      });
    }
    return false;
  };

  /**
   * The one attempt that an event with a strange publish_id can speak of: of this account and kind,
   * begun before the event and not long before, and without a publish_id of its own. Null when there
   * is none, more than one, or one whose init is still under way and will tell by itself.
   */
  const soleAttemptFor = async (
    event: WebhookEvent,
    publishId: string,
  ): Promise<AttemptRow | null> => {
    if (event.userOpenId === undefined || !isPositive(evidenceIn(event))) return null;
    const account = await accounts.findByOpenId(event.clientKey, event.userOpenId);
    if (!account) return null;
    const at = event.createTimeMs ?? (await databaseNowMs(strapi));
    const rows = z.array(attemptRow).parse(
      await table(strapi, 'tiktok_attempts')
        .where({ account_id: account.id })
        .whereIn('outcome', ['open', 'unknown'])
        .whereNull('publish_id')
        // TikTok's create_time has whole seconds.
        .where('intent_at', '<=', at + 1_000)
        .where('intent_at', '>=', at - EVIDENCE_WINDOW_MS)
        .select(),
    );
    const isDraft = 'publishType' in event && event.publishType === 'INBOX_SHARE';
    const fitting: AttemptRow[] = [];
    for (const row of rows) {
      const post = await posts.find(row.post_id);
      if (post && fitsKind(publishId, row.kind) && (post.share_type === 'inbox') === isDraft) {
        fitting.push(row);
      }
    }
    const [only, ...others] = fitting;
    return only?.outcome === 'unknown' && others.length === 0 ? only : null;
  };

  /** Whether the event is of the user, and the app, that this attempt was made for. */
  const isOfItsUser = async (event: WebhookEvent, attempt: AttemptRow): Promise<boolean> => {
    const account = await accounts.find(attempt.account_id);
    return (
      event.userOpenId !== undefined &&
      account?.openId === event.userOpenId &&
      account.clientKey === event.clientKey
    );
  };

  const match = async (event: WebhookEvent): Promise<'handled' | 'kept' | 'nobodys'> => {
    const publishId = publishIdOf(event);
    if (publishId === null) return 'kept';
    const known = await attempts.byPublishId(publishId);
    if (known) {
      if (!(await isOfItsUser(event, known))) return 'nobodys';
      await apply(known, event);
      return 'handled';
    }
    const meant = await soleAttemptFor(event, publishId);
    if (!meant) return 'kept';
    await attempts.recordFact(meant.id, { publish_id: publishId });
    await apply({ ...meant, publish_id: publishId }, event);
    return 'handled';
  };

  const eventOf = (event: WebhookEvent, raw: Buffer, digest: string, now: number) => ({
    digest,
    client_key: event.clientKey,
    open_id: event.userOpenId ?? null,
    event: event.event,
    publish_id: publishIdOf(event),
    body: raw.toString('utf8'),
    received_at: now,
  });

  /**
   * Stores an event once. Null for one that was dealt with before; a repeat of one that was stored
   * but not dealt with (we were cut off in between) is taken up again.
   */
  const store = async (row: ReturnType<typeof eventOf>): Promise<number | null> => {
    await table(strapi, 'tiktok_events').insert(row).onConflict('digest').ignore();
    const { digest } = row;
    const kept = eventRow.parse(await table(strapi, 'tiktok_events').where({ digest }).first());
    return kept.handled_at === null ? kept.id : null;
  };

  /**
   * Whether the event is about an account of ours. What is stored of anybody else would outlive an
   * erasure: our own revoke makes TikTok tell of the user whom it has just been asked to forget.
   */
  const isOurs = async ({ clientKey, userOpenId }: WebhookEvent): Promise<boolean> =>
    userOpenId === undefined || accounts.hasOpenId(clientKey, userOpenId);

  const forget = async (one: { id: number } | { digest: string }): Promise<void> => {
    await table(strapi, 'tiktok_events').where(one).delete();
  };

  const handled = async (id: number, isNobodys = false): Promise<void> => {
    await table(strapi, 'tiktok_events')
      .where({ id })
      .update({ handled_at: await databaseNowMs(strapi), nobodys: isNobodys ? 1 : 0 });
  };

  /** Matches a stored event, and notes that it needs no further look. */
  const matchStored = async (id: number, event: WebhookEvent): Promise<Received> => {
    const matched = await match(event);
    if (matched !== 'kept') await handled(id, matched === 'nobodys');
    return matched;
  };

  /** @returns whether it is decided: a removal that TikTok cannot confirm now is looked at again. */
  const removal = async (event: WebhookEvent): Promise<boolean> => {
    if (event.type !== 'authorization_removed' || event.userOpenId === undefined) return true;
    const outcome = await accounts.handleAuthorizationRemoved(
      event.clientKey,
      event.userOpenId,
      event.reason,
      event.createTimeMs ?? Date.now(),
    );
    return outcome !== 'unconfirmed';
  };

  const take = async (event: WebhookEvent, id: number): Promise<Received> => {
    if (event.event !== REMOVED) return matchStored(id, event);
    if (!(await removal(event))) return 'kept';
    await handled(id);
    return 'handled';
  };

  /** What an event tells of an attempt that is known: the event is stored with what it changes. */
  const receiveKnown = async (
    { attempt, post }: { attempt: AttemptRow; post: PostRow },
    event: WebhookEvent,
    row: ReturnType<typeof eventOf>,
  ): Promise<void> => {
    const dealtWith: Write = {
      insert: 'tiktok_events',
      row: { ...row, handled_at: row.received_at },
      orSet: { column: 'digest', set: ['handled_at'] },
    };
    if (await apply(attempt, event, { post, also: [dealtWith] })) return;
    await table(strapi, 'tiktok_events')
      .insert(dealtWith.row)
      .onConflict('digest')
      .merge(['handled_at']);
  };

  return {
    /** One delivery, as it came. The signature is over these very bytes. */
    async receive(raw: Buffer, signature: string | undefined): Promise<Received> {
      const event = parseWebhook(raw);
      if (!event) return 'refused';
      const secrets = await settings.webhookSecrets(event.clientKey);
      const signed = verifyWebhookSignature({ header: signature, rawBody: raw, secrets });
      if (!signed.ok || !isOfItsTime(signed.timestampMs)) return 'refused';
      const digest = createHash('sha256').update(raw).digest('hex');
      const row = eventOf(event, raw, digest, await databaseNowMs(strapi));
      const publishId = publishIdOf(event);
      const known = publishId === null ? null : await attempts.toldOf(publishId, digest);
      if (known?.isRepeated) return 'repeated';
      if (known && (await isOfItsUser(event, known.attempt))) {
        await receiveKnown(known, event, row);
        // Erased while this was under way: the erasure may have passed this event by.
        if (!(await isOurs(event))) await forget({ digest });
        return 'handled';
      }
      if (!(await isOurs(event))) return 'of_nobody';
      // Stored before it is matched: whoever stores a publish_id looks for such events afterwards.
      const id = await store(row);
      if (id === null) return 'repeated';
      try {
        return await take(event, id);
      } finally {
        // Erased while this was under way: the erasure may have passed this row by.
        if (!(await isOurs(event))) await forget({ id });
      }
    },

    /**
     * Looks again at removals that TikTok could not confirm when they came, over restarts too, until
     * it does or contradicts. @returns how many are decided now
     */
    async followUpRemovals(): Promise<number> {
      const open = z
        .array(eventRow)
        .parse(
          await table(strapi, 'tiktok_events')
            .where({ event: REMOVED })
            .whereNull('handled_at')
            .orderBy('id')
            .select(),
        );
      let decided = 0;
      for (const row of open) {
        const event = parseWebhook(row.body);
        if (event && (await take(event, row.id)) === 'handled') decided += 1;
      }
      return decided;
    },

    /** Forgets what TikTok told of a user beside their posts, under an identity that is no account's any more. */
    async forgetIdentity(identity: { clientKey: string; openId: string }): Promise<void> {
      await table(strapi, 'tiktok_events')
        .where({ client_key: identity.clientKey, open_id: identity.openId })
        .whereNull('publish_id')
        .delete();
    },

    /**
     * Looks again at events that came before their attempt was known, oldest first: of one
     * publish_id, or of an account of which an attempt was just lost out of sight.
     */
    async replayKept(of: { publishId: string } | { accountId: number }): Promise<void> {
      const query = table(strapi, 'tiktok_events')
        .whereNull('handled_at')
        .whereNotNull('publish_id')
        .orderBy('id');
      if ('publishId' in of) void query.where({ publish_id: of.publishId });
      else {
        const account = await accounts.find(of.accountId);
        if (!account) return;
        void query.where({ client_key: account.clientKey, open_id: account.openId });
      }
      for (const row of z.array(eventRow).parse(await query.select())) {
        const event = parseWebhook(row.body);
        if (event) await matchStored(row.id, event);
      }
    },

    /** Kept events that speak of a post in the name of a user whose post it is not. */
    async countNobodys(): Promise<number> {
      const [total] = z
        .array(z.object({ count: z.coerce.number() }))
        .parse(await table(strapi, 'tiktok_events').where({ nobodys: 1 }).count({ count: '*' }));
      return total?.count ?? 0;
    },

    /** Forgets events that are too old to be evidence. */
    async prune(keepDays: number): Promise<number> {
      const now = await databaseNowMs(strapi);
      const keepMs = Math.max(KEEP_EVENTS_MS, keepDays * DAY);
      return (
        table(strapi, 'tiktok_events')
          .where('received_at', '<', now - keepMs)
          // Of a removal that is still open an erasure may follow.
          .where((done) => {
            void done.whereNot('event', REMOVED).orWhereNotNull('handled_at');
          })
          .delete()
      );
    },
  };
};

export type WebhookIntake = ReturnType<typeof createWebhookIntake>;
