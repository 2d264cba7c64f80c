import { Draggable } from '@fullcalendar/interaction';
import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';

import { listPosts, type PostSummary } from '../../../contracts/posts';
import { type Read, useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { mayMove } from './model/events';
import { PostInCalendar } from './board/post-box';

/** How many are shown at first, and come with each press. */
const LOT = 25;

/** Drafts without a time, the newest first. */
const useDrafts = (accountId: number | undefined, page: number): Read<typeof listPosts> =>
  useTikTokQuery(listPosts, {
    query: {
      state: 'draft',
      dated: 'false',
      accountId,
      sort: 'created',
      order: 'desc',
      page,
      pageSize: LOT,
    },
  });

/** What each element stands for that can be dragged onto the calendar. */
const dragged = new WeakMap<HTMLElement, PostSummary>();

/** The post that a dragged element stands for; undefined if it is none of ours. */
export const draftOf = (element: HTMLElement): PostSummary | undefined => dragged.get(element);

interface LotProps {
  accountId: number | undefined;
  page: number;
  onChooseTime: (post: PostSummary) => void;
  /** Opens what can be done with it. */
  onPeek: (post: PostSummary) => void;
}

const DraftLot = ({ accountId, page, onChooseTime, onPeek }: LotProps) => {
  const { t } = useTexts();
  const { data, problem, reload } = useDrafts(accountId, page);
  const first = useRef<HTMLElement | null>(null);
  const hasArrived = useRef(false);
  useEffect(() => {
    if (!data || hasArrived.current) return;
    hasArrived.current = true;
    // It came by a press, whose button moved away: a person who works by keyboard goes on here.
    if (page > 1) first.current?.focus();
  }, [data, page]);
  return (
    <>
      {problem && (
        <li>
          <Problem problem={problem} onRetry={reload} />
        </li>
      )}
      {!data && !problem && (
        <li>
          <Loader small>{t('common.loading')}</Loader>
        </li>
      )}
      {data?.posts.map((post, index) => (
        <li
          key={post.id}
          ref={(item) => {
            if (item) dragged.set(item, post);
            if (index === 0) first.current = item;
          }}
          tabIndex={page > 1 && index === 0 ? -1 : undefined}
          data-draft={post.id}
          data-title={post.title}
          data-movable={mayMove(post) ? '' : undefined}
        >
          <PostInCalendar
            post={post}
            onOpen={() => onPeek(post)}
            onChooseTime={() => onChooseTime(post)}
          />
        </li>
      ))}
    </>
  );
};

/** Each can be dragged onto the calendar, which creates nothing by itself (`create: false`). */
const DraftList = ({ lots, ...props }: Omit<LotProps, 'page'> & { lots: number }) => {
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
      {Array.from({ length: lots }, (_, index) => (
        <DraftLot key={index} page={index + 1} {...props} />
      ))}
    </Flex>
  );
};

type DraftsProps = Omit<LotProps, 'page'>;

/** What waits beside the calendar for a time; another account is another list (give it a key). */
export const Drafts = ({ accountId, ...doing }: DraftsProps) => {
  const { t } = useTexts();
  const [lots, setLots] = useState(1);
  const read = useDrafts(accountId, 1);
  const all = read.data?.pagination.total ?? 0;
  const howMany =
    all > LOT ? t('calendar.drafts.shown', { shown: Math.min(all, lots * LOT), total: all }) : null;
  useReadOut(lots > 1 ? howMany : null);
  return (
    <Card title={t('calendar.drafts')} description={t('calendar.drafts.what')}>
      <Loaded read={read}>
        {({ pagination: { total } }) => (
          <>
            {total === 0 ? (
              <Typography textColor="neutral600">{t('calendar.drafts.none')}</Typography>
            ) : (
              <DraftList lots={lots} accountId={accountId} {...doing} />
            )}
            {howMany !== null && (
              <Typography variant="pi" textColor="neutral600">
                {howMany}
              </Typography>
            )}
            {total > lots * LOT && (
              <Flex>
                <Button variant="tertiary" onClick={() => setLots(lots + 1)}>
                  {t('calendar.drafts.more')}
                </Button>
              </Flex>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
};
