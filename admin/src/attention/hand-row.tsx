import { Box, Flex, Typography } from '@strapi/design-system';

import { type AttentionKind } from '../../../contracts/attention';
import { type PostSummary } from '../../../contracts/posts';
import { EntryChanged } from '../posts/entry-changed';
import { PostActions } from '../posts/post-actions';
import { PostName } from '../posts/post-name';
import { useTexts } from '../translations';

interface HandRowProps {
  post: PostSummary;
  kind: AttentionKind;
}

/** A post that needs a hand: what it is, whose, for when, and what can be done with it right here. */
export const HandRow = ({ post, kind }: HandRowProps) => {
  const { t, dateTime } = useTexts();
  const { account, createdBy, scheduledAt } = post;
  const facts = [
    account.nickname,
    createdBy === null ? null : t('attention.author', { name: createdBy }),
    scheduledAt === null ? null : t('attention.wanted', { time: dateTime(scheduledAt) }),
  ].filter((fact) => fact !== null);
  return (
    <Flex
      tag="li"
      gap={4}
      wrap="wrap"
      justifyContent="space-between"
      alignItems="flex-start"
      paddingTop={2}
      paddingBottom={2}
    >
      <Flex direction="column" alignItems="flex-start" gap={2} minWidth={0}>
        <PostName post={post} />
        <Typography variant="pi" textColor="neutral600">
          {facts.join(' · ')}
        </Typography>
      </Flex>
      {kind === 'entry_changed' ? (
        <Box maxWidth="48rem">
          <EntryChanged post={post} />
        </Box>
      ) : (
        <PostActions post={post} />
      )}
    </Flex>
  );
};
