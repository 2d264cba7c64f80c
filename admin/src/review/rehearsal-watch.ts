import { postState } from '../../../contracts/posts';
import { type ShotCue } from '../../../contracts/review-view';
import { onConnectNews } from '../accounts/connect-channel';
import { type TextTools } from '../translations';
import { cueOfConnection, cuesOf, type Seen } from './rehearsal-cues';

type T = TextTools['t'];

const words = (element: Element | null | undefined): string => element?.textContent?.trim() ?? '';

/** What a label of the form belongs to. A star of a required field may follow the words. */
const labelled = (label: string): Element | null => {
  const found = [...document.querySelectorAll('label')].find((one) =>
    [label, `${label}*`].includes(words(one)),
  );
  if (!found) return null;
  // The design system's select does not carry the id that its label is for, only the label's.
  const named = found.id && document.querySelector(`[aria-labelledby~="${CSS.escape(found.id)}"]`);
  return document.getElementById(found.htmlFor) ?? (named || null);
};

const isTicked = (element: Element | null): boolean =>
  element instanceof HTMLInputElement
    ? element.checked
    : element?.getAttribute('aria-checked') === 'true';

const previewOf = (t: T): boolean => {
  const place = document.querySelector(`[aria-label="${CSS.escape(t('composer.preview'))}"]`);
  const video = place?.querySelector('video');
  return video ? video.currentTime > 0 : Boolean(place?.querySelector('img'));
};

const privacyOf = (t: T): Seen['privacy'] => {
  const field = labelled(t('composer.privacy'));
  if (!field) return null;
  return {
    isOpen: field.getAttribute('aria-expanded') === 'true',
    isChosen: postPrivacy(t).includes(words(field)),
  };
};

const LEVELS = [
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
] as const;
const postPrivacy = (t: T): string[] => LEVELS.map((level) => t(`posts.privacy.${level}`));

const stateOf = (): Seen['state'] => {
  if (!location.pathname.includes('/plugins/tiktok/posts/')) return null;
  const badge = document.querySelector<HTMLElement>('[data-post-state]');
  return postState.safeParse(badge?.dataset.postState).data ?? null;
};

/** Whether an account's card on the page of accounts says these words in such an element. */
const onCard = (text: string): boolean =>
  location.pathname.endsWith('/settings/tiktok/accounts') &&
  [...document.querySelectorAll('article span')].some((one) => words(one) === text);

const isShown = (testId: string): boolean =>
  document.querySelector(`[data-testid="${testId}"]`) !== null;

/** What of the plugin's pages is in view. TikTok's own labels are never translated. */
const look = (t: T): Seen => {
  const yourBrand = labelled('Your brand');
  const branded = labelled('Branded content');
  const onlyMe = [...document.querySelectorAll('[role="option"]')].find((one) =>
    words(one).startsWith(t('posts.privacy.SELF_ONLY')),
  );
  return {
    declaration: document.querySelector('[data-testid="declaration"]') !== null,
    nickname: words(document.querySelector('[data-testid="creator-nickname"]')) !== '',
    preview: previewOf(t),
    privacy: privacyOf(t),
    interactionOn: (['allowComment', 'allowDuet', 'allowStitch'] as const).some((name) =>
      isTicked(labelled(t(`composer.interactions.${name}`))),
    ),
    disclosure:
      yourBrand && branded ? { yourBrand: isTicked(yourBrand), branded: isTicked(branded) } : null,
    onlyMeGreyed: onlyMe?.getAttribute('aria-disabled') === 'true',
    state: stateOf(),
    accountConnected: onCard(t('accounts.state.connected')),
    profile: isShown('tiktok-profile-link'),
    insights: isShown('tiktok-account-counters') && isShown('tiktok-account-videos'),
  };
};

const pressedCue = (target: EventTarget | null, t: T): ShotCue | null => {
  const button = target instanceof Element ? target.closest('button') : null;
  const name = words(button);
  if (name === t('accounts.connect')) return 'connect_pressed';
  const sends = [t('composer.publish'), t('composer.send')].includes(name);
  return sends && document.querySelector('[data-testid="declaration"]') ? 'publish_pressed' : null;
};

const typedCue = (target: EventTarget | null, t: T): ShotCue | null => {
  const names = [t('composer.caption'), t('composer.title'), t('composer.description')];
  return names.some((name) => target !== null && labelled(name) === target) ? 'title_typed' : null;
};

/** How long changes are gathered before the page is looked at. */
const PAUSE_MS = 200;

/**
 * Tells what is seen on the admin's pages, as often as they change, and that TikTok's consent page
 * was agreed to, until the returned function is called. It reads, and keeps nothing.
 */
export const watchPages = (t: T, see: (cues: readonly ShotCue[]) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      see(cuesOf(look(t)));
    }, PAUSE_MS);
  };
  const onClick = ({ target }: Event) => {
    const cue = pressedCue(target, t);
    if (cue) see([cue]);
  };
  const onInput = ({ target }: Event) => {
    const cue = typedCue(target, t);
    if (cue) see([cue]);
  };
  const observer = new MutationObserver(lookSoon);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['aria-checked', 'aria-expanded', 'aria-disabled', 'data-state'],
  });
  document.addEventListener('click', onClick, true);
  document.addEventListener('input', onInput, true);
  // A video that plays changes nothing else on the page; `timeupdate` does not bubble.
  document.addEventListener('timeupdate', lookSoon, true);
  const leaveNews = onConnectNews((news) => {
    const cue = cueOfConnection(news);
    if (cue) see([cue]);
  });
  lookSoon();
  return () => {
    observer.disconnect();
    leaveNews();
    document.removeEventListener('click', onClick, true);
    document.removeEventListener('input', onInput, true);
    document.removeEventListener('timeupdate', lookSoon, true);
    if (timer) clearTimeout(timer);
  };
};
