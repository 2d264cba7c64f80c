import { useNotifyAT } from '@strapi/design-system';
import { useEffect, useRef } from 'react';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';

type Told = Pick<PostSummary, 'id' | 'title' | 'state'>;

/**
 * Tells screen readers which of the posts on the page have got further, through Strapi's own live
 * region: a region in every row would read out the whole list.
 */
export const useStateNews = (posts: readonly Told[] | undefined): void => {
  const { t } = useTexts();
  const { notifyStatus } = useNotifyAT();
  const known = useRef(new Map<number, PostSummary['state']>());
  useEffect(() => {
    const news = (posts ?? []).filter(({ id, state }) => {
      const before = known.current.get(id);
      known.current.set(id, state);
      return before !== undefined && before !== state;
    });
    if (news.length === 0) return;
    notifyStatus(
      news
        .map(({ id, title, state }) =>
          t('posts.stateNews', {
            title: title || t('posts.untitled', { id }),
            state: t(`posts.state.${state}`),
          }),
        )
        .join(' '),
    );
  }, [posts, notifyStatus, t]);
};
