import { Field, Grid, Textarea } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { type ReactNode } from 'react';
import { styled } from 'styled-components';

import { Card } from '../components/card';
import { ChoiceField, TextField } from '../settings/fields';
import { useTexts } from '../translations';

const Two = ({ children }: { children: ReactNode }) => <Grid.Root gap={5}>{children}</Grid.Root>;
const Half = ({ children }: { children: ReactNode }) => (
  <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

/** Several lines of text; empty is null. */
const LinesField = ({ name, label, hint }: { name: string; label: string; hint: string }) => {
  const { value, onChange, error } = useField<string | null>(name);
  return (
    <Field.Root name={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <Textarea
        value={value ?? ''}
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
          onChange(name, event.target.value === '' ? null : event.target.value)
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const Swatch = styled.input`
  width: 100%;
  height: 4rem;
  padding: ${({ theme }) => theme.spaces[1]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
`;

const ColourField = ({ name, label }: { name: string; label: string }) => {
  const { value, onChange, error } = useField<string>(name);
  return (
    <Field.Root id={name} name={name} error={error}>
      <Field.Label>{label}</Field.Label>
      <Swatch
        id={name}
        type="color"
        value={value}
        onChange={(event) => onChange(name, event.target.value)}
      />
      <Field.Error />
    </Field.Root>
  );
};

/** The fields of the facts, as TikTok's portal and the legal pages need them. */
export const FactsFields = () => {
  const { t } = useTexts();
  return (
    <>
      <Card title={t('review.facts.app')} description={t('review.facts.app.what')}>
        <Two>
          <Half>
            <TextField
              name="appName"
              label={t('review.fact.appName')}
              hint={t('review.fact.appName.hint')}
            />
          </Half>
          <Half>
            <TextField name="category" label={t('review.fact.category')} />
          </Half>
        </Two>
        <LinesField
          name="description"
          label={t('review.fact.description')}
          hint={t('review.fact.description.hint')}
        />
        <Two>
          <Half>
            <ChoiceField
              name="owner"
              label={t('review.fact.owner')}
              options={[
                { value: 'organization', label: t('review.fact.owner.organization') },
                { value: 'individual', label: t('review.fact.owner.individual') },
              ]}
            />
          </Half>
          <Half>
            <ChoiceField
              name="audience"
              label={t('review.fact.audience')}
              hint={t('review.fact.audience.hint')}
              options={[
                { value: 'own_accounts', label: t('review.fact.audience.own_accounts') },
                { value: 'customers', label: t('review.fact.audience.customers') },
              ]}
            />
          </Half>
        </Two>
      </Card>
      <Card title={t('review.facts.addresses')}>
        <TextField
          name="websiteUrl"
          label={t('review.fact.websiteUrl')}
          placeholder="https://www.example.com"
        />
        <TextField
          name="termsUrl"
          label={t('review.fact.termsUrl')}
          hint={t('review.fact.legalUrl.hint')}
        />
        <TextField
          name="privacyUrl"
          label={t('review.fact.privacyUrl')}
          hint={t('review.fact.legalUrl.hint')}
        />
        <LinesField
          name="mediaHosts"
          label={t('review.fact.mediaHosts')}
          hint={t('review.fact.mediaHosts.hint')}
        />
        <LinesField
          name="targetUsers"
          label={t('review.fact.targetUsers')}
          hint={t('review.fact.targetUsers.hint')}
        />
      </Card>
      <Card title={t('review.facts.company')} description={t('review.facts.company.what')}>
        <Two>
          <Half>
            <TextField name="companyName" label={t('review.fact.companyName')} />
          </Half>
          <Half>
            <TextField name="contactEmail" label={t('review.fact.contactEmail')} />
          </Half>
          <Half>
            <TextField name="companyAddress" label={t('review.fact.companyAddress')} />
          </Half>
          <Half>
            <TextField name="companyCountry" label={t('review.fact.companyCountry')} />
          </Half>
          <Half>
            <ColourField name="colours.background" label={t('review.fact.background')} />
          </Half>
          <Half>
            <ColourField name="colours.text" label={t('review.fact.text')} />
          </Half>
        </Two>
      </Card>
    </>
  );
};
