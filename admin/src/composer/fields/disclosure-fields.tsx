import { Box, Checkbox, Field, Flex, Toggle, Typography } from '@strapi/design-system';

import { type PostOptions } from '../../../../contracts/posts';
import { type Choice, type FormState } from '../../../../contracts/post-form';
import { Note } from '../../components/note';
import { useTexts } from '../../translations';
import { useExplain } from './explain';
import { Why } from './why';

interface DisclosureFieldsProps {
  disclosure: NonNullable<FormState['disclosure']>;
  onChange: (options: Partial<PostOptions>) => void;
}

interface BoxFieldProps {
  name: 'yourBrand' | 'brandedContent';
  /** TikTok's own label: never translated. */
  label: string;
  choice: Choice;
  hint: string;
  onChange: DisclosureFieldsProps['onChange'];
}

const BoxField = ({ name, label, choice, hint, onChange }: BoxFieldProps) => {
  const { explain } = useExplain();
  const why = choice.disabled && choice.why ? explain(choice.why) : null;
  return (
    <Box>
      <Why why={why}>
        <Checkbox
          name={name}
          checked={choice.checked}
          disabled={choice.disabled}
          onCheckedChange={(ticked) => onChange({ [name]: ticked === true })}
        >
          {label}
        </Checkbox>
      </Why>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {why ?? hint}
      </Typography>
    </Box>
  );
};

/**
 * Guidelines, point 3: off at first; on shows the two boxes, of which at least one is needed, and
 * says which label the post will carry.
 */
export const DisclosureFields = ({ disclosure, onChange }: DisclosureFieldsProps) => {
  const { t } = useTexts();
  const { on, yourBrand, brandedContent, prompt } = disclosure;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root name="discloseContent" hint={t('composer.disclosure.hint')}>
        <Field.Label>{t('composer.disclosure')}</Field.Label>
        <Toggle
          checked={on}
          onLabel={t('composer.on')}
          offLabel={t('composer.off')}
          onChange={(event) => onChange({ discloseContent: event.target.checked })}
        />
        <Field.Hint />
      </Field.Root>
      {on && (
        <Flex
          direction="column"
          alignItems="stretch"
          gap={3}
          paddingLeft={4}
          role="group"
          aria-label={t('composer.disclosure')}
        >
          <BoxField
            name="yourBrand"
            label="Your brand"
            choice={yourBrand}
            hint={t('composer.disclosure.yourBrand')}
            onChange={onChange}
          />
          <BoxField
            name="brandedContent"
            label="Branded content"
            choice={brandedContent}
            hint={t('composer.disclosure.brandedContent')}
            onChange={onChange}
          />
          {prompt && (
            <Note level="info" announce>
              {prompt}
            </Note>
          )}
        </Flex>
      )}
    </Flex>
  );
};
