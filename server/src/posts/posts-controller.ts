import { type RequestOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import {
  bulkPosts,
  cancelPost,
  createPost,
  deletePost,
  duplicatePost,
  getPost,
  keepPost,
  listPosts,
  type PostQuery,
  publishPostNow,
  reschedulePost,
  resolvePost,
  restorePost,
  retryPost,
  returnPost,
  updatePost,
} from '../../../contracts/posts';
import { health, resumeAfterOutage, settleInstallation } from '../../../contracts/publisher';
import { type Caller, type Controller, handle } from '../http/handle';
import { forbidden } from '../http/problem';
import { createBulk } from './people/bulk';
import { type Seen } from './people/people';
import { among } from './people/same-moment';
import { type PostFilter } from './life/post-store';
import { type PostRow } from './life/rows';
import { postsOf } from './service';

const asList = <T>(value: T | T[] | undefined): T[] | undefined => {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : [value];
};

/**
 * A query of the admin as the store takes it.
 * @throws Problem `forbidden` where its order would tell what the person may not read
 */
export const postFilter = (
  { ability }: Caller,
  { state, accountId, from, to, dated, sort, order, ...plain }: PostQuery,
): PostFilter => {
  if (sort === 'views' && !ability.can(ACTIONS.readInsights)) {
    throw forbidden('You may not read how posts do on TikTok.', 'Choose another order.');
  }
  return {
    ...plain,
    state: asList(state),
    accountIds: asList(accountId),
    from: from === undefined ? undefined : Date.parse(from),
    to: to === undefined ? undefined : Date.parse(to),
    dated: dated === undefined ? undefined : dated === 'true',
    order: { by: sort, direction: order },
  };
};

/** What the call says that the person was told. */
const seenOf = ({ version, knowing, knownRepeats }: RequestOf<typeof retryPost>['body']): Seen => ({
  version,
  knowing,
  isKnown: among(knownRepeats),
});

export const postsController: Controller = ({ strapi }) => {
  const answer = async (caller: Caller, post: PostRow) => ({
    post: await postsOf(strapi).reading.view(caller, post.id),
  });
  const people = () => postsOf(strapi).people;

  return {
    create: handle(createPost, async ({ caller, body }) =>
      answer(caller, await people().create(caller, body)),
    ),
    find: handle(listPosts, async ({ caller, query }) => {
      const { page, pageSize, ...filter } = query;
      const found = await postsOf(strapi).reading.list(
        caller,
        postFilter(caller, filter),
        page,
        pageSize,
      );
      return { posts: found.posts, pagination: { page, pageSize, total: found.total } };
    }),
    update: handle(updatePost, async ({ caller, params, body }) =>
      answer(caller, await people().update(caller, params.id, body)),
    ),
    reschedule: handle(reschedulePost, async ({ caller, params, body }) =>
      answer(caller, await people().reschedule(caller, params.id, seenOf(body), body.at)),
    ),
    return: handle(returnPost, async ({ caller, params, body }) =>
      answer(caller, await people().giveBack(caller, params.id, body.version, body.comment)),
    ),
    keep: handle(keepPost, async ({ caller, params, body }) =>
      answer(caller, await people().keep(caller, params.id, body.version)),
    ),
    duplicate: handle(duplicatePost, async ({ caller, params, body }) =>
      answer(caller, await people().duplicate(caller, params.id, body.idempotencyKey)),
    ),
    bulk: handle(bulkPosts, async ({ caller, body }) => ({
      results: await createBulk(people()).run(caller, body),
    })),
    findOne: handle(getPost, async ({ caller, params }) => ({
      post: await postsOf(strapi).reading.view(caller, params.id),
    })),
    cancel: handle(cancelPost, async ({ caller, params, body }) =>
      answer(caller, await people().cancel(caller, params.id, body.version)),
    ),
    restore: handle(restorePost, async ({ caller, params, body }) =>
      answer(caller, await people().restore(caller, params.id, body.version)),
    ),
    delete: handle(deletePost, async ({ caller, params, query }) => {
      await people().remove(caller, params.id, query.version);
      return { deleted: true as const };
    }),
    publishNow: handle(publishPostNow, async ({ caller, params, body }) =>
      answer(caller, await people().publishNow(caller, params.id, seenOf(body))),
    ),
    retry: handle(retryPost, async ({ caller, params, body }) =>
      answer(caller, await people().retry(caller, params.id, seenOf(body))),
    ),
    resolve: handle(resolvePost, async ({ caller, params, body }) =>
      answer(caller, await people().resolve(caller, params.id, body)),
    ),
    settleInstallation: handle(settleInstallation, async ({ caller, body }) => {
      if (!caller.isPerson) {
        throw forbidden(
          'Which site this database belongs to is for a person to say.',
          'Do it in the Strapi admin.',
        );
      }
      const settled = await postsOf(strapi).installation.settle(body.verdict, caller.name);
      postsOf(strapi).engine.nudge();
      return settled;
    }),
    resumeAfterOutage: handle(resumeAfterOutage, ({ caller, body: { after }, signal }) =>
      postsOf(strapi).people.resumeAfterOutage(caller, { after, signal }),
    ),
    health: handle(health, () => postsOf(strapi).condition.health()),
  };
};
