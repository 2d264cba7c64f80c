import { Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { getPost, type PostView } from '../../../../contracts/posts';
import { useTikTokQuery } from '../../api';
import { Note } from '../../components/note';
import { Problem } from '../../components/problem';
import { useTexts } from '../../translations';

const Words = styled.span`
  white-space: pre-wrap;
`;

interface ConflictProps {
  postId: number;
  /** Goes on with what is typed here, over the newer version. */
  onKeep: (post: PostView) => void;
  /** Shows the newer version instead of what is typed here. */
  onTake: (post: PostView) => void;
}

const wordsOf = ({ kind, content }: PostView): string =>
  (kind === 'video' ? [content.caption] : [content.title, content.description])
    .filter(Boolean)
    .join('\n');

/** Somebody else changed the post while the form was open. Nothing that was typed is lost. */
export const Conflict = ({ postId, onKeep, onTake }: ConflictProps) => {
  const { t } = useTexts();
  const read = useTikTokQuery(getPost, { params: { id: postId } }, { fresh: true });
  if (read.problem) return <Problem problem={read.problem} onRetry={read.reload} />;
  const post = read.data?.post;
  if (!post || read.isFetching) {
    return <Note level="warning">{t('composer.conflict.reading')}</Note>;
  }
  const mayGoOn = post.actions.includes('edit') || post.actions.includes('approve');
  const words = wordsOf(post);
  return (
    <Note
      level="warning"
      title={t('composer.conflict')}
      announce
      action={
        mayGoOn && (
          <Flex gap={2} wrap="wrap">
            <Button size="S" onClick={() => onKeep(post)}>
              {t('composer.conflict.keep')}
            </Button>
            <Button size="S" variant="tertiary" onClick={() => onTake(post)}>
              {t('composer.conflict.take')}
            </Button>
          </Flex>
        )
      }
    >
      {t(mayGoOn ? 'composer.conflict.what' : 'composer.conflict.tooLate', {
        state: t(`posts.state.${post.state}`),
      })}
      {words !== '' && (
        <Typography tag="span" display="block" paddingTop={2}>
          {t('composer.conflict.theirs')} <Words>{words}</Words>
        </Typography>
      )}
    </Note>
  );
};
