import { useState } from 'react';

import { runReview } from '../../../contracts/review';
import { type ReviewStepId } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { type TikTokProblem, useTikTokMutation } from '../api';

export interface Run {
  /** What runs now. */
  running: ReviewStepId | 'all' | null;
  problem: TikTokProblem | null;
  start: (mode: AppMode, step?: ReviewStepId) => void;
}

/** Running the checks of a step or of all, one press at a time. */
export const useRun = (): Run => {
  const { run } = useTikTokMutation(runReview);
  const [running, setRunning] = useState<Run['running']>(null);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const work = async (mode: AppMode, step?: ReviewStepId) => {
    setRunning(step ?? 'all');
    const outcome = await run({ body: { mode, ...(step && { step }) } });
    setRunning(null);
    setProblem(outcome.ok ? null : outcome.problem);
  };
  return {
    running,
    problem,
    start: (mode, step) => void work(mode, step),
  };
};
