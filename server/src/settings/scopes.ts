import { type Notice, type Scope, type SettingsInput } from '../../../contracts/settings';

type Switches = Pick<
  SettingsInput,
  'allowInbox' | 'allowDirectPost' | 'profileCard' | 'insights' | 'shareType'
>;

interface ScopeRule {
  scope: Scope;
  needed(settings: Switches): boolean;
  why: string;
}

/** Each scope with what it is for. The words are also what reviewers of the TikTok app ask for. */
const RULES: readonly ScopeRule[] = [
  {
    scope: 'user.info.basic',
    needed: () => true,
    why: 'Always: tells which TikTok account was connected, with its name and picture.',
  },
  {
    scope: 'user.info.profile',
    needed: (settings) => settings.profileCard,
    why: 'Profile card: handle, verified mark and link to the profile.',
  },
  {
    scope: 'user.info.stats',
    needed: (settings) => settings.insights,
    why: 'Insights: followers, likes and number of videos of the account.',
  },
  {
    scope: 'video.list',
    needed: (settings) => settings.insights,
    why: 'Insights: the list of public posts, in which a post whose answer was lost is found again.',
  },
  {
    scope: 'video.upload',
    needed: (settings) => settings.allowInbox,
    why: 'Inbox: sends drafts that the creator finishes in the TikTok app.',
  },
  {
    scope: 'video.publish',
    needed: (settings) => settings.allowDirectPost,
    why: 'Direct Post: publishes on TikTok directly.',
  },
];

/** The scopes to ask for, in TikTok's order. */
export const requestedScopes = (settings: Switches): Scope[] =>
  RULES.filter((rule) => rule.needed(settings)).map((rule) => rule.scope);

export const scopeViews = (settings: Switches) =>
  RULES.map((rule) => ({
    scope: rule.scope,
    requested: rule.needed(settings),
    why: rule.why,
  }));

const unneeded = (scope: Scope, because: string): Notice => ({
  code: `scope_unneeded_${scope.replace(/\./g, '_')}`,
  level: 'warning',
  message: `"${scope}" is asked for, ${because}. TikTok's reviewers refuse an app that asks for scopes it does not show in use.`,
  remedy: 'Switch it off, or show its use in the demo video of the app review.',
});

/** Scopes asked for on account of something that is on without being the site's default use. */
export const scopeNotices = (settings: Switches): Notice[] => {
  const notices: Notice[] = [];
  if (settings.allowDirectPost && settings.shareType === 'inbox') {
    notices.push(unneeded('video.publish', 'but the default Share Type of this site is the inbox'));
  }
  if (settings.allowInbox && settings.shareType === 'direct_post') {
    notices.push(
      unneeded('video.upload', 'but the default Share Type of this site is Direct Post'),
    );
  }
  if (settings.profileCard) {
    notices.push(unneeded('user.info.profile', 'which posting does not need'));
  }
  if (settings.insights) {
    notices.push(
      unneeded('user.info.stats', 'which posting does not need'),
      unneeded('video.list', 'which posting does not need'),
    );
  }
  return notices;
};
