import { Draggable } from '@fullcalendar/interaction';
import { Flex, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { listPosts, type PostSummary } from '../../../contracts/posts';
import { type Read, useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { mayMove } from './events';
import { PostInCalendar } from './post-box';

/** As many as one page of the list of posts may have. */
const MOST = 100;

/** Drafts without a time, the newest first. */
export const useDrafts = (accountId: number | undefined): Read<typeof listPosts> =>
  useTikTokQuery(listPosts, {
    query: { state: 'draft', accountId, sort: 'created', order: 'desc', pageSize: MOST },
  });

const withoutTime = (posts: readonly PostSummary[]): PostSummary[] =>
  posts.filter(({ scheduledAt }) => scheduledAt === null);

interface ListProps {
  drafts: readonly PostSummary[];
  onChooseTime: (post: PostSummary) => void;
}

/** Each can be dragged onto the calendar, which creates nothing by itself (`create: false`). */
const DraftList = ({ drafts, onChooseTime }: ListProps) => {
  const [list, setList] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!list) return undefined;
    const draggable = new Draggable(list, {
      itemSelector: '[data-movable]',
      eventData: (element) => ({ title: element.dataset.title ?? '', create: false }),
    });
    return () => draggable.destroy();
  }, [list]);
  return (
    <Flex ref={setList} tag="ul" direction="column" alignItems="stretch" gap={2}>
      {drafts.map((post) => (
        <li
          key={post.id}
          data-draft={post.id}
          data-title={post.title}
          data-movable={mayMove(post) ? '' : undefined}
        >
          <PostInCalendar post={post} onChooseTime={() => onChooseTime(post)} />
        </li>
      ))}
    </Flex>
  );
};

/** The post that a dragged element stands for; null if it is none of ours. */
export const draftOf = (
  element: HTMLElement,
  posts: readonly PostSummary[],
): PostSummary | undefined => posts.find(({ id }) => String(id) === element.dataset.draft);

interface DraftsProps {
  read: Read<typeof listPosts>;
  onChooseTime: (post: PostSummary) => void;
}

/** What waits beside the calendar for a time. */
export const Drafts = ({ read, onChooseTime }: DraftsProps) => {
  const { t } = useTexts();
  return (
    <Card title={t('calendar.drafts')} description={t('calendar.drafts.what')}>
      <Loaded read={read}>
        {({ posts, pagination }) => {
          const drafts = withoutTime(posts);
          return (
            <>
              {drafts.length === 0 ? (
                <Typography textColor="neutral600">{t('calendar.drafts.none')}</Typography>
              ) : (
                <DraftList drafts={drafts} onChooseTime={onChooseTime} />
              )}
              {pagination.total > MOST && (
                <Typography variant="pi" textColor="neutral600">
                  {t('calendar.drafts.more', { count: MOST })}
                </Typography>
              )}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
};
