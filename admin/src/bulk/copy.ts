import { type FormState } from '../../../contracts/post-form';
import { type PostOptions } from '../../../contracts/posts';
import { UNTOUCHED_OPTIONS } from '../composer/form';
import { type Row } from './rows';

/** What can be copied from one row to others; each by its own act of the person. */
export const COPIED = ['account', 'words', 'privacy', 'interactions', 'disclosure'] as const;
export type Copied = (typeof COPIED)[number];

const settings = (
  what: Exclude<Copied, 'account' | 'words'>,
  from: PostOptions,
  { privacy, interactions, disclosure, offersAiGenerated, offersAutoAddMusic }: FormState,
): Partial<PostOptions> => {
  switch (what) {
    case 'privacy': {
      const level = from.privacyLevel;
      const offered = privacy?.options.some(({ value, disabled }) => value === level && !disabled);
      return { privacyLevel: offered ? level : null };
    }
    case 'interactions': {
      const mayTick = (name: 'allowComment' | 'allowDuet' | 'allowStitch') =>
        interactions.some((choice) => choice.name === name && !choice.disabled);
      return {
        allowComment: from.allowComment && mayTick('allowComment'),
        allowDuet: from.allowDuet && mayTick('allowDuet'),
        allowStitch: from.allowStitch && mayTick('allowStitch'),
      };
    }
    case 'disclosure':
      return {
        discloseContent: disclosure !== null && from.discloseContent,
        yourBrand: disclosure !== null && from.yourBrand,
        brandedContent: from.brandedContent && disclosure?.brandedContent.disabled === false,
        aiGenerated: from.aiGenerated && offersAiGenerated,
        autoAddMusic: from.autoAddMusic && offersAutoAddMusic,
      };
  }
};

/**
 * The target with one thing of `from` in it. Where the target's account does not offer it, it stays
 * empty there; `state` is the target's form, made with what TikTok said of its account (null: TikTok
 * has not said it yet, so nothing is offered).
 */
export const copyTo = (what: Copied, from: Row, to: Row, state: FormState | null): Row => {
  if (what === 'account') {
    return {
      ...to,
      accountId: from.accountId,
      shareType: from.shareType,
      options: to.accountId === from.accountId ? to.options : UNTOUCHED_OPTIONS,
    };
  }
  if (what === 'words') {
    const { caption, title, description } = from.content;
    return { ...to, content: { ...to.content, caption, title, description } };
  }
  if (!state) return to;
  return { ...to, options: { ...to.options, ...settings(what, from.options, state) } };
};

const chosen = (what: Copied, { accountId, content, options }: Row): unknown => {
  switch (what) {
    case 'account':
      return accountId;
    case 'words':
      return [content.caption, content.title, content.description];
    case 'privacy':
      return options.privacyLevel;
    case 'interactions':
      return [options.allowComment, options.allowDuet, options.allowStitch];
    case 'disclosure':
      return [
        options.discloseContent,
        options.yourBrand,
        options.brandedContent,
        options.aiGenerated,
        options.autoAddMusic,
      ];
  }
};

/** Whether a row has what another one had after it was copied; if not, its account does not offer it. */
export const hasSame = (what: Copied, from: Row, to: Row): boolean =>
  JSON.stringify(chosen(what, from)) === JSON.stringify(chosen(what, to));
