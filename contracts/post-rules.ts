import { CONSENT_VERSION, declarationFor } from './consent';
import { type Finding, type MediaKind } from './media';
import { type PostContent, type PostOptions } from './posts';
import { type CreatorInfoView } from './composer';
import { RULE_TEXTS, type RuleCode } from './post-rule-texts';
import { type ShareType } from './settings';

/**
 * TikTok's limits on words, in UTF-16 units (JavaScript's `length`), and on the number of pictures.
 * Source: Direct Post and Photo Post references, `post_info` and `source_info`.
 */
export const LIMITS = { caption: 2200, title: 90, description: 4000, photos: 35 } as const;

/** Part of the creator info that decides what the form offers. */
export type CreatorLimits = Pick<
  CreatorInfoView,
  | 'nickname'
  | 'privacyLevels'
  | 'commentDisabled'
  | 'duetDisabled'
  | 'stitchDisabled'
  | 'maxVideoDurationSec'
>;

/** One file, as far as the rules care. `durationSec` is null where it is a picture or unknown. */
export interface RuleMedia {
  name: string;
  durationSec: number | null;
  findings?: readonly Finding[];
}

/** Everything the rules look at. Inbox posts carry `creator: null`: TikTok is not asked there. */
export interface RulesInput {
  kind: MediaKind;
  shareType: ShareType;
  content: PostContent;
  options: PostOptions;
  creator: CreatorLimits | null;
  /** Whether TikTok has audited the app for Direct Post; without that only SELF_ONLY can be posted. */
  audited: boolean;
  media: readonly RuleMedia[];
  /** TikTok's word that the account cannot post at this moment (guidelines, point 1b). */
  cannotPost?: { message: string; remedy: string | null } | null;
}

/** A sentence for the person; `values` fill a translation of `code`. */
export interface Explanation {
  code: RuleCode | 'finding' | 'cannot_post_now';
  message: string;
  values: Record<string, string | number>;
}

/** What keeps the post from being sent. `field` is a path in the body of `createPost`. */
export interface RuleProblem extends Explanation {
  field: string;
  remedy: string;
}

export type Interaction = 'allowComment' | 'allowDuet' | 'allowStitch';

type Values = Explanation['values'];

const fill = (template: string, values: Values): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** A sentence of ours with its values filled in, in English. */
export const explain = (code: RuleCode, values: Values = {}): Explanation => ({
  code,
  message: fill(RULE_TEXTS[code].message, values),
  values,
});

const problem = (code: RuleCode, field: string, values: Values = {}): RuleProblem => ({
  ...explain(code, values),
  field,
  remedy: fill(RULE_TEXTS[code].remedy, values),
});

/** TikTok's guidelines, points 2 and 3: nothing preselected, nothing ticked, disclosure off. */
export const UNTOUCHED_OPTIONS: PostOptions = {
  privacyLevel: null,
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  discloseContent: false,
  yourBrand: false,
  brandedContent: false,
  aiGenerated: false,
  autoAddMusic: false,
};

/**
 * The options that TikTok takes for this kind and Share Type; every other one off. Inbox takes none
 * (T70); photos have no duet, stitch or AI label (T74); boxes under a disclosure that is off are off.
 */
export const normaliseOptions = (
  kind: MediaKind,
  shareType: ShareType,
  options: PostOptions,
): PostOptions => {
  if (shareType === 'inbox') return { ...UNTOUCHED_OPTIONS };
  const isVideo = kind === 'video';
  return {
    ...options,
    allowDuet: isVideo && options.allowDuet,
    allowStitch: isVideo && options.allowStitch,
    aiGenerated: isVideo && options.aiGenerated,
    autoAddMusic: !isVideo && options.autoAddMusic,
    yourBrand: options.discloseContent && options.yourBrand,
    brandedContent: options.discloseContent && options.brandedContent,
  };
};

/**
 * The words that belong to this kind. An Inbox video keeps its caption, though TikTok takes none
 * there: the creator copies it by hand.
 */
export const normaliseContent = (
  kind: MediaKind,
  shareType: ShareType,
  content: PostContent,
): PostContent =>
  kind === 'video'
    ? {
        ...content,
        title: '',
        description: '',
        photoCoverIndex: 0,
        coverTimestampMs: shareType === 'inbox' ? null : content.coverTimestampMs,
      }
    : { ...content, caption: '', coverTimestampMs: null };

/** Which switch belongs to which word of the creator info. */
export const INTERACTIONS: readonly {
  name: Interaction;
  off: 'commentDisabled' | 'duetDisabled' | 'stitchDisabled';
  code: RuleCode;
}[] = [
  { name: 'allowComment', off: 'commentDisabled', code: 'comment_disabled' },
  { name: 'allowDuet', off: 'duetDisabled', code: 'duet_disabled' },
  { name: 'allowStitch', off: 'stitchDisabled', code: 'stitch_disabled' },
];

const tooLong = (code: RuleCode, field: string, text: string, limit: number): RuleProblem[] =>
  text.length > limit ? [problem(code, field, { length: text.length, limit })] : [];

const textProblems = ({ kind, shareType, content }: RulesInput): RuleProblem[] => {
  if (kind === 'photo') {
    return [
      ...tooLong('title_too_long', 'content.title', content.title, LIMITS.title),
      ...tooLong(
        'description_too_long',
        'content.description',
        content.description,
        LIMITS.description,
      ),
    ];
  }
  if (shareType === 'inbox') return [];
  return tooLong('caption_too_long', 'content.caption', content.caption, LIMITS.caption);
};

/** A finding that says which file it is about, as a carousel needs. */
export const namedFinding = (name: string, message: string): string =>
  message.includes(name) ? message : `${name}: ${message}`;

const mediaProblems = (input: RulesInput): RuleProblem[] => {
  const { kind, media, content } = input;
  const problems: RuleProblem[] = [];
  if (media.length === 0) problems.push(problem('no_media', 'assetIds'));
  if (kind === 'video' && media.length > 1) problems.push(problem('one_video', 'assetIds'));
  if (kind === 'photo' && media.length > LIMITS.photos) {
    problems.push(
      problem('too_many_photos', 'assetIds', { count: media.length, limit: LIMITS.photos }),
    );
  }
  if (kind === 'photo' && media.length > 0 && content.photoCoverIndex >= media.length) {
    problems.push(problem('cover_out_of_range', 'content.photoCoverIndex'));
  }
  media.forEach((item, index) => {
    for (const found of item.findings ?? []) {
      if (found.level !== 'blocking') continue;
      problems.push({
        code: 'finding',
        field: `assetIds.${index}`,
        message: namedFinding(item.name, found.message),
        remedy: found.remedy ?? '',
        values: {},
      });
    }
  });
  return problems;
};

/** Guidelines 1c: the account's own maximum. Drafts may be longer: the creator trims them. */
const durationProblems = ({ kind, media, creator }: RulesInput): RuleProblem[] => {
  const seconds = media[0]?.durationSec ?? null;
  if (kind !== 'video' || creator === null || seconds === null) return [];
  if (seconds <= creator.maxVideoDurationSec) return [];
  return [
    problem('video_too_long', 'assetIds.0', {
      name: media[0]?.name ?? '',
      // Rounded up to a tenth, so that 60.01 s does not read as "60 seconds of 60".
      seconds: Math.ceil(seconds * 10) / 10,
      limit: creator.maxVideoDurationSec,
      nickname: creator.nickname,
    }),
  ];
};

const privacyProblems = ({ options, creator, audited }: RulesInput): RuleProblem[] => {
  const level = options.privacyLevel;
  if (level === null) return [problem('privacy_missing', 'options.privacyLevel')];
  if (creator !== null && !creator.privacyLevels.includes(level)) {
    return [problem('privacy_not_offered', 'options.privacyLevel')];
  }
  if (!audited && level !== 'SELF_ONLY') {
    return [problem('unaudited_only_me', 'options.privacyLevel')];
  }
  return [];
};

const interactionProblems = ({ options, creator }: RulesInput): RuleProblem[] =>
  INTERACTIONS.filter(({ name, off }) => options[name] && creator?.[off] === true).map(
    ({ name, code }) => problem(code, `options.${name}`),
  );

const disclosureProblems = ({ options }: RulesInput): RuleProblem[] => {
  if (!options.discloseContent) return [];
  if (!options.yourBrand && !options.brandedContent) {
    return [problem('disclosure_incomplete', 'options.discloseContent')];
  }
  if (options.brandedContent && options.privacyLevel === 'SELF_ONLY') {
    return [problem('branded_not_private', 'options.brandedContent')];
  }
  return [];
};

/** The input with everything dropped that TikTok does not take for it. */
export const normalised = (input: RulesInput): RulesInput => ({
  ...input,
  content: normaliseContent(input.kind, input.shareType, input.content),
  options: normaliseOptions(input.kind, input.shareType, input.options),
});

/**
 * Everything that keeps this post from being sent, most telling first; empty when nothing does.
 * The form disables its button by it and the server refuses by it.
 * Source: Content Sharing Guidelines, points 1 to 4; API limits of Direct Post, Inbox and Photo Post.
 */
export const checkPost = (raw: RulesInput): RuleProblem[] => {
  const input = normalised(raw);
  const common = [...mediaProblems(input), ...textProblems(input)];
  if (input.shareType === 'inbox') return common;
  const { cannotPost } = input;
  return [
    ...(cannotPost
      ? [
          {
            code: 'cannot_post_now' as const,
            field: 'accountId',
            message: cannotPost.message,
            remedy: cannotPost.remedy ?? '',
            values: {},
          },
        ]
      : []),
    ...disclosureProblems(input),
    ...durationProblems(input),
    ...common,
    ...privacyProblems(input),
    ...interactionProblems(input),
  ];
};

/**
 * Whether the sentence that the person saw is the one in force for these choices; null when it is.
 * `given` is null when the form sent none.
 */
export const checkConsent = (
  given: { text: string; version: string } | null,
  post: Pick<RulesInput, 'kind' | 'shareType' | 'options'>,
): RuleProblem | null => {
  if (given === null) return problem('consent_missing', 'consent');
  const options = normaliseOptions(post.kind, post.shareType, post.options);
  const inForce = declarationFor(post.shareType, options);
  return given.text === inForce && given.version === CONSENT_VERSION
    ? null
    : problem('consent_outdated', 'consent');
};
