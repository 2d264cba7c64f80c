import { type Subject } from '../subject';
import { entryPostsController } from './entry-posts-controller';
import { createQueryParameter } from './query-parameter';

/** What the site's front ends read of TikTok posts. */
export const site: Subject = {
  controllers: { entryPosts: entryPostsController },

  register({ strapi }) {
    const parameter = createQueryParameter(strapi);
    parameter.register();
    strapi.server.use(parameter.middleware);
  },
};
