import { screen, waitFor } from '@strapi/strapi/admin/test';

import { FormWithAccounts } from '../../admin/src/composer/composer-modal';
import { type Subject } from '../../admin/src/composer/model/subject';
import { editorZone, wallTimeOf } from '../../admin/src/composer/model/wall-time';
import { type AccountView } from '../../contracts/accounts';
import { checkRepeatsOfMany, type OpenedAccount } from '../../contracts/composer';
import { ACTIONS } from '../../contracts/permissions';
import { getPostingTimes } from '../../contracts/plan';
import { createPost } from '../../contracts/posts';
import { listSavedTexts } from '../../contracts/saved-texts';
import { answers, Refusal, show } from './support';
import { answersOfForm } from './support/form';
import { accountOf, entryOf, fileOf, postOf } from './support/things';

const kim = accountOf();
const lea = accountOf({ id: 2, openId: '-open-2', nickname: 'Lea', handle: 'lea' });

const subject: Subject = {
  source: null,
  title: '',
  media: [fileOf(1, 'quay.mp4')],
  site: { ...entryOf().shareTypes, preferred: 'inbox' },
  post: null,
};

const open = (
  accounts: AccountView[],
  account: Partial<OpenedAccount> = { creator: null },
  about: Subject = subject,
) => {
  const asked = answersOfForm(account);
  const shown = show(
    <FormWithAccounts
      subject={about}
      accounts={accounts}
      memory={{ kept: null }}
      guard={{ isTouched: false, isSending: false }}
      place="page"
      onDone={() => undefined}
    />,
    {
      subjects: ['composer', 'posts'],
      rights: [ACTIONS.composePosts, ACTIONS.publishPosts],
    },
  );
  return { ...shown, asked };
};

beforeEach(() => {
  answers(listSavedTexts, () => ({ texts: [] }));
  answers(checkRepeatsOfMany, ({ body }) => ({ found: body.posts.map(() => []) }));
});

const caption = async () => (await screen.findAllByLabelText<HTMLTextAreaElement>('Caption'))[0]!;

describe('one text for all accounts', () => {
  it('is typed once, before or after the accounts are chosen', async () => {
    const sent = answers(createPost, () => ({ post: postOf() }));
    const { user } = open([kim, lea]);
    await user.type(await caption(), 'Hello all');
    await user.click(screen.getByRole('checkbox', { name: 'Kim (@kim)' }));
    await user.click(screen.getByRole('checkbox', { name: 'Lea (@lea)' }));
    await user.click(await screen.findByRole('button', { name: 'Save as draft' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ body }) => [body.accountId, body.content.caption])).toEqual([
      [1, 'Hello all'],
      [2, 'Hello all'],
    ]);
  });

  it('may be different for one of them, and the same again', async () => {
    const sent = answers(createPost, () => {
      throw new Refusal(400, 'invalid');
    });
    const { user } = open([kim, lea]);
    await user.type(await caption(), 'All');
    await user.click(screen.getByRole('checkbox', { name: 'Kim (@kim)' }));
    await user.click(screen.getByRole('checkbox', { name: 'Lea (@lea)' }));
    await user.click(await screen.findByText('Different for @lea'));
    const [, own] = await screen.findAllByLabelText('Caption');
    await user.type(own!, ' but Lea');
    const captions = () => sent.map(({ body }) => body.content.caption);
    await user.click(screen.getByRole('button', { name: 'Save as draft' }));
    await waitFor(() => expect(captions()).toEqual(['All', 'All but Lea']));
    // The refusal leads to the first account; the words of the other one stay with it.
    await user.click(screen.getByRole('tab', { name: 'Lea' }));
    await user.click(await screen.findByRole('button', { name: 'Use the text for all accounts' }));
    const shown = screen.getAllByLabelText<HTMLTextAreaElement>('Caption');
    expect(shown.map(({ value }) => value)).toEqual(['All', 'All']);
  });
});

it('begun from a place in the calendar it opens with the time and the account of that place', async () => {
  const sent = answers(createPost, () => ({ post: postOf() }));
  answers(getPostingTimes, () => ({ version: 0, times: [], timeZone: 'UTC', nextFree: null }));
  const at = '2099-12-02T12:00:00.000Z';
  const when = { type: 'at', ...wallTimeOf(at, editorZone()), picked: at } as const;
  const begins = { when, accountId: lea.id };
  const { user } = open([kim, lea], undefined, { ...subject, begins });
  await user.click(await screen.findByRole('button', { name: 'Save as draft' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ accountId: lea.id, when: { type: 'draft', at } });
});

describe('what the form says', () => {
  it('of a file before an account is chosen', async () => {
    const { asked } = open([kim, lea]);
    await waitFor(() => expect(asked.media.map(({ body }) => body.assetIds)).toEqual([[1]]));
    expect(asked.accounts).toEqual([]);
    await screen.findByText('Choose an account.');
  });

  it('offers further files where they come from the Media Library', async () => {
    open([kim]);
    await screen.findByRole('button', { name: 'Choose from the Media Library' });
  });
});

describe('a press that got no answer', () => {
  it('is told, and only the very same is sent again', async () => {
    let isDown = true;
    const sent = answers(createPost, () => {
      if (isDown) throw new Refusal(503, 'unavailable');
      return { post: postOf() };
    });
    const { user } = open([kim]);
    await user.type(await caption(), 'Once');
    await user.click(screen.getByRole('button', { name: 'Save as draft' }));
    expect((await screen.findAllByText('No answer came')).length).toBeGreaterThan(0);
    isDown = false;
    await user.type(await caption(), ' and more');
    await user.click(screen.getByRole('button', { name: 'Save as draft' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body).toEqual(sent[0]?.body);
  });
});
