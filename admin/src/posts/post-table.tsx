import { Flex, Link, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type PostSummary } from '../../../contracts/posts';
import { type TextTools, useTexts } from '../translations';
import { PostLink } from './post-link';
import { Progress } from './progress';
import { StateBadge } from './state-badge';

const COLUMNS = ['state', 'title', 'account', 'time', 'link'] as const;

/** When it was published, or is to be, or was made: the one that matters now. */
export const timeOf = (
  { publishedAt, scheduledAt, createdAt }: PostSummary,
  { t, dateTime }: Pick<TextTools, 't' | 'dateTime'>,
): string => {
  if (publishedAt) return t('posts.time.published', { time: dateTime(publishedAt) });
  if (scheduledAt) return t('posts.time.scheduled', { time: dateTime(scheduledAt) });
  return t('posts.time.created', { time: dateTime(createdAt) });
};

const Row = ({ post }: { post: PostSummary }) => {
  const texts = useTexts();
  const { t } = texts;
  return (
    <Tr>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StateBadge state={post.state} />
          <Progress progress={post.progress} />
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1} maxWidth="36rem">
          <Link tag={NavLink} to={`/plugins/tiktok/posts/${post.id}`}>
            {post.title || t('posts.untitled', { id: post.id })}
          </Link>
          <Typography variant="pi" textColor="neutral600">
            {t(`posts.kind.${post.kind}`)} · {t(`posts.shareType.${post.shareType}`)}
          </Typography>
          {post.reason && (
            <Typography variant="pi" textColor="neutral700">
              {post.reason.message}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography>{post.account.nickname}</Typography>
      </Td>
      <Td>
        <Typography>{timeOf(post, texts)}</Typography>
      </Td>
      <Td>
        <PostLink post={post} />
      </Td>
    </Tr>
  );
};

export const PostTable = ({ posts }: { posts: readonly PostSummary[] }) => {
  const { t } = useTexts();
  return (
    <Table colCount={COLUMNS.length} rowCount={posts.length + 1} aria-label={t('posts.list')}>
      <Thead>
        <Tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {t(`posts.column.${column}`)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {posts.map((post) => (
          <Row key={post.id} post={post} />
        ))}
      </Tbody>
    </Table>
  );
};
