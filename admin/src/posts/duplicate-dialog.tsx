import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { duplicatePost, type PostSummary } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { newIdempotencyKey } from '../composer/model/idempotency-key';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface DuplicateProps {
  post: Pick<PostSummary, 'id' | 'version'>;
  onClose: () => void;
}

/** A new draft from this post, and the way to it. */
export const DuplicateDialog = ({ post, onClose }: DuplicateProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const { run } = useTikTokMutation(duplicatePost);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const onConfirm = async () => {
    const outcome = await run({ params: { id: post.id }, body: { idempotencyKey } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('posts.action.duplicate.done'));
    navigate(`/plugins/tiktok/posts/${outcome.data.post.id}`);
    return null;
  };
  return (
    <Confirm
      title={t('posts.action.duplicate.title')}
      confirmLabel={t('posts.action.duplicate')}
      variant="default"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.action.duplicate.what')}</Typography>
    </Confirm>
  );
};
