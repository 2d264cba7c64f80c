import { readMetrics } from '../../../contracts/publisher';
import { type Controller, handlePublic } from '../http/handle';
import { Problem } from '../http/problem';
import { type Subject } from '../subject';
import { createMetrics, metricsOf } from './metrics-service';

export { metricsOf } from './metrics-service';

const metricsController: Controller = ({ strapi }) => ({
  find: handlePublic(readMetrics, async ({ ctx }) => {
    const scrape = await metricsOf(strapi).scrape(ctx.get('Authorization'));
    ctx.set('Cache-Control', 'no-store');
    if (scrape.status === 404) {
      throw new Problem({ status: 404, code: 'not_found', message: 'Not found.' });
    }
    if (scrape.status === 401) {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw new Problem({
        status: 401,
        code: 'not_signed_in',
        message: 'The token is missing or wrong.',
        remedy: 'Send `metricsToken` of the plugin’s configuration as a Bearer token.',
      });
    }
    ctx.type = scrape.type;
    ctx.body = scrape.text;
    return undefined;
  }),
});

/** What the publisher does, in numbers, for Prometheus. */
export const metrics: Subject = {
  controllers: { metrics: metricsController },
  services: { metrics: createMetrics },
};
