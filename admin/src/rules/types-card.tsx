import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';

import { useState } from 'react';

import { type RuleType, setTypeSwitch } from '../../../contracts/rules';
import { Card } from '../components/card';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { TypeWordsDialog } from './type-words-dialog';

const CHOICES = ['schema', 'on', 'off'] as const;
const ENABLED = { schema: null, on: true, off: false } as const;

const chosenFor = ({ decidedBy, enabled }: RuleType): (typeof CHOICES)[number] => {
  if (decidedBy !== 'page') return 'schema';
  return enabled ? 'on' : 'off';
};

const TypeSwitch = ({ type }: { type: RuleType }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, isRunning, question } = useSharedWrite(setTypeSwitch);
  const [editsWords, setEditsWords] = useState(false);
  const { uid, displayName, enabled, decidedBy, mediaFields } = type;
  const change = async (chosen: unknown) => {
    const choice = CHOICES.find((one) => one === chosen);
    if (choice === undefined) return;
    const outcome = await run(type.version, (version) => ({
      params: { uid },
      body: { version, enabled: ENABLED[choice] },
    }));
    if (outcome.result === 'refused') notify.failed(outcome.problem);
  };
  const media = mediaFields.map(({ field }) => field).join(', ');
  return (
    <Flex tag="li" justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
      <Flex direction="column" alignItems="stretch" gap={1} minWidth={0}>
        <Typography fontWeight="bold">{displayName}</Typography>
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {t('rule.types.media', { fields: media })}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t(enabled ? 'rule.types.may' : 'rule.types.mayNot')} {t(`rule.types.by.${decidedBy}`)}
        </Typography>
      </Flex>
      <Box width={{ initial: '100%', medium: '26rem' }}>
        <Field.Root name={`type-${uid}`}>
          <SingleSelect
            aria-label={t('rule.types.choose', { type: displayName })}
            value={chosenFor(type)}
            disabled={isRunning}
            onChange={(chosen) => void change(chosen)}
          >
            {CHOICES.map((choice) => (
              <SingleSelectOption key={choice} value={choice}>
                {t(`rule.types.${choice}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        <Box paddingTop={2}>
          <Button
            size="S"
            variant="tertiary"
            fullWidth
            aria-label={t('rule.types.words.of', { type: displayName })}
            onClick={() => setEditsWords(true)}
          >
            {t(type.words.caption === '' ? 'rule.types.words.set' : 'rule.types.words.change')}
          </Button>
        </Box>
      </Box>
      {question}
      {editsWords && <TypeWordsDialog type={type} onClose={() => setEditsWords(false)} />}
    </Flex>
  );
};

/** Which content types may be posted at all; what is chosen here wins over the type's schema. */
export const TypesCard = ({ types }: { types: readonly RuleType[] }) => {
  const { t } = useTexts();
  return (
    <Card title={t('rule.types')} description={t('rule.types.what')}>
      {types.length === 0 ? (
        <Typography tag="p">{t('rule.types.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={5} padding={0}>
          {types.map((type) => (
            <TypeSwitch key={type.uid} type={type} />
          ))}
        </Flex>
      )}
    </Card>
  );
};
