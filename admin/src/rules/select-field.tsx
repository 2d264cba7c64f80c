import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface SelectFieldProps {
  name: string;
  label: string;
  /** Empty: nothing is chosen yet. */
  value: string;
  options: readonly { value: string; label: string }[];
  placeholder?: string;
  hint?: string;
  error?: string | undefined;
  required?: boolean;
  onChange: (value: string) => void;
}

/** One of several, in a list that opens. */
export const SelectField = ({
  name,
  label,
  value,
  options,
  placeholder,
  hint,
  error,
  required = false,
  onChange,
}: SelectFieldProps) => (
  <Field.Root name={name} hint={hint} error={error} required={required}>
    <Field.Label>{label}</Field.Label>
    <SingleSelect
      value={value}
      placeholder={placeholder}
      onChange={(chosen: string | number) => onChange(String(chosen))}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);
