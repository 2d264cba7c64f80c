import { screen, waitFor } from '@strapi/strapi/admin/test';

import { EditSavedText } from '../../admin/src/saved-texts/saved-text-form';
import { SavedTexts } from '../../admin/src/saved-texts';
import { Texts } from '../../admin/src/translations';
import {
  deleteSavedText,
  listSavedTexts,
  type SavedText,
  updateSavedText,
} from '../../contracts/saved-texts';
import { answers, conflictWith, Refusal, show } from './support';

const SUBJECTS = ['savedTexts'] as const;

const TEXT: SavedText = {
  id: 7,
  version: 3,
  kind: 'caption',
  name: 'Harbour',
  text: 'Our harbour',
  shared: true,
  owner: 'Anna',
  mayEdit: true,
  updatedAt: '2026-11-20T10:00:00.000Z',
};
const THEIRS: SavedText = { ...TEXT, version: 4, text: 'Anna’s harbour' };
const NOW = { version: 4, by: 'Anna Berg', at: '2026-11-21T10:00:00.000Z' };

const WithTexts = (props: Parameters<typeof EditSavedText>[0]) => (
  <Texts subjects={SUBJECTS}>
    <EditSavedText {...props} />
  </Texts>
);

const field = () => screen.findByRole('textbox', { name: /^Text/ });
const save = () => screen.findByRole('button', { name: 'Save' });

/** A form whose first save meets the change of somebody else. */
const openForm = async (saved: SavedText = TEXT) => {
  let now = THEIRS;
  const asked = answers(updateSavedText, ({ body: { version, ...input } }) => {
    if (version !== now.version) throw conflictWith(NOW);
    now = { ...now, ...input, version: now.version + 1 };
    return { text: now };
  });
  const onClose = jest.fn();
  const view = show(<EditSavedText text={saved} onClose={onClose} />, { subjects: SUBJECTS });
  const text = await field();
  await view.user.clear(text);
  await view.user.type(text, 'My harbour');
  await view.user.click(await save());
  return { ...view, asked, onClose };
};

describe('saving what somebody else changed meanwhile', () => {
  it('asks who shall be kept, by the name of who was quicker, and saves nothing yet', async () => {
    const { asked, onClose } = await openForm();
    const question = await screen.findByRole('alertdialog', {
      name: 'Anna Berg changed this meanwhile',
    });
    expect(question).toBeTruthy();
    expect(asked.map(({ body }) => body.version)).toEqual([3]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('keeps mine over the version that the person was told of', async () => {
    const { asked, onClose, user } = await openForm();
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(asked.map(({ body }) => [body.version, body.text])).toEqual([
      [3, 'My harbour'],
      [4, 'My harbour'],
    ]);
  });

  it('shows theirs as soon as it is read, and goes on from there', async () => {
    const { asked, onClose, user, rerender } = await openForm();
    await user.click(await screen.findByRole('button', { name: 'Show theirs' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    // Until it is read, what was typed stays in view.
    expect((await field()).textContent).toBe('My harbour');
    rerender(<WithTexts text={THEIRS} onClose={onClose} />);
    await waitFor(async () => expect((await field()).textContent).toBe('Anna’s harbour'));
    await user.type(await field(), '!');
    await user.click(await save());
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body).toMatchObject({ version: 4, text: 'Anna’s harbour!' });
  });

  it('loses nothing when the question is closed', async () => {
    const { asked, onClose, user } = await openForm();
    await screen.findByRole('alertdialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect((await field()).textContent).toBe('My harbour');
    expect(asked).toHaveLength(1);
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('a form in which nothing was typed', () => {
  it('follows the change of somebody else without a word', async () => {
    const onClose = jest.fn();
    const { rerender } = show(<EditSavedText text={TEXT} onClose={onClose} />, {
      subjects: SUBJECTS,
    });
    expect((await field()).textContent).toBe('Our harbour');
    rerender(<WithTexts text={THEIRS} onClose={onClose} />);
    await waitFor(async () => expect((await field()).textContent).toBe('Anna’s harbour'));
  });
});

describe('deleting', () => {
  it('what somebody else changed meanwhile is asked about as well', async () => {
    answers(listSavedTexts, () => ({ texts: [TEXT] }));
    const asked = answers(deleteSavedText, ({ query: { version } }) => {
      if (version !== 4) throw conflictWith(NOW);
      return { deleted: true as const };
    });
    const { user } = show(<SavedTexts />);
    await user.click(await screen.findByRole('button', { name: /^Delete/ }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(asked.map(({ query }) => query.version)).toEqual([3, 4]));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('a refusal stands in the question', async () => {
    answers(listSavedTexts, () => ({ texts: [TEXT] }));
    answers(deleteSavedText, () => {
      throw new Refusal(403, 'forbidden', {}, 'This text belongs to Anna.');
    });
    const { user } = show(<SavedTexts />);
    await user.click(await screen.findByRole('button', { name: /^Delete/ }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('This text belongs to Anna.')).toBeTruthy();
  });
});
