import { useEffect, useRef } from 'react';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { useSay } from '../utils/read-out';

type Told = Pick<PostSummary, 'id' | 'title' | 'state'>;

/**
 * Tells screen readers which of the posts on the page have got further.
 */
export const useStateNews = (posts: readonly Told[] | undefined): void => {
  const { t } = useTexts();
  const say = useSay();
  const known = useRef(new Map<number, PostSummary['state']>());
  useEffect(() => {
    const news = (posts ?? []).filter(({ id, state }) => {
      const before = known.current.get(id);
      known.current.set(id, state);
      return before !== undefined && before !== state;
    });
    if (news.length === 0) return;
    say(
      news
        .map(({ id, title, state }) =>
          t('posts.stateNews', {
            title: title || t('posts.untitled', { id }),
            state: t(`posts.state.${state}`),
          }),
        )
        .join(' '),
    );
  }, [posts, say, t]);
};
