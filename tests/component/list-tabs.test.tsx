import { screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';
import { useState } from 'react';

import { ListTabs } from '../../admin/src/posts/list-tabs';
import { PostActions } from '../../admin/src/posts/post-actions';
import { callOf, type ListQuery, readListQuery } from '../../admin/src/posts/query';
import { listPosts, reschedulePost, retryPost } from '../../contracts/posts';
import { answers, Refusal, show } from './support';
import { postOf } from './support/things';

let chosen: ListQuery;
const Tabs = ({ address = {} }: { address?: Record<string, unknown> }) => {
  const [query, setQuery] = useState(() => readListQuery(address));
  chosen = query;
  return <ListTabs chosen={query} onChange={(tab) => setQuery(readListQuery({ tab }))} />;
};

/** As many as states were asked for, and 99 for all of them. */
const answerCounts = () =>
  answers(listPosts, ({ query }) => ({
    posts: [],
    pagination: { page: 1, pageSize: 1, total: query.state ? [query.state].flat().length : 99 },
  }));

describe('the tabs of the list', () => {
  it('tell how many posts each of them has, within what is filtered', async () => {
    const asked = answerCounts();
    show(<Tabs address={{ _q: 'harbour' }} />, { subjects: ['posts'] });
    for (const name of ['Upcoming (5)', 'Drafts (1)', 'Published (1)', 'All (99)']) {
      await screen.findByRole('button', { name });
    }
    expect(asked.map(({ query }) => query.search)).toEqual(Array(5).fill('harbour'));
  });

  it('begin with what comes next, in the order of its time, and the others with the newest', async () => {
    answerCounts();
    const { user } = show(<Tabs />, { subjects: ['posts'] });
    expect(chosen).toMatchObject({ tab: 'upcoming', sort: 'time', order: 'asc' });
    expect(callOf(chosen).state).toContain('scheduled');
    await user.click(await screen.findByRole('button', { name: 'Drafts (1)' }));
    expect(chosen).toMatchObject({ tab: 'drafts', sort: 'created', order: 'desc' });
  });
});

describe('what can be done with a post', () => {
  it('is one button, and the rest in a menu', async () => {
    const actions = ['publish_now', 'reschedule', 'cancel'] as const;
    const { user } = show(<PostActions post={postOf({ actions: [...actions] })} />, {
      subjects: ['posts'],
    });
    await screen.findByRole('button', { name: 'Publish now' });
    expect(screen.queryByRole('button', { name: 'Cancel post' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Cancel post' }));
    await screen.findByRole('button', { name: 'Keep the post' });
  });

  it('begins with the form where it can be composed anew', async () => {
    show(<PostActions post={postOf({ state: 'draft', actions: ['cancel', 'edit'] })} />, {
      subjects: ['posts'],
    });
    await screen.findByRole('button', { name: 'Publish or schedule' });
    expect(screen.queryByRole('button', { name: 'Cancel post' })).toBeNull();
  });

  it.each([
    ['retry', retryPost, 'Send again'],
    ['reschedule', reschedulePost, 'Choose another time'],
  ] as const)(
    'goes on by a second press where an earlier try cannot be known: %s',
    async (action, call, name) => {
      const asked = answers(call, ({ body }) => {
        if (!body.knowing) throw new Refusal(409, 'cannot_be_known', {}, 'It may be there.');
        return { post: postOf() };
      });
      const post = postOf({ state: action === 'retry' ? 'failed' : 'held', actions: [action] });
      const { user } = show(<PostActions post={post} />, { subjects: ['posts'] });
      await user.click(await screen.findByRole('button', { name }));
      const dialog = within(await screen.findByRole('alertdialog'));
      await user.click(dialog.getByRole('button', { name }));
      await dialog.findByText(/It may be there/);
      await user.click(dialog.getByRole('button', { name: 'Send it all the same' }));
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
      expect(asked.map(({ body }) => body.knowing)).toEqual([undefined, true]);
    },
  );
});
