import { type RuleOverride } from '../../../contracts/rules';
import { LIMITS } from '../../../contracts/post-rules';
import { cutText } from '../../../contracts/cut-text';

/** What an editor decides for one entry, while it is being chosen. */
export interface OverrideForm {
  skip: boolean;
  ownCaption: boolean;
  caption: string;
  ownTime: boolean;
  /** ISO 8601; null while the time is incomplete, or is one of two. */
  at: string | null;
}

export const overrideForm = ({ skip, caption, at }: RuleOverride): OverrideForm => ({
  skip,
  ownCaption: caption !== null,
  caption: caption ?? '',
  ownTime: at !== null,
  at,
});

/**
 * What keeps it from being saved; null when nothing does. An entry that is skipped needs no more.
 * @param limit of the caption: more for pictures than for videos
 */
export const overrideProblem = (
  { skip, ownCaption, caption, ownTime, at }: OverrideForm,
  now: number,
  limit: number = LIMITS.caption,
): 'caption' | 'time' | 'past' | null => {
  if (skip) return null;
  if (ownCaption && caption.length > limit) return 'caption';
  if (!ownTime) return null;
  if (at === null) return 'time';
  return Date.parse(at) <= now ? 'past' : null;
};

/** As the server takes it: what is not ticked goes by the rule. */
export const overrideOf = ({
  skip,
  ownCaption,
  caption,
  ownTime,
  at,
}: OverrideForm): RuleOverride => ({
  skip,
  caption: ownCaption ? cutText(caption, LIMITS.description, { mark: '' }) : null,
  at: ownTime ? at : null,
});
