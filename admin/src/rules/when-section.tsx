import { Field, NumberInput } from '@strapi/design-system';
import { type ChangeEvent } from 'react';

import { DAY_TIME, type RuleType } from '../../../contracts/rules';

import { Card } from '../components/card';
import { Note } from '../components/note';
import { ChoiceField } from '../composer/fields/choice-field';
import { useTexts } from '../translations';
import { withTime } from './draft';
import { type SectionProps } from './section';
import { SelectField } from './select-field';

const TIMES = ['at_publish', 'delay', 'next_slot', 'date_field'] as const;
/** Thirty days, as the server takes it. */
const LONGEST_DELAY = 43_200;

/** A date without a time takes its hour from the rule. */
const isDay = (type: RuleType | undefined, field: string): boolean =>
  type?.fields.some((one) => one.field === field && one.type === 'date') ?? false;

/** When after the publication, whether again, and what becomes of it when the entry is taken back. */
export const WhenSection = ({ draft, type, errorOf, onChange }: SectionProps) => {
  const { t } = useTexts();
  const { time } = draft;
  const dates = type?.dateFields ?? [];
  return (
    <Card title={t('rule.when')}>
      <ChoiceField
        label={t('rule.time')}
        value={time.type}
        options={TIMES.filter((one) => one !== 'date_field' || dates.length > 0).map((value) => ({
          value,
          label: t(`rule.time.${value}`),
          hint: t(`rule.time.${value}.hint`),
        }))}
        onChange={(chosen) => onChange((before) => withTime(before, chosen, type))}
      />
      {time.type === 'delay' && (
        <Field.Root name="time.minutes" required error={errorOf('time.minutes')}>
          <Field.Label>{t('rule.time.minutes')}</Field.Label>
          <NumberInput
            value={time.minutes}
            step={5}
            onValueChange={(minutes: number | undefined) =>
              onChange({
                time: {
                  type: 'delay',
                  minutes: Math.min(LONGEST_DELAY, Math.max(1, Math.round(minutes ?? 1))),
                },
              })
            }
          />
          <Field.Error />
        </Field.Root>
      )}
      {time.type === 'date_field' && (
        <SelectField
          name="time.field"
          required
          label={t('rule.time.field')}
          value={time.field}
          options={dates.map((field) => ({ value: field, label: field }))}
          error={errorOf('time.field')}
          onChange={(field) => onChange({ time: { ...time, field } })}
        />
      )}
      {time.type === 'date_field' && isDay(type, time.field) && (
        <Field.Root name="time.at" hint={t('rule.time.at.hint')} error={errorOf('time.at')}>
          <Field.Label>{t('rule.time.at')}</Field.Label>
          <Field.Input
            type="time"
            value={time.at ?? DAY_TIME}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onChange({ time: { ...time, at: event.target.value.slice(0, 5) } })
            }
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      )}
      <ChoiceField
        label={t('rule.repeat')}
        value={draft.repeat}
        options={(['first', 'media_change'] as const).map((value) => ({
          value,
          label: t(`rule.repeat.${value}`),
          hint: t(`rule.repeat.${value}.hint`),
        }))}
        onChange={(repeat) => onChange({ repeat })}
      />
      <ChoiceField
        label={t('rule.onUnpublish')}
        value={draft.onUnpublish}
        options={(['cancel', 'keep'] as const).map((value) => ({
          value,
          label: t(`rule.onUnpublish.${value}`),
        }))}
        onChange={(onUnpublish) => onChange({ onUnpublish })}
      />
      <Note level="info">{t('rule.onUnpublish.live')}</Note>
    </Card>
  );
};
