import { type ReviewFacts } from '../../../../contracts/review-facts';
import { type ReviewView } from '../../../../contracts/review-view';
import { type Usage } from '../checks/check';

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** The expected usage to paste; null where nothing was posted that it could be taken from. */
export const usageText = ({ posts, creators, busiestDay }: Usage): string | null =>
  posts === 0
    ? null
    : `In the last 30 days ${counted(creators, 'creator')} made ${counted(posts, 'post')}, at most ${busiestDay} on a day.`;

/** What to write there in any case. */
export const ESTIMATE_USAGE =
  'Write how many creators you expect in a year and how many posts on a day: TikTok sets by it how many creators may post in 24 hours.';

/** Whether the audit is worth it. TikTok's intended-use rule decides [content-sharing-guidelines]. */
export const auditAdvice = ({ audience }: ReviewFacts): ReviewView['audit'] => {
  if (audience === 'own_accounts') {
    return {
      recommendation: 'drafts',
      text: 'TikTok refuses the Direct Post audit of an app that posts to accounts which you or your team manage: its guidelines name that as an intended use it does not accept. Use drafts (Share Type "Inbox"). They need the app review, but no audit: the draft arrives in the TikTok app, and the creator publishes it there.',
    };
  }
  if (audience === 'customers') {
    return {
      recommendation: 'apply',
      text: 'People outside your organization post with it, so the audit is open to you. Apply after the app review. The form asks for organization, website, App ID, purpose, expected usage, and up to three MP4 videos of at most 50,000,000 bytes each. Others waited two to six weeks; TikTok promises no time.',
    };
  }
  return {
    recommendation: 'unknown',
    text: 'Say under the facts who will post: your own accounts, or customers of yours.',
  };
};

/** What a reviewer is handed with the account. */
export const reviewerGuide = (facts: ReviewFacts, adminUrl: string): string =>
  [
    `# Guide for the reviewer of ${facts.appName || 'the app'}`,
    '',
    `1. Open ${adminUrl} and sign in with the account that you were given.`,
    '2. Open "TikTok" in the menu on the left: it shows the posts and their state.',
    '3. Open an entry under "Content Manager" and press "Publish to TikTok".',
    '4. The form asks TikTok for the creator info. Privacy has no default, all interactions are off, the disclosure is off.',
    '5. Choose a video, write a caption, choose the privacy, and look at the declaration above the button.',
    '6. Your role composes and schedules; it cannot send at once, change settings, rules, or other people’s posts.',
    '',
    `Questions: ${facts.contactEmail || '(contact e-mail)'}`,
  ].join('\n');
