import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { UNSENT } from '../../../../contracts/posts';
import { type EntryStore } from '../entry-store';
import { hasMedia } from '../media-fields';
import { type DocumentCall, eventOf, happenedTo } from './happened';
import { PUBLICATIONS_UID } from './models';

interface MiddlewareOptions {
  strapi: Core.Strapi;
  store: EntryStore;
  /** Whether a rule wants to know of this type. Asked at each publication: must be quick. */
  wants: (uid: string) => boolean;
  /** Called after the publication is committed. */
  nudge: () => void;
  /** Called when an entry with posts was saved, in whatever way. */
  saved: () => void;
}

const actor = z.object({
  state: z.object({
    user: z.object({ id: z.number() }),
    auth: z.object({ strategy: z.object({ name: z.literal('admin') }) }),
  }),
});

/** Calls that change what a version holds and publish nothing. */
const SAVES = ['update', 'discardDraft'];

const localised = z.array(z.object({ locale: z.string().nullish() }));

const documentIdOf = ({ params }: DocumentCall): string | null =>
  z.string().safeParse(params.documentId).data ?? null;

/**
 * The one document middleware of the plugin, innermost: it writes down that an entry was published,
 * taken back or deleted, in the transaction that does it. A type that no rule wants, and an entry
 * without posts, pass untouched. If writing it down fails, so does the publication: inside a broken
 * transaction there is no way on.
 */
export const createPublicationMiddleware = ({
  strapi,
  store,
  wants,
  nudge,
  saved,
}: MiddlewareOptions) => {
  const holdsMedia = new Map<string, boolean>();
  const canHoldMedia = (uid: string): boolean => {
    const known = holdsMedia.get(uid);
    if (known !== undefined) return known;
    const type = store.typeOf(uid);
    const holds = type !== null && hasMedia(type, store.modelOf);
    holdsMedia.set(uid, holds);
    return holds;
  };

  /** Whether something waits for this entry, or depends on it. */
  const hasPosts = async (uid: string, documentId: string | null): Promise<boolean> => {
    if (documentId === null) return false;
    const found: unknown = await strapi.db.query('plugin::tiktok.post').findOne({
      select: ['id'],
      where: {
        uid,
        documentId,
        state: { $in: [...UNSENT] },
      },
    });
    return found !== null;
  };

  /** The locales (empty without) in which the entry is public before the call. */
  const publicBefore = async (
    { uid, action }: DocumentCall,
    documentId: string | null,
    hasDrafts: boolean,
  ): Promise<(locale: string | null) => boolean> => {
    if (documentId === null || action === 'create' || action === 'clone') return () => false;
    if (!hasDrafts) return () => true;
    const rows: unknown = await strapi.db.query(uid as UID.ContentType).findMany({
      select: ['id', 'locale'],
      where: { documentId, publishedAt: { $notNull: true } },
    });
    const locales = new Set(localised.parse(rows).map(({ locale }) => locale ?? ''));
    return (locale) => locales.has(locale ?? '');
  };

  /** Says so once it is stored: the Content Manager saves and publishes in one transaction. */
  const tellSaved = async (): Promise<void> => {
    if (!strapi.db.inTransaction()) return saved();
    await strapi.db.transaction(({ onCommit }) => onCommit(saved));
  };

  return async (call: DocumentCall, next: () => Promise<unknown>): Promise<unknown> => {
    const { uid } = call;
    const type = canHoldMedia(uid) ? store.typeOf(uid) : null;
    if (!type) return next();
    const event = eventOf(call, type.draftAndPublish);
    if (!event && !SAVES.includes(call.action)) return next();
    const isPosted = await hasPosts(uid, documentIdOf(call));
    if (!event || (!isPosted && !wants(uid))) {
      const result = await next();
      if (isPosted) await tellSaved();
      return result;
    }

    const actorId = actor.safeParse(strapi.requestContext.get()).data?.state.user.id ?? null;
    return strapi.db.transaction(async ({ onCommit }) => {
      const wasPublic =
        event === 'published'
          ? await publicBefore(call, documentIdOf(call), type.draftAndPublish)
          : () => false;
      const result = await next();
      for (const { documentId, locale } of happenedTo(event, result)) {
        await strapi.db.query(PUBLICATIONS_UID).create({
          data: {
            event,
            uid,
            documentId,
            locale,
            at: Date.now(),
            actorId,
            again: wasPublic(locale) ? 1 : 0,
            tries: 0,
          },
        });
      }
      onCommit(() => {
        nudge();
        if (isPosted) saved();
      });
      return result;
    });
  };
};
