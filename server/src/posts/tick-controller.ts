import { tick } from '../../../contracts/publisher';
import { runOwedChores } from '../chores';
import { pluginConfig } from '../config';
import { publicationsOf } from '../content';
import { holdsToken } from '../http/bearer';
import { type Controller, handlePublic } from '../http/handle';
import { Problem } from '../http/problem';
import { postsOf } from './service';

/** The tick for hosts that sleep: does the same work on an outside cron's call. */
export const tickController: Controller = ({ strapi }) => ({
  run: handlePublic(tick, async ({ ctx }) => {
    const { tickToken } = pluginConfig(strapi);
    // Without a token configured there is no such route.
    if (!tickToken || !holdsToken(ctx.get('Authorization'), tickToken)) {
      throw new Problem({ status: 404, code: 'not_found', message: 'Not found.' });
    }
    // A publication may make posts that are due at once.
    await publicationsOf(strapi).work();
    const claimed = await postsOf(strapi).engine.tick();
    await runOwedChores(strapi);
    return { claimed };
  }),
});
