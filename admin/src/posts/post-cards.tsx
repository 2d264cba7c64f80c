import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';

import { useTexts } from '../translations';
import { PostLink } from './post-link';
import { PostName, PostState, timeOf } from './post-name';
import { type PostTableProps } from './post-table';

/** The list where there is no room for a table. */
export const PostCards = ({
  posts,
  selected,
  onSelect,
}: Pick<PostTableProps, 'posts' | 'selected' | 'onSelect'>) => {
  const texts = useTexts();
  const { t } = texts;
  const toggle = (id: number, isSelected: boolean) =>
    onSelect(new Set(isSelected ? [...selected, id] : [...selected].filter((one) => one !== id)));
  return (
    <Flex
      tag="ul"
      aria-label={t('posts.list')}
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={0}
    >
      {posts.map((post) => (
        <Box
          tag="li"
          key={post.id}
          background="neutral0"
          padding={4}
          shadow="tableShadow"
          hasRadius
          style={{ listStyle: 'none' }}
        >
          <Flex gap={3} alignItems="flex-start">
            <Checkbox
              aria-label={t('posts.select.one', {
                title: post.title || t('posts.untitled', { id: post.id }),
              })}
              checked={selected.has(post.id)}
              onCheckedChange={(checked) => toggle(post.id, checked === true)}
            />
            <Flex direction="column" alignItems="stretch" gap={2} minWidth={0} flex="1">
              <PostName post={post} />
              <Typography variant="pi" textColor="neutral600">
                {post.account.nickname} · {timeOf(post, texts)}
              </Typography>
              <Flex gap={3} wrap="wrap">
                <PostState post={post} />
                <PostLink post={post} />
              </Flex>
            </Flex>
          </Flex>
        </Box>
      ))}
    </Flex>
  );
};
