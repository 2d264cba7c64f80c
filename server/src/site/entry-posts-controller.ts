import { findEntryPosts } from '../../../contracts/front-end';
import { type Controller, handlePublic } from '../http/handle';
import { publicPostsOf } from './public-posts';

/** An entry's public posts, for front ends. Strapi itself has checked the permission. */
export const entryPostsController: Controller = ({ strapi }) => ({
  find: handlePublic(findEntryPosts, async ({ query: { uid, documentId, locale } }) => {
    const posts = await publicPostsOf(strapi, {
      uid,
      documentIds: [documentId],
      locale: locale ?? null,
    });
    return { data: posts.get(documentId) ?? [] };
  }),
});
