import { Box, Button, Flex } from '@strapi/design-system';
import { styled } from 'styled-components';

import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNow } from '../utils/use-now';
import { mayUndo } from './model/moved';
import { type MoveNews, type Moving } from './use-moving';

/** Strapi's notifications cannot hold a button that does something: this one stays in sight instead. */
const Sticky = styled(Box)`
  position: sticky;
  bottom: ${({ theme }) => theme.spaces[4]};
  z-index: 2;
`;

interface NewsProps {
  news: MoveNews;
  moving: Moving;
  /** An instant in the zone of the calendar, in words. */
  when: (at: string) => string;
}

const What = ({ news, moving, when }: NewsProps) => {
  const { t } = useTexts();
  const now = useNow();
  const close = (
    <Button variant="tertiary" onClick={moving.forget}>
      {t('common.close')}
    </Button>
  );
  const nameOf = ({ id, title }: { id: number; title: string }) =>
    title || t('posts.untitled', { id });
  switch (news.kind) {
    case 'problem':
      return (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Problem problem={news.problem} action={close} />
          {news.problem.status === 409 && <Note level="info">{t('calendar.reloaded')}</Note>}
        </Flex>
      );
    case 'past':
      return (
        <Note level="warning" announce action={close}>
          {t('calendar.past')}
        </Note>
      );
    case 'undone':
      return (
        <Note level="success" announce action={close}>
          {t('calendar.undone', { title: nameOf(news.post) })}
        </Note>
      );
    case 'moved': {
      const { post, at } = news.moved;
      const { state } = post;
      const unagreed = state === 'draft' || state === 'awaiting_approval' ? state : null;
      return (
        <Note
          level="success"
          announce
          remedy={unagreed && t(`calendar.moved.${unagreed}`)}
          action={
            <Flex gap={2}>
              {mayUndo(news.moved, now) && (
                <Button
                  variant="secondary"
                  loading={moving.isRunning}
                  onClick={() => void moving.undo(news.moved)}
                >
                  {t('calendar.undo')}
                </Button>
              )}
              {close}
            </Flex>
          }
        >
          {t('calendar.moved', { title: nameOf(post), time: when(at) })}
        </Note>
      );
    }
  }
};

/** What became of the last move, with the way back. */
export const News = (props: NewsProps) => (
  <Sticky data-testid="calendar-news">
    <What {...props} />
  </Sticky>
);
