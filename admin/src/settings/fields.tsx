import {
  Box,
  Checkbox,
  Field,
  Flex,
  NumberInput,
  Radio,
  Toggle,
  Typography,
} from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import { useId } from 'react';

import { useTexts } from '../translations';

interface FieldProps {
  /** Path in the form, in dots. */
  name: string;
  label: string;
  hint?: string;
}

const useDisabled = () => useForm('TikTokField', ({ disabled }) => disabled);

/** A tick box with its explanation below. */
export const CheckField = ({ name, label, hint }: FieldProps) => {
  const id = useId();
  const disabled = useDisabled();
  const { value, onChange, error } = useField<boolean>(name);
  return (
    <Field.Root id={id} name={name} hint={hint} error={error}>
      <Checkbox
        id={id}
        checked={value === true}
        disabled={disabled}
        aria-describedby={hint || error ? `${id}-${error ? 'error' : 'hint'}` : undefined}
        onCheckedChange={(checked) => onChange(name, checked === true)}
      >
        {label}
      </Checkbox>
      <Box paddingLeft={7}>
        <Field.Hint />
        <Field.Error />
      </Box>
    </Field.Root>
  );
};

/** On or off, named as such. */
export const ToggleField = ({
  name,
  label,
  hint,
  onLabel,
  offLabel,
}: FieldProps & { onLabel: string; offLabel: string }) => {
  const disabled = useDisabled();
  const { value, onChange, error } = useField<boolean>(name);
  return (
    <Field.Root name={name} hint={hint} error={error} maxWidth="32rem">
      <Field.Label>{label}</Field.Label>
      <Toggle
        checked={value === true}
        disabled={disabled}
        onLabel={onLabel}
        offLabel={offLabel}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          onChange(name, event.target.checked)
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** One of a few, all of them visible. */
export const ChoiceField = ({
  name,
  label,
  hint,
  options,
}: FieldProps & { options: readonly Option[] }) => {
  const id = useId();
  const disabled = useDisabled();
  const { value, onChange, error } = useField<string>(name);
  return (
    <Field.Root id={id} name={name} hint={hint} error={error}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={`${id}-label`}>
        {label}
      </Typography>
      <Radio.Group
        value={value}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        onValueChange={(chosen) => onChange(name, chosen)}
      >
        {options.map((option) => (
          <Flex key={option.value} direction="column" alignItems="flex-start" gap={1}>
            <Radio.Item
              value={option.value}
              aria-describedby={option.hint ? `${id}-${option.value}` : undefined}
            >
              {option.label}
            </Radio.Item>
            {option.hint && (
              <Box paddingLeft={7}>
                <Typography
                  variant="pi"
                  textColor="neutral600"
                  tag="p"
                  id={`${id}-${option.value}`}
                >
                  {option.hint}
                </Typography>
              </Box>
            )}
          </Flex>
        ))}
      </Radio.Group>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** A line of text; empty is null. */
export const TextField = ({
  name,
  label,
  hint,
  placeholder,
}: FieldProps & { placeholder?: string }) => {
  const disabled = useDisabled();
  const { value, onChange, error } = useField<string | null>(name);
  return (
    <Field.Root name={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <Field.Input
        value={value ?? ''}
        disabled={disabled}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          onChange(name, event.target.value === '' ? null : event.target.value)
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** A number of days; where `forGood` is given, an empty field means for good. */
export const DaysField = ({ name, label, hint, forGood }: FieldProps & { forGood?: string }) => {
  const { t } = useTexts();
  const disabled = useDisabled();
  const { value, onChange, error } = useField<number | null>(name);
  return (
    <Field.Root name={name} hint={hint} error={error} maxWidth="32rem">
      <Field.Label>{label}</Field.Label>
      <NumberInput
        value={value ?? undefined}
        disabled={disabled}
        placeholder={forGood ?? t('settings.retention.days')}
        onValueChange={(days) => onChange(name, days ?? null)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
