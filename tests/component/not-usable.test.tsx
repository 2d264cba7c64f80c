import { screen, waitFor } from '@strapi/strapi/admin/test';

import { NotUsable } from '../../admin/src/components/not-usable';
import { ACTIONS } from '../../contracts/permissions';
import { getSettings, type Notice, type SettingsView } from '../../contracts/settings';
import { settingsViewWith } from '../support/settings-view';
import { answers, show } from './support';

const settingsWith = (usable: boolean, notices: Notice[]): SettingsView =>
  settingsViewWith({ usable, notices });

const UNCONFIGURED: Notice = {
  code: 'tiktok_disabled',
  level: 'danger',
  message: 'Client Key and Client Secret are not configured',
  remedy: 'Enter both.',
};
const OTHER_KEY: Notice = {
  code: 'secrets_unreadable',
  level: 'danger',
  message: '3 stored secrets cannot be read.',
};
const WARNING: Notice = { code: 'direct_post_unaudited', level: 'warning', message: 'Unaudited.' };

const page = (settings: SettingsView, rights: (typeof ACTIONS)['readSettings'][]) => {
  const asked = answers(getSettings, () => settings);
  show(
    <>
      <NotUsable />
      <p>The page itself</p>
    </>,
    { rights },
  );
  return asked;
};

it('a site without a TikTok app says so on its pages, with the way to the settings', async () => {
  page(settingsWith(false, [UNCONFIGURED]), [ACTIONS.readSettings]);
  await screen.findByText(UNCONFIGURED.message);
  const link = screen.getByRole('link', { name: 'Open the TikTok app settings' });
  expect(link.getAttribute('href')).toBe('/settings/tiktok/app');
});

it('however much there is to do, it is one box, with the gravest alone', async () => {
  page(settingsWith(false, [UNCONFIGURED, OTHER_KEY, WARNING]), [ACTIONS.readSettings]);
  await screen.findByText(UNCONFIGURED.message);
  await screen.findByText(OTHER_KEY.message);
  expect(screen.getAllByRole('link')).toHaveLength(1);
  expect(screen.queryByText(WARNING.message)).toBeNull();
});

it('secrets that cannot be read are told though the app of the environment could be used', async () => {
  page(settingsWith(true, [OTHER_KEY, WARNING]), [ACTIONS.readSettings]);
  await screen.findByText(OTHER_KEY.message);
  expect(screen.queryByText(WARNING.message)).toBeNull();
});

it('a usable site shows nothing', async () => {
  const asked = page(settingsWith(true, [WARNING]), [ACTIONS.readSettings]);
  await waitFor(() => expect(asked).toHaveLength(1));
  await screen.findByText('The page itself');
  expect(screen.queryByRole('link')).toBeNull();
});

it('whoever may not read the settings is not told, and nothing is asked', async () => {
  const asked = page(settingsWith(false, [UNCONFIGURED]), []);
  await screen.findByText('The page itself');
  expect(screen.queryByRole('link')).toBeNull();
  expect(asked).toHaveLength(0);
});
