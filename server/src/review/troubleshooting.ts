import { type Troubleshooting } from '../../../contracts/review-view';
import { CHECKS } from './checks';
import { REFUSALS } from './texts/refusals';
import { STEP_TEXTS } from './texts/steps';
import { SYMPTOMS } from './texts/symptoms';

/** What docs/troubleshooting.md holds, for who has only the package: the admin shows it. */
export const troubleshootingView = (): Troubleshooting => ({
  symptoms: [...SYMPTOMS],
  refusals: [...REFUSALS],
  checks: STEP_TEXTS.flatMap(({ id: step, title: stepTitle, wants, why }) =>
    CHECKS.filter((check) => check.step === step).map(({ id, title, about }) => ({
      id,
      title,
      about,
      step,
      stepTitle,
      stepAbout: `${wants} ${why}`,
    })),
  ),
});
