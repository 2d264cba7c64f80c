import { screen, within } from '@testing-library/react';
import { useState } from 'react';

import { PostCards } from '../../admin/src/posts/post-cards';
import { show } from './support';
import { summaryOf } from './support/things';

let selected: ReadonlySet<number> = new Set();
const Cards = () => {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  selected = chosen;
  const posts = [
    summaryOf({ id: 1, title: 'Harbour', excerpt: 'Boats leave at dawn' }),
    summaryOf({ id: 2, title: 'Market', state: 'held' }),
  ];
  return <PostCards posts={posts} selected={chosen} onSelect={setChosen} />;
};

it('where there is no room for a table, each post is a card with all that the table tells', async () => {
  const { user } = show(<Cards />, { subjects: ['posts'] });
  const list = await screen.findByRole('list', { name: 'Posts' });
  const [harbour] = within(list).getAllByRole('listitem');
  const card = within(harbour as HTMLElement);
  expect(card.getByRole('link', { name: 'Harbour' }).getAttribute('href')).toBe(
    '/plugins/tiktok/posts/1',
  );
  card.getByText('Boats leave at dawn');
  card.getByText(/^Kim · Scheduled for /);
  card.getByText('Scheduled');
  expect(screen.queryByRole('table')).toBeNull();
  await user.click(card.getByRole('checkbox', { name: 'Select Harbour' }));
  expect([...selected]).toEqual([1]);
  await user.click(card.getByRole('checkbox', { name: 'Select Harbour' }));
  expect([...selected]).toEqual([]);
});
