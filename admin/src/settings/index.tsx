import { Box } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { getSettings } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { NotificationsCard } from '../attention/settings-card';
import { Loaded } from '../components/loaded';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { SettingsForm } from './settings-form';

const SUBJECTS: readonly TextSubject[] = ['settings'];

const SettingsPage = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(getSettings, {});
  const mayChange = useMay('changeSettings');
  return (
    <>
      <Page.Title>{t('settings.title')}</Page.Title>
      <Page.Main aria-busy={read.isFetching}>
        {read.data ? (
          <>
            <SettingsForm view={read.data} mayChange={mayChange} />
            <Layouts.Content>
              <Box paddingTop={6} paddingBottom={10}>
                <NotificationsCard />
              </Box>
            </Layouts.Content>
          </>
        ) : (
          <>
            <Layouts.Header title={t('settings.title')} subtitle={t('settings.subtitle')} />
            <Layouts.Content>
              <Loaded read={read}>{() => null}</Loaded>
            </Layouts.Content>
          </>
        )}
      </Page.Main>
    </>
  );
};

/** Settings, TikTok, TikTok app. */
const ProtectedSettingsPage = () => (
  <TikTokPage permissions={PERMISSIONS.settingsPage} subjects={SUBJECTS}>
    <SettingsPage />
  </TikTokPage>
);

export default ProtectedSettingsPage;
