import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { deletePost, type PostSummary } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface DeleteProps {
  post: Pick<PostSummary, 'id' | 'version'>;
  onClose: () => void;
}

/** Deletes a draft, and leads to the drafts that are left. */
export const DeleteDialog = ({ post, onClose }: DeleteProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const { run } = useTikTokMutation(deletePost);
  const [{ id, version }] = useState(post);
  const onConfirm = async () => {
    const outcome = await run({ params: { id }, query: { version: String(version) } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('posts.action.delete.done'));
    navigate('/plugins/tiktok?tab=drafts');
    return null;
  };
  return (
    <Confirm
      title={t('posts.action.delete.title')}
      confirmLabel={t('posts.action.delete')}
      closeLabel={t('posts.action.delete.keep')}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.action.delete.what')}</Typography>
    </Confirm>
  );
};
