import { Card } from '../components/card';
import { useTexts } from '../translations';
import { DaysField } from './fields';

/** How long what is no longer needed is kept. */
export const RetentionCard = () => {
  const { t } = useTexts();
  return (
    <Card title={t('settings.retention.title')} description={t('settings.retention.description')}>
      <DaysField
        name="retention.timelineDays"
        label={t('settings.retention.timeline.label')}
        hint={t('settings.retention.timeline.hint')}
        forGood={t('settings.retention.forGood')}
      />
      <DaysField
        name="retention.webhookDays"
        label={t('settings.retention.webhook.label')}
        hint={t('settings.retention.webhook.hint')}
      />
      <DaysField
        name="retention.insightsMonths"
        label={t('settings.retention.insights.label')}
        hint={t('settings.retention.insights.hint')}
        forGood={t('settings.retention.forGood')}
      />
    </Card>
  );
};
