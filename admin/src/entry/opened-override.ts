import { type ChosenMoment } from '../posts/time-fields';
import { type OverrideForm } from '../rules/override';
import { createOpenedForm } from './opened-form';

/** What was chosen and typed for one entry alone, before it is saved. */
export interface KeptOverride {
  /** Of what was decided before, as it was on the screen. */
  version: number;
  form: OverrideForm;
  moment: ChosenMoment;
}

/** Which entry's dialog of its rules is open. */
export const {
  open: openOverrideFor,
  close: closeOverride,
  useOpened: useOpenedOverride,
} = createOpenedForm<KeptOverride>();
