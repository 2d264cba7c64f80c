import { screen, waitFor } from '@strapi/strapi/admin/test';
import { useState } from 'react';

import { PostFilters } from '../../admin/src/posts/filters';
import { type ListQuery, readListQuery } from '../../admin/src/posts/query';
import { listAccounts } from '../../contracts/accounts';
import { answers, show } from './support';

const asked: (string | undefined)[] = [];

const Page = () => {
  const [chosen, setChosen] = useState<ListQuery>(readListQuery({}));
  const change = (changes: Partial<ListQuery>) => {
    if ('search' in changes) asked.push(changes.search);
    // The address changes a moment later, as the router does it.
    setTimeout(() => setChosen((last) => ({ ...last, ...changes })), 50);
  };
  const [onChange] = useState(() => change);
  return <PostFilters chosen={chosen} onChange={onChange} />;
};

const field = () => screen.findByRole('textbox', { name: 'Text' });

beforeEach(() => {
  asked.length = 0;
  answers(listAccounts, () => ({ accounts: [] }));
});

it('the search field keeps the keyboard and every letter, before and after the list was narrowed', async () => {
  const { user } = show(<Page />, { subjects: ['posts'] });
  const search = await field();
  await user.type(search, 'har');
  await waitFor(() => expect(asked).toEqual(['har']));
  await screen.findByRole('button', { name: 'Show all' });
  expect(await field()).toBe(search);
  expect(document.activeElement).toBe(search);
  await user.keyboard('bour');
  expect((search as HTMLInputElement).value).toBe('harbour');
  await waitFor(() => expect(asked).toEqual(['har', 'harbour']));
});

it('emptied by hand it keeps the keyboard as well', async () => {
  const { user } = show(<Page />, { subjects: ['posts'] });
  const search = await field();
  await user.type(search, 'x');
  await waitFor(() => expect(asked).toEqual(['x']));
  await user.clear(search);
  await waitFor(() => expect(asked).toEqual(['x', undefined]));
  await user.keyboard('y');
  expect(document.activeElement).toBe(search);
  expect((search as HTMLInputElement).value).toBe('y');
});

it('it is emptied with all the other filters', async () => {
  const { user } = show(<Page />, { subjects: ['posts'] });
  await user.type(await field(), 'harbour');
  await user.click(await screen.findByRole('button', { name: 'Show all' }));
  await waitFor(async () => expect(((await field()) as HTMLInputElement).value).toBe(''));
});
