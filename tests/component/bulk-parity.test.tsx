import { screen } from '@strapi/strapi/admin/test';
import { useReducer } from 'react';

import { RowMedia } from '../../admin/src/bulk/row-media';
import { RowWords } from '../../admin/src/bulk/row-words';
import { changeRow, type Row, rowOfEntry } from '../../admin/src/bulk/rows';
import { ACTIONS } from '../../contracts/permissions';
import { listSavedTexts, type SavedText } from '../../contracts/saved-texts';
import { answers, show } from './support';
import { entryOf, fileOf } from './support/things';

const hashtags: SavedText = {
  id: 1,
  version: 1,
  kind: 'hashtags',
  name: 'Harbour tags',
  text: '#harbour #dusk',
  shared: true,
  owner: 'Edda',
  mayEdit: true,
  updatedAt: '2026-11-01T00:00:00.000Z',
};

let latest: Row;
const Host = ({ row: opened }: { row: Row }) => {
  const [row, change] = useReducer(changeRow, opened);
  latest = row;
  return (
    <>
      <RowMedia row={row} isFixed={false} lengthMs={15_000} change={change} />
      <RowWords row={row} captionIsCarried change={change} />
    </>
  );
};

const open = (changes: Parameters<typeof entryOf>[0], more: Partial<Row> = {}) => {
  const { source, title, media, mayPost, mayNotWhy, suggested } = entryOf(changes);
  const entry = { source, title, media, mayPost, mayNotWhy, suggested, posts: 0 };
  return show(<Host row={{ ...rowOfEntry(entry), ...more }} />, {
    subjects: ['bulk', 'composer', 'posts'],
    rights: [ACTIONS.composePosts],
  });
};

beforeEach(() => {
  answers(listSavedTexts, () => ({ texts: [hashtags] }));
});

describe('a row of the table can what the form can', () => {
  it('takes a frame of the video as the cover', async () => {
    const { user } = open({}, { shareType: 'direct_post' });
    await user.click(await screen.findByRole('radio', { name: 'Choose a frame' }));
    expect(latest.content.coverTimestampMs).toBe(0);
    await screen.findByRole('slider');
  });

  it('offers no cover for a draft in the inbox, where TikTok takes none', async () => {
    open({}, { shareType: 'inbox' });
    await screen.findByLabelText('Caption');
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('puts pictures into another order, with the cover at its picture', async () => {
    const media = [1, 2, 3].map((id) => fileOf(id, `p${id}.jpg`, 'photo'));
    const { user } = open({ media });
    await user.click(await screen.findByText('3 of 3 pictures'));
    await user.click(await screen.findByRole('button', { name: 'Use p2.jpg as the cover' }));
    await user.click(await screen.findByRole('button', { name: 'Move p3.jpg up' }));
    expect([latest.photoIds, latest.content.photoCoverIndex]).toEqual([[1, 3, 2], 2]);
  });

  it('puts a saved text where the cursor stands', async () => {
    const { user } = open({});
    await user.type(await screen.findByLabelText('Caption'), 'At dusk');
    await user.click(await screen.findByRole('button', { name: 'Insert hashtags' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Harbour tags' }));
    expect(latest.content.caption).toBe('At dusk #harbour #dusk');
  });
});
