import { accountInsights, refreshInsights, updateFollowing } from '../../../contracts/insights';
import { type Controller, handle } from '../http/handle';
import { insightsOf } from './insights-service';

export const insightsController: Controller = ({ strapi }) => ({
  account: handle(accountInsights, async ({ caller, params }) => ({
    account: await insightsOf(strapi).viewOf(
      await insightsOf(strapi).requireAccount(caller, params.id),
    ),
  })),
  refresh: handle(refreshInsights, async ({ caller, params }) => ({
    account: await insightsOf(strapi).refresh(caller, params.id),
  })),
  update: handle(updateFollowing, async ({ caller, params, body }) => ({
    account: await insightsOf(strapi).update(params.id, body, caller.name),
  })),
});
