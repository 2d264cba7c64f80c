import {
  cancelPost,
  createPost,
  getPost,
  listPosts,
  publishPostNow,
  resolvePost,
  retryPost,
} from '../../../contracts/posts';
import { health, settleInstallation } from '../../../contracts/publisher';
import { type Caller, type Controller, handle } from '../http/handle';
import { forbidden } from '../http/problem';
import { type PostRow } from './rows';
import { postsOf } from './service';

const asList = <T>(value: T | T[] | undefined): T[] | undefined => {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : [value];
};

export const postsController: Controller = ({ strapi }) => {
  const answer = async (caller: Caller, post: PostRow) => ({
    post: await postsOf(strapi).view(caller, post.id),
  });
  const people = () => postsOf(strapi).people;

  return {
    create: handle(createPost, async ({ caller, body }) =>
      answer(caller, await people().create(caller, body)),
    ),
    find: handle(listPosts, async ({ caller, query }) => {
      const { page, pageSize, state, accountId, uid, documentId } = query;
      const found = await postsOf(strapi).list(
        caller,
        { state: asList(state), accountIds: asList(accountId), uid, documentId },
        page,
        pageSize,
      );
      return { posts: found.posts, pagination: { page, pageSize, total: found.total } };
    }),
    findOne: handle(getPost, async ({ caller, params }) => ({
      post: await postsOf(strapi).view(caller, params.id),
    })),
    cancel: handle(cancelPost, async ({ caller, params, body }) =>
      answer(caller, await people().cancel(caller, params.id, body.version)),
    ),
    publishNow: handle(publishPostNow, async ({ caller, params, body }) =>
      answer(caller, await people().publishNow(caller, params.id, body.version)),
    ),
    retry: handle(retryPost, async ({ caller, params, body }) =>
      answer(caller, await people().retry(caller, params.id, body.version)),
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
    health: handle(health, () => postsOf(strapi).health()),
  };
};
