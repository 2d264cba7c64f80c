import { type TikTokProblem } from '../api/problem';
import { type TextKey, type TextTools } from '../translations';

export interface ProblemText {
  /** What happened. */
  message: string;
  /** What to do; null where the server names nothing. */
  remedy: string | null;
  /** When to try again; null where time alone changes nothing. */
  retry: string | null;
}

const OWN: Record<string, { message: TextKey; remedy: TextKey }> = {
  unreachable: { message: 'common.unreachable', remedy: 'common.unreachable.remedy' },
  unexpected: { message: 'common.unexpected', remedy: 'common.unexpected.remedy' },
  forbidden: { message: 'common.forbidden', remedy: 'common.forbidden.remedy' },
  not_signed_in: { message: 'common.notSignedIn', remedy: 'common.notSignedIn.remedy' },
};

/** A problem in words: what happened, what to do, when to try again. */
export const problemText = (
  problem: TikTokProblem,
  { t, dateTime }: Pick<TextTools, 't' | 'dateTime'>,
): ProblemText => {
  const own = OWN[problem.code] ?? OWN.unexpected;
  return {
    message: problem.message || (own ? t(own.message) : ''),
    remedy: problem.remedy ?? (problem.message || !own ? null : t(own.remedy)),
    retry: problem.retryAt ? t('common.retryAt', { time: dateTime(problem.retryAt) }) : null,
  };
};
