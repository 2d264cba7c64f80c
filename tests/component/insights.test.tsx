import { screen } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';

import AccountPage from '../../admin/src/insights/account-page';
import PostInsights from '../../admin/src/insights/post-insights';
import { listAccounts } from '../../contracts/accounts';
import {
  accountHistory,
  accountInsights,
  accountVideos,
  bestTimes,
  postInsights,
  type VideoInsights,
} from '../../contracts/insights';
import { ACTIONS } from '../../contracts/permissions';
import { answers, show } from './support';
import { accountOf } from './support/things';

// jsdom draws nothing; what is drawn stands in the table beside, too.
jest.mock('uplot', () => ({
  __esModule: true,
  default: class {
    destroy() {}
    setSize() {}
  },
}));

const days = Array.from({ length: 30 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  followers: String(1_000 + index * 10),
  following: '80',
  likes: null,
  videos: '3',
}));

const video: VideoInsights = {
  id: 1,
  videoId: '7500000000000000001',
  postId: 4,
  accountId: 1,
  accountName: 'Kim',
  title: 'Harbour',
  kind: 'video',
  locale: 'en',
  link: null,
  createdAt: '2026-11-01T12:00:00.000Z',
  counters: { views: '12430', likes: '900', comments: '10', shares: '5' },
  measuredAt: '2026-11-02T12:01:00.000Z',
  nextAt: null,
  hiddenSince: null,
  engagement: 0.0736,
  comparison: { hours: 24, views: '12430', usual: 6_900, of: 20, times: 1.8 },
  samples: [
    {
      views: '900',
      likes: '40',
      comments: '1',
      shares: '0',
      at: '2026-11-01T13:01:00.000Z',
      ageHours: 1.02,
      hours: 1,
      late: false,
    },
    {
      views: '12430',
      likes: '900',
      comments: '10',
      shares: null,
      at: '2026-11-02T12:01:00.000Z',
      ageHours: 24.02,
      hours: 24,
      late: true,
    },
  ],
};

it('an account shows its counters with their change, and a dash where TikTok told none', async () => {
  answers(listAccounts, () => ({ accounts: [accountOf({ verified: true })] }));
  answers(accountInsights, () => ({
    account: {
      accountId: 1,
      version: 0,
      counters: { followers: '1290', following: '80', likes: null, videos: '3' },
      measuredAt: '2026-11-30T03:00:00.000Z',
      bio: 'Boats',
      profileLink: 'https://www.tiktok.com/@kim',
      missingScopes: [],
      refreshAt: null,
      followsOthers: false,
      publicCounters: false,
    },
  }));
  const change = { followers: '70', following: '0', likes: null, videos: '-1' };
  answers(accountHistory, () => ({ days, change: { week: change, month: null } }));
  answers(accountVideos, () => ({ videos: [], cursor: null }));
  answers(bestTimes, () => ({ timeZone: 'UTC', posts: 3, cells: null }));
  show(
    <Routes>
      <Route path="/accounts/:id" element={<AccountPage />} />
    </Routes>,
    { at: '/accounts/1', rights: [ACTIONS.readInsights] },
  );
  const counters = await screen.findByRole('grid', { name: 'Counters' });
  const cells = (name: RegExp) =>
    within(within(counters).getByRole('row', { name }))
      .getAllByRole('gridcell')
      .map(({ textContent }) => textContent);
  expect(cells(/^Followers/)).toEqual(['Followers', '1,290', '+70', '–']);
  expect(cells(/^Likes/)).toEqual(['Likes', '–', '–', '–']);
  expect(cells(/^Videos/)).toEqual(['Videos', '3', '-1', '–']);
  await screen.findByText('Too few posts to say: 3 of 20 in 180 days.');
});

it('a post says how it does, with what happened to its entry among what was measured', async () => {
  answers(postInsights, () => ({
    on: true,
    missing: [],
    videos: [video],
    marks: [
      { at: '2026-11-01T18:00:00.000Z', what: 'entry_published' as const, message: 'Published.' },
    ],
  }));
  show(<PostInsights id={4} />, { rights: [ACTIONS.readInsights] });
  await screen.findByText(
    '12,430 views after 24 hours, 1.8 times what this account usually gets (median of its last 20 posts).',
  );
  await screen.findByText('Engagement 7.4%');
  const table = screen.getByRole('grid', { name: 'Numbers by age' });
  const rows = within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent);
  expect(rows).toEqual(['1 hour', '6 hours', '24 hours (late, not compared)']);
  within(table).getByText('The entry was last published.');
});

it.each([
  [
    { usual: 12_000, of: 20, times: 1.04 },
    'about what this account usually gets (median of its last 20 posts).',
  ],
  [
    { usual: 12_800, of: 6, times: 0.97 },
    'about what this account usually gets (median of only 6 posts).',
  ],
  [
    { usual: 11_800, of: 7, times: 1.05 },
    '1.1 times what this account usually gets (median of only 7 posts).',
  ],
  [
    { usual: 400_000, of: 12, times: 0.031 },
    '0.03 times what this account usually gets (median of its last 12 posts).',
  ],
])('a factor reads as what it is worth: %j', async (compared, words) => {
  const comparison = { hours: 24, views: '12430', ...compared };
  answers(postInsights, () => ({
    on: true,
    missing: [],
    videos: [{ ...video, comparison }],
    marks: [],
  }));
  show(<PostInsights id={4} />, { rights: [ACTIONS.readInsights] });
  await screen.findByText(`12,430 views after 24 hours, ${words}`);
});

it.each([
  [{ usual: null, of: 3 }, 'Too few to compare with (3 of 5).'],
  [{ usual: 0, of: 20 }, 'This account usually has none by then (median of its last 20 posts).'],
])('nothing is divided by nothing: %j', async (compared, words) => {
  const comparison = { hours: 24, views: '12430', times: null, ...compared };
  answers(postInsights, () => ({
    on: true,
    missing: [],
    videos: [{ ...video, comparison }],
    marks: [],
  }));
  show(<PostInsights id={4} />, { rights: [ACTIONS.readInsights] });
  await screen.findByText(`12,430 views after 24 hours. ${words}`);
});
