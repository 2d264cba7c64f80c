import { screen, waitFor } from '@strapi/strapi/admin/test';

import { OtherSite } from '../../admin/src/entry/other-site';
import { ACTIONS } from '../../contracts/permissions';
import { type ResponseOf } from '../../contracts/endpoint';
import { health } from '../../contracts/publisher';
import { answers, show } from './support';

type Health = ResponseOf<typeof health>;

const answer = (code: string | null): Health => ({
  engine: 'database',
  queue: null,
  lastTickAt: null,
  due: 0,
  working: 0,
  clockSkewMs: null,
  stopped: code === null ? null : { code, message: 'Stopped.', remedy: null, retryAt: null },
  strangeEvents: 0,
  outage: null,
});

const panel = (code: string | null) => {
  const asked = answers(health, () => answer(code));
  show(<OtherSite />, { subjects: ['entry'], rights: [ACTIONS.viewPosts] });
  return asked;
};

it('the panel of an entry says that the database belongs to another address, and leads to where that is decided', async () => {
  panel('another_installation');
  await screen.findByText(/this database belongs to a site at another address/);
  const link = screen.getByRole('link', { name: 'See what to do' });
  expect(link.getAttribute('href')).toMatch(/\/plugins\/tiktok$/);
});

it.each([null, 'no_application'])('and nothing of it where that is not so: %s', async (code) => {
  const asked = panel(code);
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByText(/another address/)).toBeNull();
});
