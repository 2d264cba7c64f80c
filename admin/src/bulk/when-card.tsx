import { Field, Grid, NumberInput } from '@strapi/design-system';
import { memo } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { Card } from '../components/card';
import { type When } from '../composer/model/when';
import { WhenField } from '../composer/fields/when-field';
import { useTexts } from '../translations';

/** Minutes of a week: what one press may spread over. */
export const MOST_SPACING = 10_080;

interface WhenCardProps {
  when: When;
  /** Minutes between two posts. */
  spacing: number;
  /** Those that are chosen in the table. */
  accounts: readonly AccountView[];
  /** Each may go out at the next free posting time of its account. */
  canTakeSlot: boolean;
  onWhen: (when: When) => void;
  onSpacing: (minutes: number) => void;
}

const WhenFields = ({ when, spacing, accounts, canTakeSlot, onWhen, onSpacing }: WhenCardProps) => {
  const { t } = useTexts();
  const isSpaced = when.type !== 'next_slot';
  return (
    <Card title={t('bulk.when')} description={isSpaced ? t('bulk.when.what') : undefined}>
      <Grid.Root gap={6}>
        <Grid.Item col={8} xs={12} direction="column" alignItems="stretch" gap={4}>
          <WhenField when={when} onChange={onWhen} accounts={accounts} canTakeSlot={canTakeSlot} />
        </Grid.Item>
        {isSpaced && (
          <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
            <Field.Root name="spacing" hint={t('bulk.spacing.hint')}>
              <Field.Label>{t('bulk.spacing')}</Field.Label>
              <NumberInput
                value={spacing}
                step={5}
                onValueChange={(minutes: number | undefined) =>
                  onSpacing(Math.min(MOST_SPACING, Math.max(0, Math.round(minutes ?? 0))))
                }
              />
              <Field.Hint />
            </Field.Root>
          </Grid.Item>
        )}
      </Grid.Root>
    </Card>
  );
};

/** When the first one goes out, and how long after it each of the others; or each at a posting time. */
export const WhenCard = memo(WhenFields);
