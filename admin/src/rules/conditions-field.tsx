import { Box, Button, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { type ChangeEvent, useId } from 'react';

import { type RuleCondition, ruleCondition, type RuleType } from '../../../contracts/rules';
import { useTexts } from '../translations';
import { type SectionProps } from './section';
import { SelectField } from './select-field';

const MOST = 10;
const TESTS = ruleCondition.shape.test.options;
const takesValue = ({ test }: RuleCondition): boolean => test !== 'is_set' && test !== 'is_empty';

interface ConditionProps {
  index: number;
  condition: RuleCondition;
  type: RuleType;
  errorOf: SectionProps['errorOf'];
  onChange: (changes: Partial<RuleCondition>) => void;
  onRemove: () => void;
}

const Condition = ({ index, condition, type, errorOf, onChange, onRemove }: ConditionProps) => {
  const { t } = useTexts();
  const number = index + 1;
  return (
    <Flex
      role="group"
      aria-label={t('rule.condition', { number })}
      gap={2}
      alignItems="flex-end"
      wrap="wrap"
    >
      <Box flex="1 1 14rem">
        <SelectField
          name={`conditions.${index}.field`}
          label={t('rule.condition.field')}
          value={condition.field}
          options={type.conditionFields.map(({ field }) => ({ value: field, label: field }))}
          error={errorOf(`conditions.${index}.field`)}
          onChange={(field) => onChange({ field })}
        />
      </Box>
      <Box flex="1 1 12rem">
        <SelectField
          name={`conditions.${index}.test`}
          label={t('rule.condition.test')}
          value={condition.test}
          options={TESTS.map((test) => ({ value: test, label: t(`rule.condition.${test}`) }))}
          onChange={(test) => {
            const chosen = TESTS.find((one) => one === test);
            if (chosen) onChange({ test: chosen });
          }}
        />
      </Box>
      {takesValue(condition) && (
        <Box flex="1 1 14rem">
          <Field.Root
            name={`conditions.${index}.value`}
            error={errorOf(`conditions.${index}.value`)}
          >
            <Field.Label>{t('rule.condition.value')}</Field.Label>
            <Field.Input
              value={condition.value}
              maxLength={500}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                onChange({ value: event.target.value })
              }
            />
            <Field.Error />
          </Field.Root>
        </Box>
      )}
      <IconButton label={t('rule.condition.remove', { number })} onClick={onRemove}>
        <Trash />
      </IconButton>
    </Flex>
  );
};

/** All of which must hold for an entry to be posted. */
export const ConditionsField = ({
  draft,
  type,
  errorOf,
  onChange,
}: SectionProps & { type: RuleType }) => {
  const { t } = useTexts();
  const id = useId();
  const { conditions } = draft;
  const [first] = type.conditionFields;
  const put = (next: (conditions: readonly RuleCondition[]) => RuleCondition[]) =>
    onChange((before) => ({ ...before, conditions: next(before.conditions) }));
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="group" aria-labelledby={id}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
          {t('rule.conditions')}
        </Typography>
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('rule.conditions.hint')}
        </Typography>
      </Flex>
      {conditions.map((condition, index) => (
        <Condition
          // Conditions have no identity of their own; every field is controlled.
          key={index}
          index={index}
          condition={condition}
          type={type}
          errorOf={errorOf}
          onChange={(changes) =>
            put((all) => all.map((one, at) => (at === index ? { ...one, ...changes } : one)))
          }
          onRemove={() => put((all) => all.filter((_, at) => at !== index))}
        />
      ))}
      {first && conditions.length < MOST && (
        <Flex>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => put((all) => [...all, { field: first.field, test: 'is', value: '' }])}
          >
            {t('rule.condition.add')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
