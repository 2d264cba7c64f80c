import { type Core } from '@strapi/strapi';

import { type ReviewStepId } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { checksOf } from './checks';
import { type Check, type CheckContext, type Found, notYet } from './checks/check';
import { type Contexts } from './context';
import { type ResultsStore } from './results-store';

/** A defect of one check must not keep the others from being seen. */
const runOne = async (
  strapi: Core.Strapi,
  check: Check,
  context: CheckContext,
): Promise<Found | null> => {
  if (!check.run) return null;
  try {
    return await check.run(context);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    strapi.log.warn(`TikTok: the review check ${check.id} failed: ${name}`);
    return notYet('The check itself failed.', 'Run it again; the server’s log has more.');
  }
};

/** Runs checks and stores what they found. Two presses at once share one run. */
export const createRun = ({
  strapi,
  contexts,
  results,
}: {
  strapi: Core.Strapi;
  contexts: Contexts;
  results: ResultsStore;
}) => {
  const running = new Map<string, Promise<void>>();

  const work = async (mode: AppMode, step: ReviewStepId | undefined): Promise<void> => {
    const context = await contexts(mode);
    const wanted = checksOf(mode).filter((check) => !step || check.step === step);
    const found = await Promise.all(
      wanted.map(async (check) => ({ id: check.id, what: await runOne(strapi, check, context) })),
    );
    for (const { id, what } of found) if (what) await results.remember(mode, id, what);
  };

  return (mode: AppMode, step?: ReviewStepId): Promise<void> => {
    const key = `${mode} ${step ?? ''}`;
    const known = running.get(key);
    if (known) return known;
    const started = work(mode, step).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
};

export type RunChecks = ReturnType<typeof createRun>;
