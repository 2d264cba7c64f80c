import { Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type PostSummary, reschedulePost } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { instantOfMoment, TimeFields, useMoment } from './time-fields';
import { ToldNote, useTold } from './use-told';

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
  const { told, asked, hear } = useTold();
  const at = instantOfMoment(moment);
  const onConfirm = async () => {
    if (at === null) return null;
    const outcome = await run({
      params: { id },
      body: { version, at, ...told },
    });
    hear(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return outcome.problem;
    notify.done(t('posts.action.reschedule.done'));
    return null;
  };
  return (
    <Confirm
      title={t('posts.action.reschedule')}
      confirmLabel={t(asked ? 'posts.action.nevertheless' : 'posts.action.reschedule')}
      variant="default"
      ready={at !== null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.action.reschedule.what')}</Typography>
      <ToldNote asked={asked} />
      <TimeFields moment={moment} onChange={setMoment} />
    </Confirm>
  );
};
