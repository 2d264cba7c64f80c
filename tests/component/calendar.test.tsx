import { screen } from '@strapi/strapi/admin/test';
import { waitFor, within } from '@testing-library/react';
import { DateTime } from 'luxon';
import { Route, Routes, useLocation } from 'react-router-dom';

import { Calendar } from '../../admin/src/calendar/calendar';
import { listAccounts } from '../../contracts/accounts';
import { type ResponseOf } from '../../contracts/endpoint';
import { ACTIONS } from '../../contracts/permissions';
import { getCalendar } from '../../contracts/plan';
import { cancelPost, getPost, listPosts, reschedulePost } from '../../contracts/posts';
import { answers, Refusal, show } from './support';
import { accountOf, postOf, summaryOf } from './support/things';

type Answer = ResponseOf<typeof getCalendar>;

/** A month to come with a Wednesday in it, far from any change of the clocks. */
const DAY = '2099-12-02';
const at = (time: string): string => DateTime.fromISO(`${DAY}T${time}`).toJSDate().toISOString();

/** Only the date stands still. */
const REAL = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'performance',
] as const satisfies readonly string[];

// FullCalendar places nothing in the columns of a week before they have a width; jsdom gives none.
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 900 });

let asked: unknown[];

const answered = (answer: Partial<Answer>) => {
  answers(listAccounts, () => ({ accounts: [accountOf()] }));
  answers(listPosts, () => ({ posts: [], pagination: { page: 1, pageSize: 25, total: 0 } }));
  asked = answers(getCalendar, () => ({
    posts: [],
    truncated: false,
    forecasts: [],
    openTimes: [],
    ...answer,
  }));
};

const Address = () => {
  const { pathname, search, state } = useLocation();
  return (
    <p>
      address {pathname}
      {search} from {String((state as { from?: string } | null)?.from)}
    </p>
  );
};

const open = (query: string) =>
  show(
    <Routes>
      <Route
        path="plugins/tiktok/calendar"
        element={
          <Calendar accounts={[accountOf()]} account={undefined} onAccount={() => undefined} />
        }
      />
      <Route path="*" element={<Address />} />
    </Routes>,
    {
      subjects: ['calendar', 'plan', 'posts', 'composer'],
      rights: Object.values(ACTIONS),
      at: `/plugins/tiktok/calendar?${query}`,
    },
  );

/** Named by what it shows; asking for its role first would look through every cell of the calendar. */
const box = async (name: RegExp): Promise<HTMLElement> => {
  const calendar = within(await screen.findByTestId('calendar'));
  const found = await calendar.findByText(name);
  return found.closest('button') ?? found;
};
const labelled = async (name: RegExp): Promise<HTMLElement> =>
  within(await screen.findByTestId('calendar')).findByLabelText(name);

const hasFocus = async (expected: HTMLElement): Promise<void> => {
  await waitFor(() => expect(document.activeElement).toBe(expected));
};

describe.each(['month', 'week', 'list'])('the calendar by %s', (view) => {
  it('opens what can be done with a post by keyboard, and gives the focus back', async () => {
    const post = summaryOf({
      scheduledAt: at('12:00'),
      actions: ['edit', 'reschedule', 'publish_now', 'duplicate', 'cancel'],
    });
    answered({ posts: [post] });
    const { user } = open(`view=${view}&date=${DAY}`);
    const harbour = await box(/Harbour/);
    harbour.focus();
    await user.keyboard('{Enter}');
    const peek = await screen.findByRole('dialog', { name: 'Harbour' });
    expect(
      within(peek)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Edit', 'Choose a time', 'Publish now', 'Copy as a new draft', 'Cancel post']);
    const link = within(peek).getByRole('link', { name: 'Open the post' });
    expect(link.getAttribute('href')).toBe('/plugins/tiktok/posts/1');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await hasFocus(await box(/Harbour/));
  });
});

describe('the calendar', () => {
  it('asks once for each stretch that is shown', async () => {
    answered({ posts: [summaryOf({ scheduledAt: at('12:00') })] });
    const { user } = open(`view=month&date=${DAY}`);
    await box(/Harbour/);
    expect(asked).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Next month' }));
    await screen.findByRole('heading', { name: /January 2100/ });
    await waitFor(() => expect(asked).toHaveLength(2));
  });

  it('moves on by two weeks as a list, and shows the same days in another view', async () => {
    answered({});
    const { user } = open(`view=list&date=${DAY}`);
    await labelled(/^New post on Wednesday,? December 2/);
    await user.click(screen.getByRole('button', { name: 'Next two weeks' }));
    await labelled(/^New post on Wednesday,? December 16/);
    await waitFor(() => expect(asked).toHaveLength(2));
    await user.click(screen.getByRole('button', { name: 'Day' }));
    await screen.findByRole('heading', { name: 'December 16, 2099' });
  });

  it('cancels from a box, and gives the focus back to it', async () => {
    const post = summaryOf({ scheduledAt: at('12:00'), actions: ['cancel'] });
    answered({ posts: [post] });
    answers(getPost, () => ({ post: postOf({ ...post, version: 5 }) }));
    const cancelled = answers(cancelPost, () => ({
      post: postOf({ ...post, state: 'cancelled' }),
    }));
    const { user } = open(`view=list&date=${DAY}`);
    await user.click(await box(/Harbour/));
    await user.click(await screen.findByRole('button', { name: 'Cancel post' }));
    const question = await screen.findByRole('alertdialog');
    await user.click(within(question).getByRole('button', { name: 'Cancel post' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    // What was on the screen is what is cancelled, not what came meanwhile.
    expect(cancelled.map(({ body }) => body.version)).toEqual([post.version]);
    await hasFocus(await box(/Harbour/));
  });

  it('chooses another time from a box, and gives the focus back to it', async () => {
    answered({ posts: [summaryOf({ scheduledAt: at('12:00'), actions: ['reschedule'] })] });
    const { user } = open(`view=list&date=${DAY}`);
    await user.click(await box(/Harbour/));
    await user.click(await screen.findByRole('button', { name: 'Choose a time' }));
    await screen.findByRole('heading', { name: /When shall/ });
    await user.keyboard('{Escape}');
    await hasFocus(await box(/Harbour/));
  });

  it.each([
    ['cannot_be_known', {}, 'Nobody can tell from here', { knowing: true }],
    ['just_sent', { postId: 7 }, 'both are posted', { knownRepeats: [7] }],
  ])(
    'moves a post knowingly that was refused with %s, by the next press in its dialog',
    async (code, details, words, told) => {
      const post = summaryOf({ scheduledAt: at('12:00'), actions: ['reschedule'] });
      answered({ posts: [post] });
      const moves = answers(reschedulePost, ({ body }) => {
        if (!body.knowing && !body.knownRepeats) throw new Refusal(409, code, details);
        return { post: postOf({ scheduledAt: body.at }) };
      });
      const { user } = open(`view=list&date=${DAY}`);
      await user.click(await box(/Harbour/));
      await user.click(await screen.findByRole('button', { name: 'Choose a time' }));
      await user.click(await screen.findByRole('button', { name: 'Move it there' }));
      await screen.findByText(new RegExp(words));
      await user.click(screen.getByRole('button', { name: 'Move it all the same' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(moves.map(({ body }) => body)).toEqual([
        { version: post.version, at: at('12:00') },
        { version: post.version, at: at('12:00'), ...told },
      ]);
    },
  );

  it('merges posts that stand too close, and lists them all', async () => {
    const posts = ['12:00', '12:10', '12:20', '12:30'].map((time, index) =>
      summaryOf({ id: index + 1, title: `Post ${index + 1}`, scheduledAt: at(time) }),
    );
    answered({ posts });
    const { user } = open(`view=week&date=${DAY}`);
    const more = await labelled(/Show 3 more posts/);
    expect(more.textContent).toBe('+3');
    more.focus();
    await user.keyboard('{Enter}');
    const list = await screen.findByRole('dialog');
    expect(within(list).getAllByRole('button')).toHaveLength(4);
    await user.click(within(list).getByRole('button', { name: /Post 3/ }));
    await screen.findByRole('link', { name: 'Open the post' });
    await user.keyboard('{Escape}');
    await hasFocus(await labelled(/Show 3 more posts/));
  });

  it.each(['month', 'week', 'list'])(
    'begins a post for a free posting time, by %s, and knows the way back',
    async (view) => {
      answered({ openTimes: [{ accountId: 1, at: at('18:00') }] });
      const { user } = open(`view=${view}&date=${DAY}`);
      const place = await labelled(/^New post: .*Kim$/);
      place.focus();
      await user.keyboard('{Enter}');
      const query = new URLSearchParams({ at: at('18:00'), accountId: '1' });
      const here = `/plugins/tiktok/calendar?view=${view}&date=${DAY}`;
      await screen.findByText(`address /plugins/tiktok/new?${query.toString()} from ${here}`);
    },
  );

  it('begins a post for a day without a posting time: the day is set, the time is not', async () => {
    answered({});
    const { user } = open(`view=month&date=${DAY}`);
    const day = await labelled(/^New post on Wednesday, December 2, 2099$/);
    day.focus();
    await user.keyboard('{Enter}');
    await screen.findByText(new RegExp(`new\\?date=${DAY} from`));
  });

  describe('in the middle of a month', () => {
    beforeEach(() => {
      jest.useFakeTimers({
        now: Date.parse(`${DAY.slice(0, 8)}16T12:00:00.000Z`),
        doNotFake: [...REAL],
      });
    });
    afterEach(() => jest.useRealTimers());

    it('folds the weeks that are over, and says what stands in them', async () => {
      const over = ['published', 'failed', 'scheduled'] as const;
      answered({
        posts: over.map((state, index) =>
          summaryOf({ id: index + 1, title: state, state, scheduledAt: at('12:00') }),
        ),
      });
      const { user } = open('view=month');
      await screen.findByText('3 posts · 1 needs a hand');
      const folded = () => document.querySelectorAll('td.tiktok-folded').length;
      // Sunday to Saturday, as in the United States: 29 November to 12 December.
      expect(folded()).toBe(14);
      await user.click(screen.getByRole('button', { name: 'Show 2 past weeks' }));
      expect(folded()).toBe(0);
      await user.click(screen.getByRole('button', { name: 'Fold what is past' }));
      expect(folded()).toBe(14);
    });

    it('begins nothing on a day that is over', async () => {
      answered({});
      const { user } = open('view=month');
      await user.click(await screen.findByRole('button', { name: /Show 2 past/ }));
      await labelled(/^New post on Wednesday, December 16/);
      expect(screen.queryByLabelText(/^New post on Tuesday, December 15/)).toBeNull();
    });
  });
});
