import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type PostSummary } from '../../../contracts/posts';
import { EntryChanged } from '../posts/entry-changed';
import { PostLink } from '../posts/post-link';
import { Progress } from '../posts/progress';
import { Reason } from '../posts/reason';
import { StateBadge } from '../posts/state-badge';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

/** One post of the entry, as it stands now. */
export const EntryPost = ({ post }: { post: PostSummary }) => {
  const { t, dateTime } = useTexts();
  const mayView = useMay('viewPosts');
  const at = post.publishedAt ?? post.scheduledAt ?? post.createdAt;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <StateBadge state={post.state} />
        <Typography variant="pi" textColor="neutral600">
          {dateTime(at)}
        </Typography>
      </Flex>
      <Typography>{post.account.nickname}</Typography>
      <Progress progress={post.progress} />
      <Reason post={post} />
      <EntryChanged post={post} />
      <Flex gap={4} wrap="wrap">
        <PostLink post={post} />
        {mayView && (
          <Link
            tag={NavLink}
            to={`/plugins/tiktok/posts/${post.id}`}
            aria-label={t('entry.detailsNamed', { title: post.title, time: dateTime(at) })}
          >
            {t('entry.details')}
          </Link>
        )}
      </Flex>
    </Flex>
  );
};
