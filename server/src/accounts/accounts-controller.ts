import {
  accountAvatar,
  completeConnection,
  connectAccount,
  disconnectAccount,
  eraseAccount,
  listAccounts,
  oauthCallback,
  refreshAccountProfile,
  updateAccount,
} from '../../../contracts/accounts';
import { type Controller, handle, handlePublic } from '../http/handle';
import { vaultOf } from '../settings';
import { accountsOf } from './accounts-service';
import { answerCallback } from './callback';
import { answerProbe } from './callback-probe';

export const accountsController: Controller = ({ strapi }) => {
  const accounts = () => accountsOf(strapi);
  return {
    find: handle(listAccounts, async ({ caller }) => ({ accounts: await accounts().list(caller) })),

    connect: handle(connectAccount, ({ caller, body }) => accounts().connect(caller, body)),

    complete: handle(completeConnection, async ({ caller, body }) => {
      const { account, reconnected } = await accounts().complete(caller, body);
      return { account: await accounts().viewOf(account, caller), reconnected };
    }),

    update: handle(updateAccount, async ({ caller, params, body }) => {
      const row = await accounts().update(params.id, body, caller.name);
      return { account: await accounts().viewOf(row, caller) };
    }),

    refreshProfile: handle(refreshAccountProfile, async ({ caller, params }) => ({
      account: await accounts().viewOf(await accounts().refreshProfile(params.id), caller),
    })),

    disconnect: handle(disconnectAccount, async ({ caller, params }) => {
      const { row, ...result } = await accounts().disconnect(params.id, caller.name);
      return { account: await accounts().viewOf(row, caller), ...result };
    }),

    erase: handle(eraseAccount, async ({ caller, params }) => ({
      receipt: await accounts().erase(params.id, caller.name),
    })),

    avatar: handlePublic(accountAvatar, async ({ ctx, params, query }) => {
      const { bytes, contentType } = await accounts().avatarBehind(params.id, query.token);
      ctx.set('Cache-Control', 'private, max-age=3600');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
      ctx.type = contentType;
      ctx.body = bytes;
      return undefined;
    }),
  };
};

export const oauthController: Controller = ({ strapi }) => ({
  callback: handlePublic(oauthCallback, ({ ctx }) => {
    const { originOfState, adminPath } = accountsOf(strapi);
    answerCallback(ctx, originOfState, adminPath, (query) => answerProbe(vaultOf(strapi), query));
    return undefined;
  }),
});
