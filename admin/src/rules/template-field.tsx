import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';
import { type ChangeEvent, useRef } from 'react';

import { type RuleType } from '../../../contracts/rules';
import { useTexts } from '../translations';
import { insertAt, placeholderFor } from './insert';

interface TemplateFieldProps {
  name: 'captionTemplate' | 'titleTemplate';
  value: string;
  fields: RuleType['fields'];
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A Liquid template, with the type's fields to put in where the cursor is. */
export const TemplateField = ({ name, value, fields, error, onChange }: TemplateFieldProps) => {
  const { t } = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const goesTo = useRef<number | null>(null);

  const insert = (chosen: string) => {
    const field = fields.find((one) => one.field === chosen);
    if (!field) return;
    const { selectionStart, selectionEnd } = area.current ?? {};
    const { text, cursor } = insertAt(
      value,
      placeholderFor(field),
      selectionStart ?? value.length,
      selectionEnd ?? value.length,
    );
    onChange(text);
    goesTo.current = cursor;
  };

  /** After a choice the cursor goes on behind what was inserted; after Escape the list keeps it. */
  const onClose = (event: Event) => {
    const cursor = goesTo.current;
    goesTo.current = null;
    if (cursor === null || !area.current) return;
    event.preventDefault();
    area.current.focus();
    area.current.setSelectionRange(cursor, cursor);
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name={name} hint={t(`rule.${name}.hint`)} error={error}>
        <Field.Label>{t(`rule.${name}`)}</Field.Label>
        <Textarea
          ref={area}
          value={value}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      {fields.length > 0 && (
        <Box width={{ initial: '100%', medium: '24rem' }}>
          <SingleSelect
            aria-label={t('rule.insert.into', { where: t(`rule.${name}`) })}
            value=""
            size="S"
            placeholder={t('rule.insert')}
            onChange={(chosen: string | number) => insert(String(chosen))}
            onCloseAutoFocus={onClose}
          >
            {fields.map(({ field }) => (
              <SingleSelectOption key={field} value={field}>
                {field}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
      )}
    </Flex>
  );
};
