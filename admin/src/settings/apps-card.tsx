import { Grid, Link } from '@strapi/design-system';

import { type SettingsView } from '../../../contracts/settings';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { AppBox } from './app-box';

interface AppsCardProps {
  view: SettingsView;
  mayChange: boolean;
}

/** The two pairs of Client Key and Client Secret, side by side. */
export const AppsCard = ({ view, mayChange }: AppsCardProps) => {
  const { t, rich } = useTexts();
  return (
    <Card
      title={t('settings.apps.title')}
      description={rich('settings.apps.description', {
        link: (chunks) => (
          <Link href="https://developers.tiktok.com/apps" isExternal>
            {chunks}
          </Link>
        ),
      })}
    >
      <Grid.Root gap={4}>
        {([view.apps.sandbox, view.apps.live] as const).map((app) => (
          <Grid.Item key={app.mode} col={6} xs={12} direction="column" alignItems="stretch">
            <AppBox
              app={app}
              active={view.mode === app.mode}
              canStore={view.vault.state === 'ready'}
              mayChange={mayChange}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Card>
  );
};
