import { screen } from '@strapi/strapi/admin/test';

import { FirstAccount } from '../../admin/src/components/first-account';
import { NotUsable } from '../../admin/src/components/not-usable';
import { listAccounts } from '../../contracts/accounts';
import { ACTIONS, type ActionId } from '../../contracts/permissions';
import { getSettings, type Notice } from '../../contracts/settings';
import { settingsViewWith } from '../support/settings-view';
import { answers, show } from './support';

const page = (rights: ActionId[], notices: Notice[] = []) => {
  answers(getSettings, () => settingsViewWith({ usable: notices.length === 0, notices }));
  answers(listAccounts, () => ({ accounts: [] }));
  show(
    <>
      <NotUsable />
      <FirstAccount />
    </>,
    { rights },
  );
};

it('a site without an account names the next step and leads to it', async () => {
  page([ACTIONS.connectAccounts]);
  const link = await screen.findByRole('link', { name: 'Connect the first account' });
  expect(link.getAttribute('href')).toBe('/settings/tiktok/accounts');
});

it('whoever may not connect accounts is told whom to ask', async () => {
  page([]);
  await screen.findByText(/Ask an administrator to connect one/);
  expect(screen.queryByRole('link')).toBeNull();
});

it('what has to be done before stands alone', async () => {
  const missing: Notice = { code: 'tiktok_disabled', level: 'danger', message: 'No Client Key.' };
  page([ACTIONS.readSettings, ACTIONS.connectAccounts], [missing]);
  await screen.findByText('No Client Key.');
  expect(screen.queryByRole('link', { name: 'Connect the first account' })).toBeNull();
});
