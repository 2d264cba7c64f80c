import { screen } from '@strapi/strapi/admin/test';
import { useReducer } from 'react';

import { type Row, rowOfEntry } from '../../admin/src/bulk/model/rows';
import { RowMedia } from '../../admin/src/bulk/row/row-media';
import { WordsFields } from '../../admin/src/composer/fields/words-fields';
import { changeMaterial, type Material } from '../../admin/src/composer/model/material';
import { type ShareType } from '../../contracts/settings';
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

let latest: Material;
const Host = ({ row, shareType }: { row: Row; shareType: ShareType | null }) => {
  const [material, change] = useReducer(changeMaterial, row.material);
  latest = material;
  return (
    <>
      <RowMedia
        material={material}
        shareType={shareType}
        isFixed={false}
        lengthMs={15_000}
        change={change}
      />
      <WordsFields
        kind={material.kind}
        words={material.words}
        captionIsCarried
        onChange={(words) => change({ type: 'words', words })}
      />
    </>
  );
};

const open = (changes: Parameters<typeof entryOf>[0], shareType: ShareType | null = null) => {
  const { source, title, media, mayPost, mayNotWhy, suggested } = entryOf(changes);
  const entry = { source, title, media, mayPost, mayNotWhy, suggested, posts: 0 };
  return show(<Host row={rowOfEntry(entry)} shareType={shareType} />, {
    subjects: ['bulk', 'composer', 'posts'],
    rights: [ACTIONS.composePosts],
  });
};

beforeEach(() => {
  answers(listSavedTexts, () => ({ texts: [hashtags] }));
});

describe('a row of the table can what the form can', () => {
  it('takes a frame of the video as the cover', async () => {
    const { user } = open({}, 'direct_post');
    await user.click(await screen.findByRole('radio', { name: 'Choose a frame' }));
    expect(latest.coverTimestampMs).toBe(0);
    await screen.findByRole('slider');
  });

  it('offers no cover for a draft in the inbox, where TikTok takes none', async () => {
    open({}, 'inbox');
    await screen.findByLabelText('Caption');
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('puts pictures into another order, with the cover at its picture', async () => {
    const media = [1, 2, 3].map((id) => fileOf(id, `p${id}.jpg`, 'photo'));
    const { user } = open({ media });
    await user.click(await screen.findByText('3 of 3 pictures'));
    await user.click(await screen.findByRole('button', { name: 'Use p2.jpg as the cover' }));
    await user.click(await screen.findByRole('button', { name: 'Move p3.jpg up' }));
    expect([latest.photoIds, latest.photoCoverIndex]).toEqual([[1, 3, 2], 2]);
  });

  it('puts a saved text where the cursor stands', async () => {
    const { user } = open({});
    await user.type(await screen.findByLabelText('Caption'), 'At dusk');
    await user.click(await screen.findByRole('button', { name: 'Insert hashtags' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Harbour tags' }));
    expect(latest.words.caption).toBe('At dusk #harbour #dusk');
  });
});
