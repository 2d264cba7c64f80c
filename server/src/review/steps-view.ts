import { type ReviewCheck, type ReviewStep } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { checksOf } from './checks';
import { type Check, type Found } from './checks/check';
import { type StoredConfirmation, type StoredResult } from './results-store';
import { STEP_TEXTS } from './texts/steps';
import { type valuesOf } from './values';

const iso = (at: number): string => new Date(at).toISOString();

const foundOf = (check: Check, stored: StoredResult | undefined): Found => {
  if (!check.run) return { result: 'only_you_can_confirm', message: check.about };
  return stored?.found ?? { result: 'not_run', message: check.about };
};

const checkView = (
  check: Check,
  docsUrl: string,
  stored: StoredResult | undefined,
  confirmed: StoredConfirmation | undefined,
): ReviewCheck => {
  const { result, message, remedy, details } = foundOf(check, stored);
  const confirmable = result === 'only_you_can_confirm';
  return {
    id: check.id,
    title: check.title,
    result,
    message,
    remedy: remedy ?? null,
    details: details ?? [],
    docsUrl,
    ranAt: check.run && stored ? iso(stored.ranAt) : null,
    confirmable,
    confirmation: confirmable && confirmed ? { by: confirmed.by, at: iso(confirmed.at) } : null,
  };
};

const stateOf = (checks: readonly ReviewCheck[]): ReviewStep['state'] => {
  const open = ({ result, confirmation }: ReviewCheck): boolean =>
    result === 'not_run' || (result === 'only_you_can_confirm' && confirmation === null);
  if (checks.some(({ result }) => result === 'failed')) return 'failed';
  if (checks.some(open)) return 'to_do';
  return checks.some(({ result }) => result === 'warning') ? 'warning' : 'done';
};

/** The ten steps of one mode with their last results; `docsUrlOf` tells where a check is explained. */
export const stepsOf = (
  mode: AppMode,
  values: ReturnType<typeof valuesOf>,
  results: Map<string, StoredResult>,
  confirmations: Map<string, StoredConfirmation>,
  docsUrlOf: (checkId: string) => string,
): ReviewStep[] =>
  STEP_TEXTS.map((text, index) => {
    const checks = checksOf(mode)
      .filter(({ step }) => step === text.id)
      .map((check) => {
        const { id } = check;
        return checkView(check, docsUrlOf(id), results.get(id), confirmations.get(id));
      });
    return { ...text, number: index + 1, values: values[text.id], checks, state: stateOf(checks) };
  });
