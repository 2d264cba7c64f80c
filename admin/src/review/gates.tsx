import { Grid } from '@strapi/design-system';

import { Card } from '../components/card';
import { useTexts } from '../translations';
import { Quiet, SubHeading } from './texts';

const GATES = ['sandbox', 'review', 'audit'] as const;

/** TikTok's three gates are three decisions; passing one opens no other. */
export const Gates = () => {
  const { t } = useTexts();
  return (
    <Card title={t('review.gates')} description={t('review.gates.why')}>
      <Grid.Root gap={4}>
        {GATES.map((gate) => (
          <Grid.Item key={gate} col={4} xs={12} direction="column" alignItems="stretch" gap={1}>
            <SubHeading>{t(`review.gate.${gate}`)}</SubHeading>
            <Quiet>{t(`review.gate.${gate}.what`)}</Quiet>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Card>
  );
};
