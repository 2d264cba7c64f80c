import { Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type PostSummary, reschedulePost } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { instantOfMoment, TimeFields, useMoment } from './time-fields';

interface RescheduleProps {
  post: Pick<PostSummary, 'id' | 'version' | 'scheduledAt'>;
  onClose: () => void;
}

/** Another time for a post that waits. */
export const RescheduleDialog = ({ post, onClose }: RescheduleProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(reschedulePost);
  const [{ id, version, scheduledAt }] = useState(post);
  const [moment, setMoment] = useMoment(scheduledAt);
  // Told what cannot be known of an earlier try: the next press goes on all the same.
  const [knowing, setKnowing] = useState(false);
  const at = instantOfMoment(moment);
  const onConfirm = async () => {
    if (at === null) return null;
    const outcome = await run({
      params: { id },
      body: { version, at, ...(knowing ? { knowing } : {}) },
    });
    if (!outcome.ok) {
      setKnowing(outcome.problem.code === 'cannot_be_known');
      return outcome.problem;
    }
    notify.done(t('posts.action.reschedule.done'));
    return null;
  };
  return (
    <Confirm
      title={t('posts.action.reschedule')}
      confirmLabel={t(knowing ? 'posts.action.nevertheless' : 'posts.action.reschedule')}
      variant="default"
      ready={at !== null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.action.reschedule.what')}</Typography>
      {knowing && <Typography fontWeight="bold">{t('posts.action.knowing.what')}</Typography>}
      <TimeFields moment={moment} onChange={setMoment} />
    </Confirm>
  );
};
