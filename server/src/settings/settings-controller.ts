import {
  deleteApp,
  getCallbackRecipes,
  getSettings,
  putApp,
  reencryptVault,
  testApp,
  updateSettings,
} from '../../../contracts/settings';
import { type Controller, handle } from '../http/handle';
import { settingsOf } from './settings-service';
import { vaultOf } from './vault';

export const settingsController: Controller = ({ strapi }) => {
  const settings = () => settingsOf(strapi);
  return {
    find: handle(getSettings, () => settings().view()),
    update: handle(updateSettings, ({ body: { version, ...partial } }) =>
      settings().update(partial, version),
    ),
    putApp: handle(putApp, ({ caller, params, body }) =>
      settings().putApp(params.mode, body, caller.name),
    ),
    deleteApp: handle(deleteApp, ({ caller, params, query }) =>
      settings().deleteApp(params.mode, query.version, caller.name),
    ),
    testApp: handle(testApp, ({ params }) => settings().testApp(params.mode)),
    reencrypt: handle(reencryptVault, () => vaultOf(strapi).reencrypt()),
    recipes: handle(getCallbackRecipes, async () => ({ recipes: await settings().recipes() })),
  };
};
