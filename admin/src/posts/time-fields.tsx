import { useState } from 'react';

import { DateTimeFields } from '../composer/fields/date-time-fields';
import { editorZone, wallTimeOf } from '../composer/model/wall-time';
import { instantOf, type When } from '../composer/model/when';
import { Texts } from '../translations';

/** A date and a time on the wall of the editor's zone, and which instant was meant where clocks change. */
export type ChosenMoment = Omit<Extract<When, { type: 'at' }>, 'type'>;

const SUBJECTS = ['composer'] as const;

/** A moment to start from: the given one (ISO 8601), else nothing. */
export const momentFrom = (at: string | null): ChosenMoment =>
  at === null
    ? { date: '', time: '', picked: null }
    : // Picked, so that an hour that comes twice stays the one that was chosen.
      { ...wallTimeOf(at, editorZone()), picked: new Date(at).toISOString() };

/** The moment as ISO 8601; null while it is incomplete, does not exist, or could be one of two. */
export const instantOfMoment = (moment: ChosenMoment): string | null =>
  instantOf({ type: 'at', ...moment }, editorZone());

export const useMoment = (at: string | null) => useState(() => momentFrom(at));

interface TimeFieldsProps {
  moment: ChosenMoment;
  onChange: (moment: ChosenMoment) => void;
}

/** Date and time in the editor's zone; a time that does not exist or comes twice is asked about (T94). */
export const TimeFields = ({ moment, onChange }: TimeFieldsProps) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <DateTimeFields
      when={{ type: 'at', ...moment }}
      zone={editorZone()}
      zones={[]}
      onChange={({ date, time, picked }) => onChange({ date, time, picked })}
    />
  </Texts>
);
