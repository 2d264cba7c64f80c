import { screen } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';

import AttentionPage from '../../admin/src/attention/attention-page';
import TikTokWidget from '../../admin/src/widget';
import { getAttention } from '../../contracts/attention';
import { type ResponseOf } from '../../contracts/endpoint';
import { ACTIONS } from '../../contracts/permissions';
import { answers, show } from './support';
import { summaryOf } from './support/things';

const needs = (changes: Partial<ResponseOf<typeof getAttention>> = {}) =>
  answers(getAttention, () => ({
    total: 0,
    groups: [],
    accounts: [],
    setup: null,
    next: [],
    ...changes,
  }));

describe('the homepage widget', () => {
  it.each([
    ['app', ACTIONS.changeSettings, 'Set up TikTok', '/settings/tiktok/app'],
    ['account', ACTIONS.connectAccounts, 'Connect an account', '/settings/tiktok/accounts'],
  ] as const)('leads to the next step where the %s is missing', async (setup, right, name, to) => {
    needs({ setup });
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts, right] });
    const link: HTMLElement = await screen.findByRole('link', { name });
    expect(link.getAttribute('href')).toBe(to);
    expect(screen.queryByText('Nothing needs a hand.')).toBeNull();
  });

  it('says whom to ask where the next step is somebody else\u2019s', async () => {
    needs({ setup: 'app' });
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts] });
    await screen.findByText('Ask an administrator to do it.');
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('says that nothing needs a hand where all is set up', async () => {
    needs();
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts] });
    await screen.findByText('Nothing needs a hand.');
  });
});

it('what needs a hand is told by kind, with its author, its time and what can be done right there', async () => {
  const failed = summaryOf({ title: 'Harbour', state: 'failed', actions: ['retry'] });
  const returned = summaryOf({
    id: 2,
    title: 'Market',
    state: 'draft',
    scheduledAt: null,
    actions: ['edit'],
    reason: { code: 'returned', message: 'Ada: Shorter, please.', remedy: null, retryAt: null },
  });
  needs({
    total: 8,
    groups: [
      { kind: 'failed', total: 7, posts: [failed] },
      { kind: 'returned', total: 1, posts: [returned] },
    ],
  });
  const { user } = show(<AttentionPage />, { rights: [ACTIONS.viewPosts, ACTIONS.publishPosts] });
  await screen.findByText(/^Kim · by Edda Editor · wanted for /);
  screen.getByText('Given back to you');
  screen.getByText('Ada: Shorter, please.');
  screen.getByText('Kim · by Edda Editor');
  screen.getByRole('button', { name: 'Publish or schedule' });
  const more: HTMLElement = screen.getByRole('link', { name: 'And 6 more' });
  expect(more.getAttribute('href')).toBe('/plugins/tiktok?tab=hand');
  await user.click(screen.getByRole('button', { name: 'Send again' }));
  const question: HTMLElement = await screen.findByRole('alertdialog');
  within(question).getByText('Send this post again?');
});
