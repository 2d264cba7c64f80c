import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Account, accountsOf } from '../accounts';
import { type PostRow, postsOf, type StateChanged } from '../posts';
import { type EventName, EVENTS, eventsOf, needOf } from './needs';

/** The part of Strapi's webhook store that takes events of plugins. */
const webhookStore = z.custom<{ addAllowedEvent(key: string, value: string): void }>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'addAllowedEvent' in value &&
    typeof value.addAllowedEvent === 'function',
);

/** Makes the events known to Strapi's webhooks, so that a webhook may subscribe to them. */
export const allowEvents = (strapi: Core.Strapi): void => {
  const store = webhookStore.parse(strapi.get('webhookStore'));
  for (const event of Object.values(EVENTS)) {
    store.addAllowedEvent(event.toUpperCase().replace(/[.-]/g, '_'), event);
  }
};

const accountPart = (account: Account | null, id: number) => ({
  id,
  nickname: account?.nickname ?? null,
  handle: account?.handle ?? null,
});

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const postPart = (post: PostRow, account: Account | null) => ({
  id: post.id,
  title: post.title,
  kind: post.kind,
  shareType: post.share_type,
  account: accountPart(account, post.account_id),
  entry:
    post.uid === null ? null : { uid: post.uid, documentId: post.document_id, locale: post.locale },
  scheduledAt: iso(post.scheduled_at),
  publishedAt: iso(post.published_at),
  link: post.link,
  createdBy: { id: post.created_by_id, name: post.created_by_name },
});

/** Tells Strapi's event hub, and through it Strapi's webhooks. docs/events.md has the payloads. */
export const createEvents = ({ strapi }: { strapi: Core.Strapi }) => {
  /** A listener of somebody else's must not disturb us. */
  const emit = async (event: EventName, payload: Record<string, unknown>): Promise<void> => {
    try {
      await strapi.eventHub.emit(event, payload);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      strapi.log.error(`TikTok: a listener to ${event} failed: ${name}`);
    }
  };

  return {
    async postChanged(change: StateChanged, post: PostRow): Promise<void> {
      const events = eventsOf(change);
      if (events.length === 0) return;
      const account = await accountsOf(strapi).find(post.account_id);
      const payload = {
        post: postPart(post, account),
        from: change.from,
        to: change.to,
        need: needOf(change),
        // Words of the change itself: the post may have moved on since.
        reason: { code: change.code, message: change.message },
      };
      for (const event of events) await emit(event, payload);
    },

    async accountDisconnected(accountId: number, reason: string): Promise<void> {
      const account = await accountsOf(strapi).find(accountId);
      await emit(EVENTS.disconnected, {
        account: accountPart(account, accountId),
        reason: { message: reason },
        heldPosts: await postsOf(strapi).ofAccount.countHeld(accountId),
      });
    },
  };
};

export type Events = ReturnType<typeof createEvents>;
