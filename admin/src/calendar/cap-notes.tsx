import { Flex } from '@strapi/design-system';
import { Fragment } from 'react';
import { Link } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { type CapForecast } from '../../../contracts/plan';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { type CalendarPost } from './model/events';

interface CapNotesProps {
  forecasts: readonly CapForecast[];
  posts: readonly CalendarPost[];
  accounts: readonly AccountView[];
  /** An instant in the zone of the calendar, in words. */
  when: (at: string) => string;
}

/** Where more is planned than TikTok takes, and which posts would have to wait. */
export const CapNotes = ({ forecasts, posts, accounts, when }: CapNotesProps) => {
  const { t } = useTexts();
  const titleOf = (id: number) =>
    posts.find((post) => post.id === id)?.title || t('posts.untitled', { id });
  const nameOf = (id: number) => accounts.find((account) => account.id === id)?.nickname ?? '';
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {forecasts.map(({ accountId, shareType, limit, planned, from, to, postIds }) => (
        <Note
          key={`${accountId} ${shareType} ${from}`}
          level="warning"
          title={t('calendar.cap.title', {
            account: nameOf(accountId),
            from: when(from),
            to: when(to),
          })}
          remedy={t('calendar.cap.remedy')}
        >
          {t(`calendar.cap.${shareType}`, { planned, limit })}{' '}
          {t('calendar.cap.held', { count: postIds.length })}{' '}
          {postIds.map((id, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              <Link to={`/plugins/tiktok/posts/${id}`} style={{ color: 'inherit' }}>
                {titleOf(id)}
              </Link>
            </Fragment>
          ))}
        </Note>
      ))}
    </Flex>
  );
};
