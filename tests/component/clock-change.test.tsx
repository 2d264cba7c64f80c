import { screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';

import { BulkBar } from '../../admin/src/posts/bulk-bar';
import { RescheduleDialog } from '../../admin/src/posts/reschedule-dialog';
import { ACTIONS } from '../../contracts/permissions';
import { bulkPosts, reschedulePost } from '../../contracts/posts';
import { answers, show } from './support';
import { postOf, summaryOf } from './support/things';

/** Its clocks go forward on 28 March 2027 at 2:00, and back on 31 October 2027 at 3:00. */
const ZONE = 'Europe/Berlin';

beforeEach(() => {
  const read = Intl.DateTimeFormat.prototype.resolvedOptions;
  jest.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockImplementation(function own(
    this: Intl.DateTimeFormat,
  ) {
    return { ...read.call(this), timeZone: ZONE };
  });
});
afterEach(() => jest.restoreAllMocks());

type User = ReturnType<typeof show>['user'];

const choose = async (user: User, date: string, time: string) => {
  const dialog: HTMLElement = await screen.findByRole('alertdialog');
  const field = async (name: string) => {
    const found = await within(dialog).findByLabelText(new RegExp(`^${name}`));
    await user.clear(found);
    return found;
  };
  await user.type(await field('Date'), date);
  await user.type(await field('Time'), time);
  return within(dialog);
};

describe('another time for a post', () => {
  const open = () => {
    const asked = answers(reschedulePost, () => ({ post: postOf({ version: 2 }) }));
    const post = summaryOf({ scheduledAt: null });
    const { user } = show(<RescheduleDialog post={post} onClose={() => undefined} />, {
      subjects: ['posts'],
    });
    return { asked, user };
  };
  const press = 'Choose another time';

  it('in the hour that the clocks skip is asked about, and only what is picked is sent (T94)', async () => {
    const { asked, user } = open();
    const dialog = await choose(user, '2027-03-28', '02:30');
    const [before, after] = await dialog.findAllByRole('radio');
    expect(dialog.getByRole('button', { name: press })).toHaveProperty('disabled', true);
    expect([before, after].map((one) => one?.getAttribute('value'))).toEqual([
      '2027-03-28T00:59:00.000Z',
      '2027-03-28T01:00:00.000Z',
    ]);
    await user.click(after as HTMLElement);
    await user.click(dialog.getByRole('button', { name: press }));
    await waitFor(() =>
      expect(asked.map(({ body }) => body.at)).toEqual(['2027-03-28T01:00:00.000Z']),
    );
  });

  it('in the hour that comes twice is asked about, and only what is picked is sent (T94)', async () => {
    const { asked, user } = open();
    const dialog = await choose(user, '2027-10-31', '02:30');
    const [first, second] = await dialog.findAllByRole('radio');
    expect([first, second].map((one) => one?.getAttribute('value'))).toEqual([
      '2027-10-31T00:30:00.000Z',
      '2027-10-31T01:30:00.000Z',
    ]);
    await user.click(first as HTMLElement);
    await user.click(dialog.getByRole('button', { name: press }));
    await waitFor(() =>
      expect(asked.map(({ body }) => body.at)).toEqual(['2027-10-31T00:30:00.000Z']),
    );
  });

  it('at any other hour is not asked about', async () => {
    const { asked, user } = open();
    const dialog = await choose(user, '2027-03-28', '03:30');
    expect(dialog.queryByRole('radio')).toBeNull();
    await user.click(dialog.getByRole('button', { name: press }));
    await waitFor(() =>
      expect(asked.map(({ body }) => body.at)).toEqual(['2027-03-28T01:30:00.000Z']),
    );
  });
});

it('new times for many posts are asked about too', async () => {
  const asked = answers(bulkPosts, () => ({ results: [] }));
  const posts = [summaryOf({ actions: ['reschedule'] })];
  const { user } = show(<BulkBar posts={posts} onClear={() => undefined} />, {
    subjects: ['posts'],
    rights: [ACTIONS.viewPosts, ACTIONS.composePosts],
  });
  await user.click(await screen.findByRole('button', { name: 'New times' }));
  const dialog = await choose(user, '2027-10-31', '02:30');
  const [, second] = await dialog.findAllByRole('radio');
  expect(dialog.getByRole('button', { name: 'New times' })).toHaveProperty('disabled', true);
  await user.click(second as HTMLElement);
  await user.click(dialog.getByRole('button', { name: 'New times' }));
  await waitFor(() =>
    expect(asked.map(({ body }) => body.at)).toEqual(['2027-10-31T01:30:00.000Z']),
  );
});
