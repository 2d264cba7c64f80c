import { type AccountView } from '../../../../contracts/accounts';
import { UNTOUCHED_OPTIONS } from '../../../../contracts/post-rules';
import { type PostOptions } from '../../../../contracts/posts';
import { type ShareType } from '../../../../contracts/settings';

/** To whom it goes, and how. */
export interface Target {
  accountId: number | null;
  shareType: ShareType | null;
  options: PostOptions;
}

/** What the site's settings say of Share Types. */
export interface SiteShareTypes {
  allowed: readonly ShareType[];
  preferred: ShareType;
}

export type TargetChange =
  | { type: 'account'; account: AccountView; site: SiteShareTypes }
  | { type: 'shareType'; shareType: ShareType }
  | { type: 'options'; options: Partial<PostOptions> };

export const NO_TARGET: Target = { accountId: null, shareType: null, options: UNTOUCHED_OPTIONS };

const SCOPE_OF = { direct_post: 'video.publish', inbox: 'video.upload' } as const;

/** The Share Types that an account has granted the right for and the site allows. */
export const shareTypesOf = (
  { grantedScopes }: Pick<AccountView, 'grantedScopes'>,
  site?: SiteShareTypes,
): ShareType[] =>
  (site?.allowed ?? (['direct_post', 'inbox'] as const)).filter((shareType) =>
    grantedScopes.includes(SCOPE_OF[shareType]),
  );

/** What was chosen for one account was not chosen for another: only the Share Type stays, if it can. */
const chooseAccount = (target: Target, account: AccountView, site: SiteShareTypes): Target => {
  const granted = shareTypesOf(account, site);
  const wanted = target.shareType ?? site.preferred;
  return {
    ...target,
    accountId: account.id,
    shareType: granted.includes(wanted) ? wanted : (granted[0] ?? null),
    options: target.accountId === account.id ? target.options : UNTOUCHED_OPTIONS,
  };
};

export const changeTarget = (target: Target, change: TargetChange): Target => {
  switch (change.type) {
    case 'account':
      return chooseAccount(target, change.account, change.site);
    case 'shareType':
      return { ...target, shareType: change.shareType };
    case 'options':
      return { ...target, options: { ...target.options, ...change.options } };
  }
};
