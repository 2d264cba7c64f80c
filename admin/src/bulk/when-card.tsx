import { Field, Grid, NumberInput } from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { Card } from '../components/card';
import { type When } from '../composer/when';
import { WhenField } from '../composer/when-field';
import { useTexts } from '../translations';

/** Minutes of a week: what one press may spread over. */
export const MOST_SPACING = 10_080;

interface WhenCardProps {
  when: When;
  /** Minutes between two posts. */
  spacing: number;
  accounts: readonly AccountView[];
  onWhen: (when: When) => void;
  onSpacing: (minutes: number) => void;
}

/** When the first one goes out, and how long after it each of the others. */
export const WhenCard = ({ when, spacing, accounts, onWhen, onSpacing }: WhenCardProps) => {
  const { t } = useTexts();
  return (
    <Card title={t('bulk.when')} description={t('bulk.when.what')}>
      <Grid.Root gap={6}>
        <Grid.Item col={8} xs={12} direction="column" alignItems="stretch" gap={4}>
          <WhenField when={when} onChange={onWhen} accounts={accounts} />
        </Grid.Item>
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
      </Grid.Root>
    </Card>
  );
};
