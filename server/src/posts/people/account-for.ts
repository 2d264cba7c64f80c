import { type Account, type Accounts } from '../../accounts';
import { type Caller } from '../../http/handle';
import { notFound, Problem } from '../../http/problem';
import { type Settings } from '../../settings';
import { type PostRow } from '../life/rows';

/**
 * The account, if this person may post with it and it can be posted to in this way.
 * @throws Problem `not_found`, `account_not_connected`, `share_type_not_allowed`, `scope_missing`
 */
export type AccountFor = (
  caller: Caller,
  id: number,
  shareType: PostRow['share_type'],
) => Promise<Account>;

export const createAccountFor =
  ({ accounts, settings }: { accounts: Accounts; settings: Settings }): AccountFor =>
  async (caller, id, shareType) => {
    const account = await accounts.require(id);
    if (!accounts.mayPostWith(caller, account)) throw notFound('This TikTok account');
    const app = await settings.activeApp();
    if (account.state !== 'connected' || account.clientKey !== app.clientKey) {
      throw new Problem({
        status: 409,
        code: 'account_not_connected',
        message: 'The account is not connected with the TikTok app that is active now.',
        remedy: 'Connect it again under Settings > TikTok > Accounts.',
      });
    }
    const { allowInbox, allowDirectPost } = await settings.current();
    if (shareType === 'inbox' ? !allowInbox : !allowDirectPost) {
      throw new Problem({
        status: 409,
        code: 'share_type_not_allowed',
        message: `${shareType === 'inbox' ? 'Inbox' : 'Direct Post'} is switched off for this site.`,
        remedy:
          'Choose the other Share Type, or switch it on under Settings > TikTok > TikTok app.',
      });
    }
    const scope = shareType === 'inbox' ? 'video.upload' : 'video.publish';
    if (!account.grantedScopes.includes(scope)) {
      throw new Problem({
        status: 409,
        code: 'scope_missing',
        message: `The account did not grant ${scope}.`,
        remedy: 'Reconnect the account and tick this permission on TikTok’s page.',
      });
    }
    return account;
  };
