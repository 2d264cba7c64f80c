import { Field, Flex, IconButton, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { oddityOf, type UrlProperty } from '../../../contracts/review-facts';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { ofKind } from './facts';
import { SubHeading } from './texts';

interface LineProps {
  label: string;
  value: string;
  error: string | undefined;
  placeholder?: string;
  onChange: (value: string) => void;
}

const Line = ({ label, value, error, placeholder, onChange }: LineProps) => (
  <Field.Root required {...(error && { error })}>
    <Field.Label>{label}</Field.Label>
    <Field.Input
      value={value}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
    <Field.Error />
  </Field.Root>
);

interface PropertyFieldsProps {
  number: number;
  property: UrlProperty;
  errorOf: (field: string) => string | undefined;
  onChange: (property: UrlProperty) => void;
  onRemove: () => void;
}

/** One URL property: a domain with its TXT record, or a prefix with its signature file. */
export const PropertyFields = ({
  number,
  property,
  errorOf,
  onChange,
  onRemove,
}: PropertyFieldsProps) => {
  const { t } = useTexts();
  const { kind, target, method, fileName, value } = property;
  const name = t('review.property', { number });
  // Half a paste looks odd; an empty field is asked for by itself.
  const isWhole = value.trim() !== '' && (method === 'dns' || Boolean(fileName?.trim()));
  const odd = isWhole ? oddityOf(property) : null;
  return (
    <Flex
      role="group"
      aria-label={name}
      direction="column"
      alignItems="stretch"
      gap={4}
      padding={4}
      borderColor="neutral200"
      hasRadius
    >
      <Flex justifyContent="space-between" gap={2}>
        <SubHeading>{name}</SubHeading>
        <IconButton
          type="button"
          label={t('review.property.remove', { number })}
          onClick={onRemove}
        >
          <Trash />
        </IconButton>
      </Flex>
      <Field.Root hint={t(`review.property.kind.${kind}.hint`)}>
        <Field.Label>{t('review.property.kind')}</Field.Label>
        <SingleSelect
          value={kind}
          onChange={(chosen: string | number) =>
            onChange(ofKind(property, chosen === 'prefix' ? 'prefix' : 'domain'))
          }
        >
          <SingleSelectOption value="domain">{t('review.property.kind.domain')}</SingleSelectOption>
          <SingleSelectOption value="prefix">{t('review.property.kind.prefix')}</SingleSelectOption>
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
      <Line
        label={t(`review.property.target.${kind}`)}
        value={target}
        error={errorOf('target')}
        placeholder={kind === 'domain' ? 'example.com' : 'https://www.example.com/'}
        onChange={(next) => onChange({ ...property, target: next })}
      />
      {method === 'file' && (
        <Line
          label={t('review.property.fileName')}
          value={fileName ?? ''}
          error={errorOf('fileName')}
          placeholder="tiktokAbC123.txt"
          onChange={(next) => onChange({ ...property, fileName: next })}
        />
      )}
      <Line
        label={t(`review.property.value.${method}`)}
        value={value}
        error={errorOf('value')}
        onChange={(next) => onChange({ ...property, value: next })}
      />
      {odd && (
        <Note level="warning" announce>
          {t(`review.property.odd.${odd}`)}
        </Note>
      )}
    </Flex>
  );
};
