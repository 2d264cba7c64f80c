import { Field, Textarea, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type PostSummary, returnPost } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface ReturnProps {
  post: Pick<PostSummary, 'id' | 'version'>;
  onClose: () => void;
}

/** Gives a post back to its author, with what should be changed. */
export const ReturnDialog = ({ post, onClose }: ReturnProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(returnPost);
  const [{ id, version }] = useState(post);
  const [comment, setComment] = useState('');
  const onConfirm = async () => {
    const outcome = await run({ params: { id }, body: { version, comment } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('posts.action.return.done'));
    return null;
  };
  return (
    <Confirm
      title={t('posts.action.return')}
      confirmLabel={t('posts.action.return')}
      variant="default"
      ready={comment.trim() !== ''}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.action.return.what')}</Typography>
      <Field.Root name="comment" required>
        <Field.Label>{t('posts.action.return.comment')}</Field.Label>
        <Textarea
          value={comment}
          maxLength={2_000}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            setComment(event.target.value)
          }
        />
      </Field.Root>
    </Confirm>
  );
};
