import { ARRIVED, isOneOf, type PostState, UNDER_WAY } from '../../../contracts/posts';
import { type ShotCue } from '../../../contracts/review-view';
import { type ConnectNews } from '../accounts/connect-channel';

/** What of the real pages is in view at this moment. */
export interface Seen {
  /** The post form is open: its declaration stands there. */
  declaration: boolean;
  nickname: boolean;
  /** A video that plays or has played, or a picture. */
  preview: boolean;
  privacy: { isOpen: boolean; isChosen: boolean } | null;
  /** Comment, duet or stitch is ticked. */
  interactionOn: boolean;
  /** The two boxes, where the disclosure is on. */
  disclosure: { yourBrand: boolean; branded: boolean } | null;
  /** "Only me" stands greyed out in the open list. */
  onlyMeGreyed: boolean;
  /** On the page of a post. */
  state: PostState | null;
  /** A connected account on the page of accounts. */
  accountConnected: boolean;
  /** The profile of an account, on its page of insights. */
  profile: boolean;
  /** The counters of an account and its public videos, on its page of insights. */
  insights: boolean;
}

/**
 * What no page of the admin shows, by where it is to be seen: the person ticks it. A press on a link
 * that leads there would not prove that anything opened.
 */
export const BY_HAND: ReadonlyMap<ShotCue, 'site' | 'tiktok'> = new Map([
  ['website_shown', 'site'],
  ['legal_links_shown', 'site'],
  ['tiktok_shown', 'tiktok'],
]);

/** TikTok's consent page is another window's; that somebody agreed there is told when it ends. */
export const cueOfConnection = ({ type }: ConnectNews): ShotCue | null =>
  type === 'connected' ? 'consent_page_shown' : null;

const disclosureCue = (disclosure: Seen['disclosure']): ShotCue | null => {
  if (!disclosure) return null;
  const { yourBrand, branded } = disclosure;
  if (yourBrand && branded) return 'both_ticked';
  if (yourBrand) return 'your_brand_ticked';
  return branded ? 'branded_ticked' : 'disclosure_on_nothing_ticked';
};

/** The shots that what is in view stands for. */
export const cuesOf = (seen: Seen): ShotCue[] => {
  const { declaration, privacy, state } = seen;
  const shown: [boolean, ShotCue | null][] = [
    [declaration, 'composer_opened'],
    [declaration, 'declaration_shown'],
    [seen.nickname, 'nickname_shown'],
    [declaration && seen.preview, 'preview_shown'],
    [privacy?.isOpen === true, 'privacy_opened'],
    [privacy?.isChosen === true, 'privacy_chosen'],
    [seen.interactionOn, 'interactions_switched'],
    [true, disclosureCue(seen.disclosure)],
    [seen.onlyMeGreyed && seen.disclosure?.branded === true, 'only_me_greyed'],
    [state !== null && isOneOf(state, [...UNDER_WAY, ...ARRIVED]), 'status_shown'],
    [state !== null && isOneOf(state, ARRIVED), 'published_shown'],
    [seen.accountConnected, 'account_connected'],
    [seen.profile, 'profile_shown'],
    [seen.insights, 'insights_shown'],
  ];
  return shown.flatMap(([isShown, cue]) => (isShown && cue ? [cue] : []));
};
