import { AUDITED, AUDITED_LINKS, declarationFor } from './consent';
import { type PostOptions, type PrivacyLevel } from './posts';
import {
  checkPost,
  explain,
  INTERACTIONS,
  LIMITS,
  normalised,
  normaliseOptions,
  type Explanation,
  type Interaction,
  type RuleProblem,
  type RulesInput,
} from './post-rules';

export interface Choice {
  checked: boolean;
  disabled: boolean;
  /** Why it is disabled, for the hover text. */
  why: Explanation | null;
}

/** How the form must look for an input; the guideline's points 2 to 4 as data. */
export interface FormState {
  /** Null for Inbox, where TikTok takes no privacy. */
  privacy: {
    value: PrivacyLevel | null;
    options: { value: PrivacyLevel; disabled: boolean; why: Explanation | null }[];
  } | null;
  /** Empty for Inbox; comment alone for photos. */
  interactions: (Choice & { name: Interaction })[];
  disclosure: {
    on: boolean;
    yourBrand: Choice;
    brandedContent: Choice;
    /** Which label TikTok will put on the post: one of the AUDITED prompts. */
    prompt: string | null;
    incomplete: boolean;
  } | null;
  /** TikTok takes the "AI-generated" label for directly posted videos only. */
  offersAiGenerated: boolean;
  /** TikTok adds music for directly posted photos only. */
  offersAutoAddMusic: boolean;
  /** An Inbox video carries no caption: the creator pastes it in the app. */
  captionIsCarried: boolean;
  declaration: string;
  problems: RuleProblem[];
  /** What the person should know; keeps nothing from being sent. */
  warnings: Explanation[];
  publish: { enabled: boolean; hoverText: Explanation | null };
}

const warningsOf = ({ kind, shareType, content, creator, audited, media }: RulesInput) => {
  const warnings: Explanation[] = [];
  if (shareType === 'inbox' && kind === 'video' && content.caption.length > LIMITS.caption) {
    warnings.push(
      explain('caption_too_long_to_paste', {
        length: content.caption.length,
        limit: LIMITS.caption,
      }),
    );
  }
  if (shareType === 'inbox') return warnings;
  // Only a private account is offered "followers" (creator info reference).
  if (!audited && creator !== null && !creator.privacyLevels.includes('FOLLOWER_OF_CREATOR')) {
    warnings.push(explain('unaudited_account_public', { nickname: creator.nickname }));
  }
  if (kind === 'video' && creator !== null && media[0] && media[0].durationSec === null) {
    warnings.push(explain('duration_unknown', { limit: creator.maxVideoDurationSec }));
  }
  return warnings;
};

const privacyState = ({ options, creator, audited }: RulesInput): FormState['privacy'] => ({
  value: options.privacyLevel,
  options: (creator?.privacyLevels ?? []).map((value) => {
    let why: Explanation | null = null;
    if (value === 'SELF_ONLY' && options.brandedContent) why = explain('branded_not_private');
    if (value !== 'SELF_ONLY' && !audited) why = explain('unaudited_only_me');
    return { value, disabled: why !== null, why };
  }),
});

const interactionState = ({ kind, options, creator }: RulesInput): FormState['interactions'] =>
  INTERACTIONS.filter(({ name }) => kind === 'video' || name === 'allowComment').map(
    ({ name, off, code }) => {
      const disabled = creator?.[off] === true;
      return {
        name,
        checked: options[name] && !disabled,
        disabled,
        why: disabled ? explain(code) : null,
      };
    },
  );

const promptFor = ({ yourBrand, brandedContent }: PostOptions): string | null => {
  if (brandedContent) return AUDITED.paidPartnership;
  return yourBrand ? AUDITED.promotional : null;
};

const disclosureState = ({ options, audited }: RulesInput): FormState['disclosure'] => {
  let why: Explanation | null = null;
  if (!audited) why = explain('branded_needs_audit');
  else if (options.privacyLevel === 'SELF_ONLY') why = explain('branded_needs_audience');
  return {
    on: options.discloseContent,
    yourBrand: { checked: options.yourBrand, disabled: false, why: null },
    // A box that is already ticked can always be unticked.
    brandedContent: {
      checked: options.brandedContent,
      disabled: why !== null && !options.brandedContent,
      why,
    },
    prompt: options.discloseContent ? promptFor(options) : null,
    incomplete: options.discloseContent && !options.yourBrand && !options.brandedContent,
  };
};

/**
 * What the form shows for an input. Direct Post without creator info offers no privacy and keeps
 * the button off: guidelines, point 1, want it asked whenever the form is shown.
 */
export const formState = (raw: RulesInput): FormState => {
  const input = normalised(raw);
  const isDirect = input.shareType === 'direct_post';
  const problems = checkPost(input);
  const waiting = isDirect && input.creator === null && !input.cannotPost;
  const hoverText = waiting ? explain('creator_not_asked') : (problems[0] ?? null);
  return {
    privacy: isDirect ? privacyState(input) : null,
    interactions: isDirect ? interactionState(input) : [],
    disclosure: isDirect ? disclosureState(input) : null,
    offersAiGenerated: isDirect && input.kind === 'video',
    offersAutoAddMusic: isDirect && input.kind === 'photo',
    captionIsCarried: isDirect || input.kind === 'photo',
    declaration: declarationFor(input.shareType, input.options),
    problems,
    warnings: warningsOf(input),
    publish: { enabled: hoverText === null, hoverText },
  };
};

/**
 * Options copied from another post by a person's own act, as far as this account offers them: what
 * it does not offer stays empty or unticked.
 */
export const optionsOffered = (
  options: PostOptions,
  { kind, creator, audited }: Pick<RulesInput, 'kind' | 'creator' | 'audited'>,
): PostOptions => {
  const { privacyLevel } = options;
  const isOffered =
    privacyLevel !== null &&
    creator !== null &&
    creator.privacyLevels.includes(privacyLevel) &&
    (audited || privacyLevel === 'SELF_ONLY');
  const interactions = Object.fromEntries(
    INTERACTIONS.map(({ name, off }) => [name, options[name] && creator?.[off] === false]),
  );
  return normaliseOptions(kind, 'direct_post', {
    ...options,
    ...interactions,
    privacyLevel: isOffered ? privacyLevel : null,
    // An app that is not audited posts for "Only me" alone, where branded content is refused.
    brandedContent: options.brandedContent && audited,
  });
};

/** A sentence of TikTok's cut into text and links, in order; the pieces joined are the sentence. */
export const linkedParts = (sentence: string): { text: string; href: string | null }[] => {
  const labels = Object.keys(AUDITED_LINKS).join('|');
  const links = new Map<string, string>(Object.entries(AUDITED_LINKS));
  return sentence
    .split(new RegExp(`(${labels})`))
    .filter((text) => text !== '')
    .map((text) => ({ text, href: links.get(text) ?? null }));
};
