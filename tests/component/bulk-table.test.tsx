import { screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';

import { BulkPosts } from '../../admin/src/bulk/bulk-table';
import { rowOfEntry } from '../../admin/src/bulk/model/rows';
import { checkRepeatsOfMany } from '../../contracts/composer';
import { ACTIONS } from '../../contracts/permissions';
import { getPostingTimes } from '../../contracts/plan';
import { createPost } from '../../contracts/posts';
import { listSavedTexts } from '../../contracts/saved-texts';
import { answers, show } from './support';
import { answersOfForm } from './support/form';
import { accountOf, entryOf, fileOf, postOf } from './support/things';

const NEXT = '2099-12-02T18:00:00.000Z';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    rowOfEntry({
      ...entryOf({
        source: { uid: 'api::a.a', documentId: `d${index}`, locale: null, status: 'published' },
        title: `Entry ${index}`,
        media: [fileOf(index + 1, `file ${index}.mp4`)],
      }),
      posts: 0,
    }),
  );

const open = (count: number, nextFree: string | null = NEXT) => {
  const asked = {
    ...answersOfForm(),
    texts: answers(listSavedTexts, () => ({ texts: [] })),
    repeats: answers(checkRepeatsOfMany, ({ body }) => ({ found: body.posts.map(() => []) })),
    times: answers(getPostingTimes, () => ({ version: 0, timeZone: 'UTC', times: [], nextFree })),
  };
  const { shareTypes } = entryOf();
  const loaded = { rows: rowsOf(count), missing: 0, site: shareTypes, awaits: false };
  const shown = show(<BulkPosts loaded={loaded} accounts={[accountOf()]} />, {
    subjects: ['bulk', 'composer', 'posts'],
    rights: [ACTIONS.composePosts, ACTIONS.publishPosts],
  });
  return { ...shown, asked };
};

type User = ReturnType<typeof open>['user'];

const forAll = () => screen.findByRole('group', { name: 'For all posts' });
const choose = async (user: User, field: HTMLElement, option: string) => {
  await user.click(field);
  await user.click(await screen.findByRole('option', { name: option }));
};
const chooseForAll = async (user: User) => {
  const all = within(await forAll());
  await choose(user, all.getByLabelText(/TikTok account/), 'Kim (@kim)');
  await choose(user, await all.findByLabelText(/Who can view this post/), 'Everyone');
};

describe('a table of several posts', () => {
  it('takes account and settings once, and a row may be set differently', async () => {
    const sent = answers(createPost, () => ({ post: postOf({ scheduledAt: NEXT }) }));
    const { user, asked } = open(2);
    await chooseForAll(user);
    expect(asked.accounts).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Set differently: Entry 1' }));
    const [, second] = screen.getAllByTestId('bulk-row');
    await choose(user, within(second!).getByLabelText(/Who can view this post/), 'Only me');
    await user.click(await screen.findByRole('button', { name: 'Schedule 2 posts' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ body }) => [body.options.privacyLevel, body.when])).toEqual([
      ['PUBLIC_TO_EVERYONE', { type: 'next_slot' }],
      ['SELF_ONLY', { type: 'next_slot' }],
    ]);
    await screen.findByRole('link', { name: 'See them in the calendar' });
  });

  it('sends one after the other where the account has no posting times', async () => {
    const sent = answers(createPost, () => ({ post: postOf() }));
    const { user } = open(2, null);
    await chooseForAll(user);
    await user.click(await screen.findByRole('button', { name: 'Publish 2 posts' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ body }) => body.when.type)).toEqual(['now', 'at']);
  });

  it('opens many rows in few requests: one for twenty files, and one for everything else', async () => {
    const { asked } = open(30);
    await waitFor(() => expect(asked.media.flatMap(({ body }) => body.assetIds)).toHaveLength(30));
    await screen.findAllByTestId('bulk-row');
    await waitFor(() => expect(asked.texts).toHaveLength(1));
    expect(asked.media).toHaveLength(2);
    expect([asked.accounts, asked.repeats, asked.times]).toEqual([[], [], []]);
  });
});
