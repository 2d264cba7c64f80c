import { DateTimePicker, Field } from '@strapi/design-system';

import { useTexts } from '../translations';
import { ChoiceField } from './choice-field';
import { type FormValues } from './form';
import { whenProblem } from './when-problem';

interface WhenFieldProps {
  when: FormValues['when'];
  onChange: (when: FormValues['when']) => void;
}

/** Now, or at a date and time in the zone of this browser, which is named. */
export const WhenField = ({ when, onChange }: WhenFieldProps) => {
  const { t } = useTexts();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isPast = whenProblem(when, Date.now()) === 'past';
  return (
    <>
      <ChoiceField
        label={t('composer.when')}
        value={when.type}
        options={[
          { value: 'now', label: t('composer.when.now') },
          { value: 'at', label: t('composer.when.at') },
        ]}
        onChange={(type) => onChange(type === 'now' ? { type } : { type, at: null })}
      />
      {when.type === 'at' && (
        <Field.Root
          name="at"
          required
          hint={t('composer.when.zone', { zone })}
          error={isPast ? t('composer.when.past') : undefined}
        >
          <Field.Label>{t('composer.when.dateTime')}</Field.Label>
          <DateTimePicker
            value={when.at}
            minDate={new Date()}
            step={5}
            dateLabel={t('composer.when.date')}
            timeLabel={t('composer.when.time')}
            onChange={(at: Date | undefined) => onChange({ type: 'at', at: at ?? null })}
            onClear={() => onChange({ type: 'at', at: null })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      )}
    </>
  );
};
