import { Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';

interface ChoiceFieldProps<T extends string> {
  label: string;
  value: T | null;
  options: readonly { value: T; label: string; hint?: string }[];
  onChange: (value: T) => void;
}

/** One of a few, all in view. */
export const ChoiceField = <T extends string>({
  label,
  value,
  options,
  onChange,
}: ChoiceFieldProps<T>) => {
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {label}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={value ?? ''}
        onValueChange={(next: string) => {
          const chosen = options.find((option) => option.value === next);
          if (chosen) onChange(chosen.value);
        }}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {options.map((option) => (
            <Field.Root key={option.value} hint={option.hint}>
              <Radio.Item value={option.value}>{option.label}</Radio.Item>
              <Field.Hint />
            </Field.Root>
          ))}
        </Flex>
      </Radio.Group>
    </Flex>
  );
};
