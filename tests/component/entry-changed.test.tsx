import { screen, waitFor } from '@strapi/strapi/admin/test';
import { within } from '@testing-library/react';

import { EntryChanged } from '../../admin/src/posts/entry-changed';
import { listAccounts } from '../../contracts/accounts';
import { checkRepeatsOfMany, getEntry } from '../../contracts/composer';
import { ACTIONS } from '../../contracts/permissions';
import { getPost, keepPost, type PostView, updatePost } from '../../contracts/posts';
import { listSavedTexts } from '../../contracts/saved-texts';
import { answers, conflictWith, show } from './support';
import { answersOfForm } from './support/form';
import { accountOf, entryOf, fileOf, postOf } from './support/things';

const SUGGESTED = { caption: 'At dusk #harbour', title: '', why: null };

const changed = (what: ('text' | 'media')[], changes: Partial<PostView> = {}) =>
  postOf({
    entryChanged: { at: '2026-11-30T12:00:00.000Z', what },
    actions: ['edit', 'keep'],
    version: 3,
    ...changes,
  });

beforeEach(() => {
  answers(listAccounts, () => ({ accounts: [accountOf()] }));
  answers(listSavedTexts, () => ({ texts: [] }));
  answers(checkRepeatsOfMany, () => ({ found: [[]] }));
  answersOfForm();
});

const open = (post: PostView) => {
  answers(getPost, () => ({ post }));
  return show(<EntryChanged post={post} />, {
    subjects: ['posts', 'composer'],
    rights: [ACTIONS.composePosts, ACTIONS.publishPosts, ACTIONS.viewPosts],
  });
};

describe('a planned post whose entry changed', () => {
  it('says what changed, and nothing where nothing did', async () => {
    open(changed(['text', 'media']));
    await screen.findByText('Text and files of the entry changed after this post was planned.');
    open(postOf({ entryChanged: null }));
    expect(screen.getAllByText(/changed after this post was planned/)).toHaveLength(1);
  });

  it('is kept by one press, over the version that was on the screen', async () => {
    const kept = answers(keepPost, () => ({ post: postOf() }));
    const { user } = open(changed(['text']));
    await user.click(await screen.findByRole('button', { name: 'Keep as it is: Harbour' }));
    await screen.findByText('The post stays as it is.');
    expect(kept.map(({ body }) => body)).toEqual([{ version: 3 }]);
  });

  it('says why where it could not be kept, and stays', async () => {
    answers(keepPost, () => {
      throw conflictWith({ version: 4, by: 'Ben', at: '2026-11-30T12:00:00.000Z' });
    });
    const { user } = open(changed(['text']));
    await user.click(await screen.findByRole('button', { name: 'Keep as it is: Harbour' }));
    await screen.findByText('It was refused.');
    expect(screen.getByRole('button', { name: 'Keep as it is: Harbour' })).toBeDefined();
  });

  it('takes over the words of the entry, and is agreed to anew for its own time', async () => {
    answers(getEntry, () => entryOf({ suggested: SUGGESTED }));
    const sent = answers(updatePost, () => ({ post: postOf({ version: 4 }) }));
    const { user } = open(changed(['text']));
    await user.click(await screen.findByRole('button', { name: 'Update from the entry: Harbour' }));
    const form = within(await screen.findByRole('dialog'));
    expect((await form.findByLabelText<HTMLTextAreaElement>('Caption')).value).toBe(
      'At dusk #harbour',
    );
    const schedule = form.getByRole<HTMLButtonElement>('button', { name: 'Schedule' });
    await waitFor(() => expect(schedule.disabled).toBe(false));
    await user.click(schedule);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      version: 3,
      assetIds: [1],
      content: { caption: 'At dusk #harbour' },
      when: { type: 'at', at: '2099-12-02T12:00:00.000Z' },
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE' },
    });
    expect(sent[0]?.body.consent).not.toBeNull();
  });

  it('takes over the files where those changed, and leaves words that nobody suggests', async () => {
    answers(getEntry, () => entryOf({ media: [fileOf(2, 'ferry.mp4')] }));
    const sent = answers(updatePost, () => ({ post: postOf({ version: 4 }) }));
    const { user } = open(changed(['media']));
    await user.click(await screen.findByRole('button', { name: 'Update from the entry: Harbour' }));
    const form = within(await screen.findByRole('dialog'));
    const schedule = await form.findByRole<HTMLButtonElement>('button', { name: 'Schedule' });
    await waitFor(() => expect(schedule.disabled).toBe(false));
    await user.click(schedule);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ assetIds: [2], content: { caption: 'Hello' } });
  });
});
