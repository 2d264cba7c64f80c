import {
  Checkbox,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useId } from 'react';
import { styled } from 'styled-components';

import { type PostOptions, type PrivacyLevel } from '../../../../contracts/posts';
import { type FormState } from '../../../../contracts/post-form';
import { Fold } from '../../components/fold';
import { useTexts } from '../../translations';
import { useExplain } from './explain';
import { Why } from './why';

type SetOptions = (options: Partial<PostOptions>) => void;

/** The design system leaves a disabled option as dark as the others: greyed as its disabled fields are. */
const Audience = styled(SingleSelectOption)`
  &&[data-disabled],
  &&[data-disabled]:hover {
    background: ${({ theme }) => theme.colors.neutral150};
    color: ${({ theme }) => theme.colors.neutral600};
    cursor: not-allowed;
  }
`;

interface PrivacyFieldProps {
  privacy: NonNullable<FormState['privacy']>;
  onChange: SetOptions;
}

/** Guidelines, point 2b: a dropdown of the account's own options, with nothing preselected. */
export const PrivacyField = ({ privacy, onChange }: PrivacyFieldProps) => {
  const { t } = useTexts();
  const { explain } = useExplain();
  const { value, options } = privacy;
  return (
    <Field.Root name="privacyLevel" required>
      <Field.Label>{t('composer.privacy')}</Field.Label>
      <SingleSelect
        value={value}
        placeholder={t('composer.privacy.choose')}
        disabled={options.length === 0}
        customizeContent={() => (value ? t(`posts.privacy.${value}`) : '')}
        onChange={(chosen) => onChange({ privacyLevel: chosen as PrivacyLevel })}
      >
        {options.map(({ value: level, disabled, why }) => (
          <Audience
            key={level}
            value={level}
            disabled={disabled}
            title={why ? explain(why) : undefined}
          >
            {t(`posts.privacy.${level}`)}
            {why && (
              <Typography tag="span" display="block" variant="pi" textColor="neutral600">
                {explain(why)}
              </Typography>
            )}
          </Audience>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

interface InteractionFieldsProps {
  interactions: FormState['interactions'];
  onChange: SetOptions;
}

/** Guidelines, point 2c: unticked, greyed where the creator switched them off, comment alone for photos. */
export const InteractionFields = ({ interactions, onChange }: InteractionFieldsProps) => {
  const { t } = useTexts();
  const { explain } = useExplain();
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('composer.interactions')}
      </Typography>
      <Flex role="group" aria-labelledby={id} gap={5} wrap="wrap">
        {interactions.map(({ name, checked, disabled, why }) => (
          <Why key={name} why={why && explain(why)}>
            <Checkbox
              name={name}
              checked={checked}
              disabled={disabled}
              onCheckedChange={(ticked) => onChange({ [name]: ticked === true })}
            >
              {t(`composer.interactions.${name}`)}
            </Checkbox>
          </Why>
        ))}
      </Flex>
      {interactions
        .filter(({ why }) => why !== null)
        .map(({ name, why }) => (
          <Typography key={name} variant="pi" textColor="neutral600" tag="p">
            {why && explain(why)}
          </Typography>
        ))}
    </Flex>
  );
};

interface MoreOptionsProps {
  state: FormState;
  options: PostOptions;
  onChange: SetOptions;
}

/** What TikTok takes besides: the AI label for videos, music of its own for photos; folded away. */
export const MoreOptions = ({ state, options, onChange }: MoreOptionsProps) => {
  const { t } = useTexts();
  if (!state.offersAiGenerated && !state.offersAutoAddMusic) return null;
  const set = [
    ...(state.offersAiGenerated && options.aiGenerated ? [t('composer.aiGenerated')] : []),
    ...(state.offersAutoAddMusic && options.autoAddMusic ? [t('composer.autoAddMusic')] : []),
  ];
  return (
    <Fold title={t('composer.more')} summary={set.join(' · ') || t('composer.more.none')}>
      {state.offersAiGenerated && (
        <Field.Root hint={t('composer.aiGenerated.hint')}>
          <Checkbox
            name="aiGenerated"
            checked={options.aiGenerated}
            onCheckedChange={(ticked) => onChange({ aiGenerated: ticked === true })}
          >
            {t('composer.aiGenerated')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
      )}
      {state.offersAutoAddMusic && (
        <Field.Root hint={t('composer.autoAddMusic.hint')}>
          <Checkbox
            name="autoAddMusic"
            checked={options.autoAddMusic}
            onCheckedChange={(ticked) => onChange({ autoAddMusic: ticked === true })}
          >
            {t('composer.autoAddMusic')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
      )}
    </Fold>
  );
};
