import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type RequestOf } from '../../../contracts/endpoint';
import { type EntryState, listColumn } from '../../../contracts/list-column';
import { type Ability, type Caller, type Controller, handle } from '../http/handle';
import { type EntryPost, readPostsOfEntries } from './entry-posts';

type Asked = RequestOf<typeof listColumn>['body'];

const READ = 'plugin::content-manager.explorer.read';

/** The Content Manager's own permission checker, the part we use. */
interface PermissionChecker {
  sanitizedQuery: { read(query: object): Promise<object> };
}

/** A role may read only some entries of a type (its own, say); then they must be asked for. */
const hasConditions = (ability: Ability, uid: string): boolean =>
  ability.rulesFor?.(READ, uid).some(({ conditions }) => conditions !== undefined) ?? true;

const documents = z.array(z.object({ documentId: z.string() }));

/** Which of these entries the caller may read, by the list's own rule; one query at most. */
const readable = async (
  strapi: Core.Strapi,
  { ability }: Caller,
  { uid, locale }: Asked,
  documentIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (!(uid in strapi.contentTypes) || !ability.can(READ, uid)) return new Set();
  if (!hasConditions(ability, uid)) return new Set(documentIds);
  const checker: PermissionChecker = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility: ability, model: uid });
  // Adds the role's conditions to the query, as the Content Manager does for its list.
  const query = await checker.sanitizedQuery.read({
    filters: { documentId: { $in: documentIds } },
    fields: ['documentId'],
  });
  const found: unknown = await strapi
    .documents(uid as UID.ContentType)
    .findMany({ ...query, ...(locale !== null && { locale }) });
  return new Set(documents.parse(found).map(({ documentId }) => documentId));
};

/**
 * Of posts in the order they were made: the newest that was not cancelled and is no draft; else the
 * newest draft; else the newest.
 */
export const telling = (posts: readonly EntryPost[]): EntryPost | undefined => {
  const newest = [...posts].reverse();
  return (
    newest.find(({ state }) => state !== 'cancelled' && state !== 'draft') ??
    newest.find(({ state }) => state === 'draft') ??
    newest[0]
  );
};

const stateOf = (posts: readonly EntryPost[]): EntryState | null => {
  const post = telling(posts);
  if (!post) return null;
  const counted = posts.filter(({ state }) => state !== 'cancelled').length;
  return {
    state: post.state,
    at: new Date(post.published_at ?? post.scheduled_at ?? post.created_at).toISOString(),
    postId: post.id,
    count: counted === 0 ? posts.length : counted,
  };
};

/** The TikTok column of the Content Manager's list. */
export const listColumnController: Controller = ({ strapi }) => ({
  states: handle(listColumn, async ({ caller, body }) => {
    const posts = await readPostsOfEntries(strapi, caller, body, body.documentIds);
    const seen = await readable(strapi, caller, body, [...posts.keys()]);
    const states: Record<string, EntryState> = {};
    for (const [documentId, ofEntry] of posts) {
      const state = seen.has(documentId) ? stateOf(ofEntry) : null;
      if (state) states[documentId] = state;
    }
    return { states };
  }),
});
