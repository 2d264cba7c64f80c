import { fireEvent, screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';

import { SecretLinks } from '../../admin/src/handover/secret-links';
import { ACTIONS, type ActionId } from '../../contracts/permissions';
import { listSecretLinks, revokeSecretLink, type SecretLink } from '../../contracts/secret-links';
import { answers, Refusal, show } from './support';

const LINK: SecretLink = {
  id: 7,
  kind: 'preview',
  post: { id: 3, title: 'The harbour at dusk' },
  madeBy: 'Ada Lovelace',
  createdAt: '2026-05-01T10:00:00.000Z',
  expiresAt: '2026-05-04T10:00:00.000Z',
  lastOpenedAt: null,
  opens: true,
};
const OF_OTHERS: SecretLink = {
  ...LINK,
  id: 8,
  kind: 'handover',
  post: { id: 4, title: null },
  madeBy: null,
};
const CALENDAR: SecretLink = {
  ...LINK,
  kind: 'feed',
  post: null,
  madeBy: null,
  expiresAt: null,
  lastOpenedAt: '2026-05-02T10:00:00.000Z',
  opens: false,
};
const ALL: readonly ActionId[] = [ACTIONS.readSettings, ACTIONS.changeSettings];

const page = (links: SecretLink[], rights = ALL) => {
  const left = [...links];
  answers(listSecretLinks, ({ query }) => ({
    links: left,
    pagination: { ...query, total: left.length },
  }));
  show(<SecretLinks />, { subjects: ['handover'], rights });
  return left;
};
const rowOf = async (text: string) => {
  const row = (await screen.findByText(text)).closest('tr');
  if (!row) throw new Error(`There is no row "${text}".`);
  return row;
};

it('says where links are made while there are none', async () => {
  page([]);
  await screen.findByText(/No secret link works at present/);
});

it('says of each link what it shows, who made it, since when, how long, and when it was opened', async () => {
  page([LINK, OF_OTHERS, CALENDAR]);
  const preview = within(await rowOf('Preview link'));
  preview.getByText('Ada Lovelace');
  preview.getByText('No opening known');
  const link = preview.getByRole('link', { name: 'The harbour at dusk' });
  expect(link.getAttribute('href')).toBe('/plugins/tiktok/posts/3');
  const handOver = within(await rowOf('Hand-over link'));
  handOver.getByText('A reminder to the creator');
  handOver.getByText('Post 4');
  expect(handOver.queryByRole('link')).toBeNull();
  const calendar = within(await rowOf('Calendar address'));
  calendar.getByText('Somebody who was deleted since');
  calendar.getByText('Until it is revoked');
  calendar.getByText(/It opens nothing at present/);
});

it('revokes one only after a question', async () => {
  const left = page([LINK, CALENDAR]);
  const asked = answers(revokeSecretLink, ({ params }) => {
    left.splice(
      left.findIndex(({ kind, id }) => kind === params.kind && id === params.id),
      1,
    );
    return { revoked: true as const };
  });
  const row = await rowOf('Preview link');
  fireEvent.click(within(row).getByRole('button', { name: /^Revoke: Preview link/ }));
  const question = within(await screen.findByRole('alertdialog'));
  question.getByText(/^Preview link, made by Ada Lovelace/);
  expect(asked).toEqual([]);
  fireEvent.click(question.getByRole('button', { name: 'Revoke' }));
  await waitFor(() => expect(screen.queryByText('Preview link')).toBeNull());
  expect(asked.map(({ params }) => params)).toEqual([{ kind: 'preview', id: 7 }]);
  await rowOf('Calendar address');
});

it('says so when somebody else has revoked it meanwhile', async () => {
  page([LINK]);
  answers(revokeSecretLink, () => {
    throw new Refusal(404, 'not_found', {}, 'This link does not exist.');
  });
  const row = await rowOf('Preview link');
  fireEvent.click(within(row).getByRole('button', { name: /^Revoke/ }));
  fireEvent.click(
    within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Revoke' }),
  );
  await screen.findByText('This link does not exist.');
});

it('offers nothing to revoke to who may only read the settings', async () => {
  page([LINK], [ACTIONS.readSettings]);
  const row = await rowOf('Preview link');
  expect(within(row).queryByRole('button')).toBeNull();
});
