import { renderHook, waitFor } from '@strapi/strapi/admin/test';

import { useRepeats } from '../../admin/src/composer/sending/use-repeats';
import { checkRepeatsOfMany } from '../../contracts/composer';
import { answers } from './support';

const post = (caption: string, accountId = 1) => ({
  accountId,
  assetIds: [7],
  content: { caption },
});
const found = {
  what: 'text' as const,
  postId: 5,
  title: 'Harbour',
  state: 'published' as const,
  at: '2026-11-30T12:00:00.000Z',
};

describe('earlier posts with the same words or files', () => {
  it('are asked for in one call for a hundred posts in the making, and again only for the changed', async () => {
    const asked = answers(checkRepeatsOfMany, ({ body }) => ({
      found: body.posts.map(({ content }) => (content.caption === 'Post 3' ? [found] : [])),
    }));
    const hundred = Array.from({ length: 100 }, (_, index) => ({
      key: `row-${index}`,
      post: post(`Post ${index}`),
    }));
    const { result, rerender } = renderHook((rows: typeof hundred) => useRepeats(rows), {
      initialProps: hundred,
    });
    await waitFor(() => expect(result.current('row-3')).toEqual([found]));
    expect(asked.map(({ body }) => body.posts.length)).toEqual([100]);
    expect(result.current('row-4')).toEqual([]);

    rerender([...hundred.slice(0, 99), { key: 'row-99', post: post('Post 3') }]);
    await waitFor(() => expect(result.current('row-99')).toEqual([found]));
    // The very same words for the same account are no new question.
    expect(asked).toHaveLength(1);
    rerender([...hundred.slice(0, 99), { key: 'row-99', post: post('Post 3', 2) }]);
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body.posts).toHaveLength(1);
  });

  it('are none where the call fails or may not be answered', async () => {
    const asked = answers(checkRepeatsOfMany, () => ({ found: [null] }));
    const { result } = renderHook(() => useRepeats([{ key: 1, post: post('Hello') }]));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(result.current(1)).toEqual([]);
  });
});
