import { screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';

import { BulkBar } from '../../admin/src/posts/bulk-bar';
import { PostActions } from '../../admin/src/posts/post-actions';
import { ACTIONS } from '../../contracts/permissions';
import { bulkPosts, deletePost, type PostSummary, restorePost } from '../../contracts/posts';
import { answers, Refusal, show } from './support';
import { postOf, summaryOf } from './support/things';

const cancelled = (): PostSummary =>
  summaryOf({ version: 3, state: 'cancelled', actions: ['duplicate', 'restore'] });

describe('a cancelled post', () => {
  it('is brought back by one press, on the version that is shown', async () => {
    const asked = answers(restorePost, () => ({ post: postOf({ version: 4 }) }));
    const { user } = show(<PostActions post={cancelled()} />, { subjects: ['posts'] });
    await user.click(await screen.findByRole('button', { name: 'Undo the cancelling' }));
    await screen.findByText('It is back as it was.');
    expect(asked.map(({ params, body }) => [params.id, body.version])).toEqual([[1, 3]]);
  });

  it('is told to be a draft only, with why', async () => {
    const reason = {
      code: 'restored_as_draft',
      message: 'Its time passed.',
      remedy: null,
      retryAt: null,
    };
    answers(restorePost, () => ({ post: postOf({ state: 'draft', reason }) }));
    const { user } = show(<PostActions post={cancelled()} />, { subjects: ['posts'] });
    await user.click(await screen.findByRole('button', { name: 'Undo the cancelling' }));
    await screen.findByText('It is back as a draft. Its time passed.');
  });

  it('says why it cannot be brought back', async () => {
    answers(restorePost, () => {
      throw new Refusal(403, 'forbidden', {}, 'You may not.');
    });
    const { user } = show(<PostActions post={cancelled()} />, { subjects: ['posts'] });
    await user.click(await screen.findByRole('button', { name: 'Undo the cancelling' }));
    await screen.findByText(/You may not\./);
  });
});

it('several that were cancelled at once come back at once, as far as they were cancelled', async () => {
  const asked = answers(bulkPosts, ({ body }) => ({
    results: body.posts.map(({ id, version }) =>
      id === 2 && body.action === 'cancel'
        ? {
            id,
            done: false,
            version: null,
            message: 'Somebody was quicker.',
            code: 'version_conflict',
          }
        : { id, done: true, version: version + 1, message: null, code: null },
    ),
  }));
  const Page = () => {
    const [posts, setPosts] = useState(() =>
      [1, 2].map((id) => summaryOf({ id, title: `Post ${id}`, actions: ['cancel'] })),
    );
    return <BulkBar posts={posts} onClear={() => setPosts([])} />;
  };
  const { user } = show(<Page />, {
    subjects: ['posts'],
    rights: [ACTIONS.viewPosts, ACTIONS.composePosts],
  });
  await user.click(await screen.findByRole('button', { name: 'Cancel post' }));
  const question: HTMLElement = await screen.findByRole('alertdialog');
  await user.click(within(question).getByRole('button', { name: 'Cancel post' }));
  await user.click(await screen.findByRole('button', { name: 'Undo the cancelling' }));
  // On the screen, and for as long as it is news in the live region.
  await screen.findAllByText('1 of 1 done.');
  expect(asked.map(({ body }) => [body.action, body.posts])).toEqual([
    [
      'cancel',
      [
        { id: 1, version: 1 },
        { id: 2, version: 1 },
      ],
    ],
    ['restore', [{ id: 1, version: 2 }]],
  ]);
});

const Where = () => <output>{useLocation().pathname + useLocation().search}</output>;

describe('a draft', () => {
  const draft = () => summaryOf({ version: 2, state: 'draft', actions: ['edit', 'delete'] });
  const openQuestion = async () => {
    const { user } = show(
      <>
        <PostActions post={draft()} />
        <Where />
      </>,
      { subjects: ['posts'] },
    );
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete draft' }));
    const question: HTMLElement = await screen.findByRole('alertdialog');
    return { user, question: within(question) };
  };

  it('is deleted after one question, on the version that is shown, and the drafts are shown', async () => {
    const asked = answers(deletePost, () => ({ deleted: true as const }));
    const { user, question } = await openQuestion();
    await user.click(question.getByRole('button', { name: 'Delete draft' }));
    await screen.findByText('/plugins/tiktok?tab=drafts');
    expect(asked.map(({ params, query }) => [params.id, query.version])).toEqual([[1, 2]]);
  });

  it('stays where the question is answered with no', async () => {
    const asked = answers(deletePost, () => ({ deleted: true as const }));
    const { user, question } = await openQuestion();
    await user.click(question.getByRole('button', { name: 'Keep the draft' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(asked).toHaveLength(0);
  });
});
