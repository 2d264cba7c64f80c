import { type Caller, invalidParams } from './bearer';
import { type Core } from './core';
import { ApiError } from './errors';
import { DAY } from './limits';
import {
  type Account,
  type App,
  type PostSettings,
  type PrivacyLevel,
  type Publish,
} from './types';

/** What creator_info offers (contract 4). It does not tell whether the app is audited. */
export const privacyOptions = (account: Account): PrivacyLevel[] =>
  account.private
    ? ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']
    : ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];

/** A sandbox behaves as unaudited. */
export const isAudited = (core: Core, app: App): boolean =>
  core.settings.audited && app.mode === 'live';

const lastDay = (core: Core, wanted: (publish: Publish) => boolean): Publish[] => {
  const since = core.clock.now() - DAY;
  return [...core.state.publishes.values()].filter(
    (publish) => publish.initAt > since && wanted(publish),
  );
};

/** @throws ApiError for a creator who may not post at all now: banned, daily cap, app-wide cap. */
export const checkCreatorMayPost = (core: Core, caller: Caller): void => {
  const { app, account } = caller;
  if (account.banned) {
    throw new ApiError(
      'spam_risk_user_banned_from_posting',
      'The user is banned from making new posts.',
    );
  }
  const limits = core.settings.limits;
  const own = lastDay(core, (one) => one.mode === 'direct' && one.handle === account.handle);
  if (own.length >= limits.directPostsPerDay) {
    throw new ApiError(
      'spam_risk_too_many_posts',
      'The daily post cap from the API is reached for the current user.',
    );
  }
  const active = new Set(
    lastDay(core, (one) => one.mode === 'direct' && one.clientKey === app.clientKey).map(
      (one) => one.openId,
    ),
  );
  const cap = isAudited(core, app) ? limits.activeUsersPerDay : limits.unauditedUsersPerDay;
  if (!active.has(caller.grant.openId) && active.size >= cap) {
    throw new ApiError(
      'reached_active_user_cap',
      'The daily quota for active publishing users from your client is reached.',
    );
  }
};

/** @throws ApiError for a direct post this app may not make for this account with these settings. */
export const checkDirectPost = (core: Core, caller: Caller, settings: PostSettings): void => {
  const { app, account } = caller;
  const level = settings.privacyLevel;
  if (level === undefined) throw invalidParams(core, 'privacy_level is required.');
  if (settings.brandContent && level === 'SELF_ONLY') {
    throw invalidParams(core, 'Branded content visibility cannot be set to private.');
  }
  if (!isAudited(core, app) && (!account.private || level !== 'SELF_ONLY')) {
    throw new ApiError(
      'unaudited_client_can_only_post_to_private_accounts',
      'Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/',
    );
  }
  if (!privacyOptions(account).includes(level)) {
    throw new ApiError(
      'privacy_level_option_mismatch',
      'The privacy_level is not among the privacy_level_options of the creator.',
    );
  }
  checkCreatorMayPost(core, caller);
};

/** @throws ApiError if the creator is banned or holds too many unfinished drafts. */
export const checkDraft = (core: Core, caller: Caller): void => {
  const { account } = caller;
  if (account.banned) {
    throw new ApiError(
      'spam_risk_user_banned_from_posting',
      'The user is banned from making new posts.',
    );
  }
  const pending = lastDay(
    core,
    (one) =>
      one.mode === 'inbox' &&
      one.handle === account.handle &&
      one.status !== 'FAILED' &&
      one.status !== 'PUBLISH_COMPLETE',
  );
  if (pending.length >= core.settings.limits.pendingDrafts) {
    throw new ApiError(
      'spam_risk_too_many_pending_share',
      'There may be at most 5 pending shares within any 24-hour period.',
    );
  }
};
