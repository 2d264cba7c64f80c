import { Checkbox, Field } from '@strapi/design-system';
import { type ChangeEvent } from 'react';

import { Card } from '../components/card';
import { useTexts } from '../translations';
import { ConditionsField } from './conditions-field';
import { withType } from './draft';
import { type SectionProps } from './section';
import { SelectField } from './select-field';

const FOUND = 'found';

/** Name, content type, where its media are, and which of its entries. */
export const WhatSection = (props: SectionProps) => {
  const { draft, type, types, errorOf, onChange } = props;
  const { t } = useTexts();
  const found = (type?.mediaFields ?? []).map(({ field, multiple }) => ({
    value: field,
    label: multiple ? t('rule.mediaField.several', { field }) : field,
  }));
  return (
    <Card title={t('rule.what')}>
      <Field.Root name="name" required error={errorOf('name')}>
        <Field.Label>{t('rule.name')}</Field.Label>
        <Field.Input
          value={draft.name}
          maxLength={100}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onChange({ name: event.target.value })
          }
        />
        <Field.Error />
      </Field.Root>
      <Checkbox
        checked={draft.enabled}
        onCheckedChange={(enabled) => onChange({ enabled: enabled === true })}
      >
        {t('rule.enabled')}
      </Checkbox>
      <SelectField
        name="uid"
        required
        label={t('rule.type')}
        hint={type && !type.enabled ? t('rule.type.off') : t('rule.type.hint')}
        placeholder={t('rule.type.choose')}
        value={draft.uid}
        options={types.map(({ uid, displayName }) => ({ value: uid, label: displayName }))}
        error={errorOf('uid')}
        onChange={(uid) => {
          const chosen = types.find((one) => one.uid === uid);
          if (chosen) onChange((before) => withType(before, chosen, type));
        }}
      />
      {type && (
        <>
          <SelectField
            name="mediaField"
            label={t('rule.mediaField')}
            hint={t('rule.mediaField.hint')}
            value={draft.mediaField ?? FOUND}
            options={[{ value: FOUND, label: t('rule.mediaField.found') }, ...found]}
            error={errorOf('mediaField')}
            onChange={(field) => onChange({ mediaField: field === FOUND ? null : field })}
          />
          <ConditionsField {...props} type={type} />
        </>
      )}
    </Card>
  );
};
