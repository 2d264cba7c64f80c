import { type CheckResult, type ReviewStep } from '../../../contracts/review-view';
import { Mark, type Tone } from '../components/mark';
import { useTexts } from '../translations';

const RESULT: Record<CheckResult, Tone> = {
  ok: 'success',
  warning: 'warning',
  failed: 'danger',
  only_you_can_confirm: 'secondary',
  not_run: 'neutral',
};

const STATE: Record<ReviewStep['state'], Tone> = {
  done: 'success',
  to_do: 'neutral',
  warning: 'warning',
  failed: 'danger',
};

export const ResultMark = ({ result }: { result: CheckResult }) => {
  const { t } = useTexts();
  return <Mark tone={RESULT[result]}>{t(`review.result.${result}`)}</Mark>;
};

export const StateMark = ({ state }: { state: ReviewStep['state'] }) => {
  const { t } = useTexts();
  return <Mark tone={STATE[state]}>{t(`review.state.${state}`)}</Mark>;
};
