import { useQueryParams } from '@strapi/strapi/admin';
import { screen, waitFor } from '@strapi/strapi/admin/test';

import { PostFilters } from '../../admin/src/posts/filters';
import { type ListQuery, readListQuery } from '../../admin/src/posts/query';
import { listAccounts } from '../../contracts/accounts';
import { answers, show } from './support';
import { accountOf } from './support/things';

let chosen: ListQuery;
const Page = () => {
  const [{ query }] = useQueryParams<Record<string, unknown>>();
  chosen = readListQuery(query);
  return <PostFilters />;
};

beforeEach(() => {
  answers(listAccounts, () => ({ accounts: [accountOf()] }));
});

it('the list is searched as Strapi\u2019s own lists are, whatever is typed', async () => {
  const { user } = show(<Page />, { subjects: ['posts'] });
  await user.type(await screen.findByLabelText('Search posts'), '50% & more{Enter}');
  await waitFor(() => expect(chosen.search).toBe('50% & more'));
});

it('a filter is chosen by its words, shown by them, and taken off again', async () => {
  const { user } = show(<Page />, { subjects: ['posts'] });
  await user.click(await screen.findByRole('button', { name: 'Filters' }));
  await user.click(await screen.findByRole('combobox', { name: 'State' }));
  await user.click(await screen.findByRole('option', { name: 'On hold' }));
  await user.click(await screen.findByRole('button', { name: 'Add filter' }));
  await waitFor(() => expect(chosen.state).toEqual(['held']));
  await user.click(await screen.findByRole('button', { name: /^State .*On hold$/ }));
  await waitFor(() => expect(chosen.state).toBeUndefined());
});

it('a link with filters shows them', async () => {
  show(<Page />, { subjects: ['posts'], at: '/?filters[$and][0][accountId][$eq]=1' });
  await screen.findByText(/^Account .*Kim \(@kim\)$/);
  expect(chosen.accountId).toEqual([1]);
});
