import { Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type TikTokProblem } from '../api';
import { useTexts } from '../translations';

/** What a person was told by refusals that only ask whether they know, and goes on with. */
export interface Told {
  knowing?: true;
  knownRepeats?: number[];
}

/** Such a refusal. */
export const onlyAsks = (
  problem: TikTokProblem | null,
): problem is TikTokProblem & { code: 'just_sent' | 'cannot_be_known' } =>
  problem?.code === 'just_sent' || problem?.code === 'cannot_be_known';

const addedTo = (told: Told, problem: TikTokProblem | null): Told => {
  if (!onlyAsks(problem)) return told;
  if (problem.code === 'cannot_be_known') return { ...told, knowing: true };
  const { postId } = problem;
  return postId === undefined
    ? told
    : { ...told, knownRepeats: [...(told.knownRepeats ?? []), postId] };
};

/** For dialogs that send: after such a refusal, the next press goes on all the same. */
export const useTold = (first: TikTokProblem | null = null) => {
  const [told, setTold] = useState<Told>(() => addedTo({}, first));
  const [last, setLast] = useState(first);
  return {
    /** For the call. */
    told,
    /** What the last refusal asks; null: nothing. */
    asked: onlyAsks(last) ? last.code : null,
    /** A refusal, or that there is none. */
    hear: (problem: TikTokProblem | null): void => {
      setTold((before) => addedTo(before, problem));
      setLast(problem);
    },
  };
};

const WORDS = {
  cannot_be_known: 'posts.action.knowing.what',
  just_sent: 'composer.known.just_sent',
} as const;

/** What going on means. */
export const ToldNote = ({ asked }: { asked: keyof typeof WORDS | null }) => {
  const { t } = useTexts();
  return asked && <Typography fontWeight="bold">{t(WORDS[asked])}</Typography>;
};
