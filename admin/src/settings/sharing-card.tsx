import { Flex, Grid, Typography } from '@strapi/design-system';

import { type SettingsView } from '../../../contracts/settings';
import { Card } from '../components/card';
import { Mark } from '../components/mark';
import { useTexts } from '../translations';
import { CheckField, ChoiceField } from './fields';

interface SharingCardProps {
  view: SettingsView;
  modified: boolean;
}

/** How posts reach TikTok, and the scopes that follow from it. */
export const SharingCard = ({ view, modified }: SharingCardProps) => {
  const { t } = useTexts();
  return (
    <Card title={t('settings.sharing.title')} description={t('settings.sharing.description')}>
      <Grid.Root gap={6}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" gap={4}>
          <CheckField
            name="allowInbox"
            label={t('settings.allowInbox.label')}
            hint={t('settings.allowInbox.hint')}
          />
          <CheckField
            name="allowDirectPost"
            label={t('settings.allowDirectPost.label')}
            hint={t('settings.allowDirectPost.hint')}
          />
          <ChoiceField
            name="shareType"
            label={t('settings.shareType.label')}
            hint={t('settings.shareType.hint')}
            options={[
              { value: 'inbox', label: t('settings.shareType.inbox') },
              { value: 'direct_post', label: t('settings.shareType.direct_post') },
            ]}
          />
          <ChoiceField
            name="transfer"
            label={t('settings.transfer.label')}
            options={[
              {
                value: 'file_upload',
                label: t('settings.transfer.file_upload'),
                hint: t('settings.transfer.file_upload.hint'),
              },
              {
                value: 'pull_from_url',
                label: t('settings.transfer.pull_from_url'),
                hint: t('settings.transfer.pull_from_url.hint'),
              },
            ]}
          />
          <ChoiceField
            name="approval"
            label={t('settings.approval.label')}
            options={[
              {
                value: 'optional',
                label: t('settings.approval.optional'),
                hint: t('settings.approval.optional.hint'),
              },
              {
                value: 'required',
                label: t('settings.approval.required'),
                hint: t('settings.approval.required.hint'),
              },
            ]}
          />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" gap={4}>
          <CheckField
            name="profileCard"
            label={t('settings.profileCard.label')}
            hint={t('settings.profileCard.hint')}
          />
          <CheckField
            name="insights"
            label={t('settings.insights.label')}
            hint={t('settings.insights.hint')}
          />
          <CheckField name="audited.sandbox" label={t('settings.audited.sandbox.label')} />
          <CheckField
            name="audited.live"
            label={t('settings.audited.live.label')}
            hint={t('settings.audited.hint')}
          />
        </Grid.Item>
      </Grid.Root>
      <Scopes scopes={view.scopes} />
      {modified && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('settings.scopes.afterSave')}
        </Typography>
      )}
    </Card>
  );
};

const Scopes = ({ scopes }: Pick<SettingsView, 'scopes'>) => {
  const { t, said } = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="h3">
        {t('settings.scopes.title')}
      </Typography>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('settings.scopes.description')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {scopes.map(({ scope, requested, why }) => (
          <Flex key={scope} tag="li" gap={3} alignItems="flex-start" wrap="wrap">
            <Mark tone={requested ? 'primary' : 'neutral'}>
              {t(requested ? 'settings.scopes.requested' : 'settings.scopes.notRequested')}
            </Mark>
            <Typography fontWeight="bold">{scope}</Typography>
            <Typography variant="pi" textColor="neutral600">
              {said(why)}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};
