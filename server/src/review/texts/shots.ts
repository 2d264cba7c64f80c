import { type Shot, type ShotCue } from '../../../../contracts/review-view';
import { type Scope } from '../../../../contracts/settings';

interface ShotRule {
  cue: ShotCue;
  title: string;
  show: string;
  scopes: Scope[];
  points: number[];
  /** Absent: always. */
  when?: 'inbox' | 'direct_post' | 'profile' | 'insights';
}

const rule = (
  cue: ShotCue,
  title: string,
  show: string,
  { scopes = [], points = [], when }: Partial<Pick<ShotRule, 'scopes' | 'points' | 'when'>> = {},
): ShotRule => ({ cue, title, show, scopes, points, ...(when && { when }) });

const direct = (points: number[]) => ({ points, when: 'direct_post' as const });

/** In the order in which reviewers ask for it: points 1 to 5 one after the other, the end on TikTok. */
const RULES: readonly ShotRule[] = [
  rule(
    'website_shown',
    'The website',
    'Open the declared website with its whole address readable. Keep the address bar in the picture from here on.',
  ),
  rule('legal_links_shown', 'Terms and privacy', 'Show both links on the page, and open each.'),
  rule('connect_pressed', 'Connect', 'In the admin open the accounts and press "Connect account".'),
  rule(
    'consent_page_shown',
    'TikTok’s consent page',
    'Show every permission on TikTok’s page, and agree.',
    {
      scopes: [
        'user.info.basic',
        'user.info.profile',
        'user.info.stats',
        'video.list',
        'video.upload',
        'video.publish',
      ],
    },
  ),
  rule('account_connected', 'The connected account', 'Show name and picture of the account.', {
    scopes: ['user.info.basic'],
  }),
  rule(
    'profile_shown',
    'The profile',
    'Press "Insights" at the account, and show its handle, bio, verified mark and the link to the profile.',
    {
      scopes: ['user.info.profile'],
      when: 'profile',
    },
  ),
  rule('composer_opened', 'The form', 'Choose a video of an entry, and open the form.', {
    scopes: ['video.upload', 'video.publish'],
  }),
  rule(
    'nickname_shown',
    'Point 1: the account',
    'Show the name of the account that the post goes to.',
    {
      points: [1],
    },
  ),
  rule('title_typed', 'Point 2: the caption', 'Type and change the caption.', { points: [2] }),
  rule(
    'privacy_opened',
    'Point 2: privacy without a default',
    'Open the list: nothing is chosen, and it holds only what TikTok offers for this account.',
    direct([2]),
  ),
  rule('privacy_chosen', 'Point 2: privacy chosen', 'Choose a level by hand.', direct([2])),
  rule(
    'interactions_switched',
    'Point 2: interactions',
    'Show that comment, duet and stitch are off, and switch one on. What the account forbids is greyed out.',
    direct([2]),
  ),
  rule(
    'disclosure_on_nothing_ticked',
    'Point 3: disclosure on, nothing ticked',
    'Switch the disclosure on: the button is off, and its hint says why.',
    direct([3]),
  ),
  rule(
    'your_brand_ticked',
    'Point 3: your brand',
    'Tick "Your brand" and show the sentence about "Promotional content".',
    direct([3]),
  ),
  rule(
    'branded_ticked',
    'Point 3: branded content',
    'Tick "Branded content" alone, and show the sentence about "Paid partnership".',
    direct([3]),
  ),
  rule('both_ticked', 'Point 3: both', 'Tick both: "Paid partnership" stays.', direct([3])),
  rule(
    'only_me_greyed',
    'Point 3: no private branded content',
    'With branded content ticked show that "Only me" is greyed out, with its hint.',
    direct([3]),
  ),
  rule(
    'declaration_shown',
    'Point 4: the declaration',
    'Show the sentence above the button, with and without branded content, and its links.',
    { points: [4] },
  ),
  rule('preview_shown', 'Point 5: the preview', 'Play the preview of what is posted.', {
    points: [5],
  }),
  rule('publish_pressed', 'Point 5: consent', 'Press the button. Nothing was sent before.', {
    scopes: ['video.upload', 'video.publish'],
    points: [5],
  }),
  rule(
    'status_shown',
    'Point 5: the state',
    'Show that processing takes some minutes, and the state as TikTok tells it.',
    { points: [5] },
  ),
  rule('published_shown', 'The end in the admin', 'Wait until the post is done.', { points: [5] }),
  rule(
    'insights_shown',
    'Insights',
    'On the account’s page ("Insights" at the account) show followers, likes and number of videos with their change, and the list of public videos with their views. Then open a post that was measured, and show its views, likes, comments and shares.',
    {
      scopes: ['user.info.stats', 'video.list'],
      when: 'insights',
    },
  ),
  rule(
    'tiktok_shown',
    'The post on TikTok',
    'End on TikTok itself, with the post (or the draft in the inbox) visible. In the sandbox that takes a private account.',
  ),
];

/** The scenes that this site's scopes and ways of posting need. */
export const shotList = (
  requested: readonly Scope[],
  on: { allowInbox: boolean; allowDirectPost: boolean; profileCard: boolean; insights: boolean },
): Shot[] =>
  RULES.filter(
    ({ when }) =>
      !when ||
      (when === 'inbox' && on.allowInbox) ||
      (when === 'direct_post' && on.allowDirectPost) ||
      (when === 'profile' && on.profileCard) ||
      (when === 'insights' && on.insights),
  ).map(({ cue, title, show, scopes, points }) => ({
    cue,
    title,
    show,
    scopes: scopes.filter((scope) => requested.includes(scope)),
    points,
  }));
