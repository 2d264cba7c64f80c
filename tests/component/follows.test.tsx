import { screen } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';

import { PostPage } from '../../admin/src/posts/post-page';
import { listAccounts } from '../../contracts/accounts';
import { listLinks } from '../../contracts/handover';
import { ACTIONS } from '../../contracts/permissions';
import { getPost, type PostView, publishPostNow, retryPost } from '../../contracts/posts';
import { answers, show } from './support';
import { accountOf, postOf } from './support/things';

let post: PostView;
/** What the page is told, one after the other; the last again and again. */
let later: PostView[];

const open = () =>
  show(
    <Routes>
      <Route path="posts/:id" element={<PostPage />} />
    </Routes>,
    { subjects: ['posts'], rights: [ACTIONS.viewPosts, ACTIONS.publishPosts], at: '/posts/1' },
  );

beforeEach(() => {
  later = [];
  answers(listAccounts, () => ({ accounts: [accountOf()] }));
  answers(listLinks, () => ({ links: [] }));
  answers(getPost, () => {
    const now = post;
    post = later.shift() ?? post;
    return { post: now };
  });
});

const sending = postOf({ version: 2, state: 'sending' });
const published = postOf({
  version: 2,
  state: 'published',
  publishedAt: '2026-11-30T12:00:00.000Z',
  nextStepAt: null,
  link: 'https://www.tiktok.com/@kim/video/1',
});
/** Brought forward: the planned time stays, years away. */
const taken = postOf({ version: 2, nextStepAt: '2026-01-01T00:00:00.000Z' });

describe('the page of a post', () => {
  it.each([
    ['Publish now', publishPostNow, postOf({ actions: ['publish_now'] })],
    ['Send again', retryPost, postOf({ state: 'failed', nextStepAt: null, actions: ['retry'] })],
  ])('follows "%s" until the post is published', async (name, endpoint, before) => {
    post = before;
    answers(endpoint, () => {
      post = taken;
      later = [sending, published];
      return { post };
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name }));
    const question: HTMLElement = await screen.findByRole('alertdialog');
    await user.click(within(question).getByRole('button', { name }));
    await screen.findByText('Sending');
    await screen.findByRole('link', { name: 'Open Harbour on TikTok' });
  });

  it('asks once where nothing is under way', async () => {
    post = postOf({ state: 'cancelled', nextStepAt: null });
    later = [published];
    open();
    await screen.findByText('Cancelled');
    await screen.findByText('quay.mp4 (12 MB)');
    expect(later).toHaveLength(0);
    expect(screen.queryByText('Published')).toBeNull();
  });
});
