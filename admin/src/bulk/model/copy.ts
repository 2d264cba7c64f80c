import { type FormState } from '../../../../contracts/post-form';
import { type PostOptions } from '../../../../contracts/posts';
import { UNTOUCHED_OPTIONS } from '../../../../contracts/post-rules';
import { type Target } from '../../composer/model/target';
import { type Row, targetOf } from './rows';

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
 * The row `to` with one thing of `from` in it, from then on its own where it is a setting. Where the
 * account of `to` does not offer it, it stays empty there; `state` is that row's form, made with what
 * TikTok said of its account (null: TikTok has not said it yet, so nothing is offered).
 */
export const copyTo = (
  what: Copied,
  from: Row,
  to: Row,
  shared: Target,
  state: FormState | null,
): Row => {
  const [source, target] = [targetOf(from, shared), targetOf(to, shared)];
  if (what === 'words') {
    return { ...to, material: { ...to.material, words: from.material.words } };
  }
  if (what === 'account') {
    const { accountId, shareType } = source;
    const options = target.accountId === accountId ? target.options : UNTOUCHED_OPTIONS;
    return { ...to, own: { accountId, shareType, options } };
  }
  if (!state) return to;
  const options = { ...target.options, ...settings(what, source.options, state) };
  return { ...to, own: { ...target, options } };
};

const chosen = (what: Copied, { material: { words } }: Row, { accountId, options }: Target) => {
  switch (what) {
    case 'account':
      return accountId;
    case 'words':
      return [words.caption, words.title, words.description];
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
export const hasSame = (what: Copied, from: Row, to: Row, shared: Target): boolean =>
  JSON.stringify(chosen(what, from, targetOf(from, shared))) ===
  JSON.stringify(chosen(what, to, targetOf(to, shared)));
