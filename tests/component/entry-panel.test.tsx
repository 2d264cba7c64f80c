import { act, screen, waitFor } from '@strapi/strapi/admin/test';
import { useState } from 'react';

import { closeComposer } from '../../admin/src/entry/opened-composer';
import { SavedEntry } from '../../admin/src/entry/saved-entry';
import { listAccounts } from '../../contracts/accounts';
import { getEntry } from '../../contracts/composer';
import { ACTIONS } from '../../contracts/permissions';
import { getEntryRules } from '../../contracts/rules';
import { answers, show } from './support';
import { entryOf, fileOf } from './support/things';

const source = {
  uid: 'api::article.article',
  documentId: 'd1',
  locale: null,
  status: 'draft',
} as const;

/** The panel as Strapi's edit view has it, which tells it of each save. */
const EditView = () => {
  const [saves, setSaves] = useState(0);
  const [, drawAgain] = useState(0);
  return (
    <>
      <SavedEntry source={source} saved={String(saves)} isModified={false} />
      <button onClick={() => setSaves(saves + 1)}>Save</button>
      <button onClick={() => drawAgain((last) => last + 1)}>Draw again</button>
    </>
  );
};

let entry = entryOf();
let asked: unknown[] = [];
// Which form is open is known to the whole page, and would be to the next test.
afterEach(closeComposer);
beforeEach(() => {
  entry = entryOf();
  asked = answers(getEntry, () => entry);
  answers(listAccounts, () => ({ accounts: [] }));
  answers(getEntryRules, () => ({
    rules: [],
    override: { version: 0, skip: false, caption: null, at: null },
    captionLimit: 2200,
  }));
});

const edit = () =>
  show(<EditView />, {
    subjects: ['entry', 'posts', 'composer'],
    rights: [ACTIONS.composePosts],
  });
const press = (name: string) => screen.findByRole('button', { name });

describe('the panel beside an entry', () => {
  it('shows the new media once the entry is saved, without a reload of the page', async () => {
    const { user } = edit();
    await screen.findByText('quay.mp4');
    entry = entryOf({ media: [fileOf(2, 'ferry.mp4')] });
    await user.click(await press('Save'));
    await screen.findByText('ferry.mp4');
    expect(screen.queryByText('quay.mp4')).toBeNull();
  });

  it('asks nothing anew where nothing was saved', async () => {
    const { user } = edit();
    await screen.findByText('quay.mp4');
    await user.click(await press('Draw again'));
    expect(asked).toHaveLength(1);
  });

  it('opens the form with what the entry holds now, whatever it last heard', async () => {
    const { user } = edit();
    await screen.findByText('quay.mp4');
    // Saved by somebody else: nothing told the panel.
    entry = entryOf({ media: [] });
    await user.click(await press('Publish to TikTok'));
    await waitFor(() => expect(asked).toHaveLength(2));
    await screen.findByRole('alertdialog');
    await screen.findAllByText('The saved version has no video or picture that TikTok takes.');
  });

  it('keeps an open form as it is while the entry changes behind it', async () => {
    const { user } = edit();
    await user.click(await press('Publish to TikTok'));
    await screen.findByRole('dialog');
    entry = entryOf({ mayPost: false, mayNotWhy: 'Not any more.' });
    // Behind the form a person can press nothing; what is saved there is another's.
    act(() => screen.getByText('Save').click());
    await screen.findAllByText('Not any more.');
    expect(screen.getByRole('dialog')).toBeDefined();
  });
});
