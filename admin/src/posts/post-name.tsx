import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type PostSummary } from '../../../contracts/posts';
import { Mark } from '../components/mark';
import { Thumbnail } from '../components/thumbnail';
import { type TextTools, useTexts } from '../translations';
import { Progress } from './progress';
import { StateBadge } from './state-badge';

/** When it was published, or is to be, or was made: the one that matters now. */
export const timeOf = (
  { publishedAt, scheduledAt, createdAt, waitsForEntry }: PostSummary,
  { t, dateTime }: Pick<TextTools, 't' | 'dateTime'>,
): string => {
  if (publishedAt) return t('posts.time.published', { time: dateTime(publishedAt) });
  if (waitsForEntry) return t('posts.waitsForEntry');
  if (scheduledAt) return t('posts.time.scheduled', { time: dateTime(scheduledAt) });
  return t('posts.time.created', { time: dateTime(createdAt) });
};

/** What a post is, in a list: its picture, its title with the way to it, and how its words begin. */
export const PostName = ({ post }: { post: PostSummary }) => {
  const { t, said } = useTexts();
  const { id, kind, title, excerpt, thumbnail, entryChanged, reason } = post;
  return (
    <Flex gap={3} alignItems="flex-start" maxWidth="42rem" minWidth={0}>
      <Thumbnail shown={thumbnail} kind={kind} width={3.6} name={t(`posts.kind.${kind}`)} />
      <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
        <Link tag={NavLink} to={`/plugins/tiktok/posts/${id}`}>
          {title || t('posts.untitled', { id })}
        </Link>
        {excerpt !== '' && excerpt !== title && (
          <Typography
            variant="pi"
            textColor="neutral600"
            style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}
          >
            {excerpt}
          </Typography>
        )}
        {entryChanged && <Mark tone="warning">{t('posts.changed.mark')}</Mark>}
        {reason && (
          <Typography variant="pi" textColor="neutral700" style={{ whiteSpace: 'normal' }}>
            {said(reason.message)}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
};

/** Where it stands, and how far its file is. */
export const PostState = ({ post }: { post: PostSummary }) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <StateBadge state={post.state} />
    <Progress progress={post.progress} />
  </Flex>
);
