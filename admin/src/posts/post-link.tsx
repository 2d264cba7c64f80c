import { Link, Typography } from '@strapi/design-system';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';

/** Where the post is on TikTok, or why it has no address. */
export const PostLink = ({ post }: { post: Pick<PostSummary, 'link' | 'linkNote' | 'title'> }) => {
  const { t, said } = useTexts();
  if (post.link) {
    return (
      <Link href={post.link} isExternal aria-label={t('posts.openNamed', { title: post.title })}>
        {t('posts.open')}
      </Link>
    );
  }
  if (!post.linkNote) return null;
  return (
    <Typography variant="pi" textColor="neutral600" tag="p">
      {said(post.linkNote)}
    </Typography>
  );
};
