import { type ReviewFacts } from '../../../../contracts/review-facts';
import { type Scope } from '../../../../contracts/settings';

const appOf = ({ appName }: ReviewFacts): string => appName || 'Our app';
/** Who posts with it, as the site says of itself: it claims nobody whom nobody named. */
const creators = ({ audience }: ReviewFacts): string => {
  if (audience === 'customers') return 'our users';
  return audience === 'own_accounts' ? 'our own team members' : 'the people who post with it';
};

/** The explanation to paste per scope, in the words of this site. */
export const explainScope = (scope: Scope, facts: ReviewFacts): string => {
  const app = appOf(facts);
  const who = creators(facts);
  const texts: Record<Scope, string> = {
    'user.info.basic': `When somebody connects their TikTok account, ${app} reads open_id, display name and avatar, and shows them, so that ${who} see which account is connected and to which a post goes.`,
    'user.info.profile': `${app} shows the handle, the bio, the verified mark and a link to the profile of the connected account on the account’s page, so that ${who} do not mix up two accounts with the same display name.`,
    'user.info.stats': `${app} shows the follower count, likes and number of videos of the connected account on the account’s page, with their change over 7 and 28 days, to ${who} only.`,
    'video.list': `${app} shows the views, likes, comments and shares of the posts that were sent with it, and lists the public videos of the connected account with their covers on the account’s page. It also finds a post again whose confirmation was lost, so that nothing is posted twice.`,
    'video.upload': `${app} sends a video or photos that the person chose as a draft to their TikTok inbox. They edit and publish it themselves in the TikTok app. It is sent only after they press the button in ${app}.`,
    'video.publish': `${app} publishes a video or photos that the person chose. Before that its form shows the account’s name, a preview, the privacy levels that creator_info offers without a default, the interaction settings switched off, the commercial disclosure and TikTok’s declarations. Nothing is sent before they press the button.`,
  };
  return texts[scope];
};

/** The products of the app with what they are for. */
export const productsOf = (
  facts: ReviewFacts,
  on: { allowInbox: boolean; allowDirectPost: boolean },
): { id: string; name: string; needed: boolean; explanation: string }[] => {
  const app = appOf(facts);
  return [
    {
      id: 'login-kit',
      name: 'Login Kit',
      needed: true,
      explanation: `${app} uses Login Kit for Web so that people connect their own TikTok account. They are sent to TikTok’s consent page and return to the registered redirect URI. They can disconnect at any time, which revokes the access.`,
    },
    {
      id: 'content-posting-api',
      name: 'Content Posting API',
      needed: on.allowInbox || on.allowDirectPost,
      explanation: `${app} uses the Content Posting API to send the videos and photos that people created in it to the TikTok account they connected. Each post is composed, previewed and agreed to by a person.`,
    },
    {
      id: 'direct-post',
      name: 'Direct Post (a switch of the Content Posting API)',
      needed: on.allowDirectPost,
      explanation: `${app} offers Direct Post beside drafts. Its form follows the Content Sharing Guidelines point by point; creator_info is asked each time it is opened.`,
    },
    {
      id: 'webhooks',
      name: 'Webhooks',
      needed: on.allowInbox || on.allowDirectPost,
      explanation: `${app} receives TikTok’s events about its own posts and about removed authorizations, so that people see at once what became of a post.`,
    },
  ];
};

/** The description to paste while nobody wrote one; null where it would have to guess. */
export const describeApp = (facts: ReviewFacts): string | null => {
  if (facts.description) return facts.description;
  if (!facts.appName || facts.audience === null) return null;
  return `${appOf(facts)} lets ${creators(facts)} publish their own videos and photos to TikTok from the place where they manage their content. They connect their TikTok account, choose a video, write the caption, choose who can see it, and follow the post until it is on TikTok.`;
};

/** What to write where no description can be made of the facts. */
export const DESCRIBE_YOURSELF =
  'Say in two or three sentences who posts with your app and what for, or enter its name and who will post under the facts of the site.';
