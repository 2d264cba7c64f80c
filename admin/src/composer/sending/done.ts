import { type PostView } from '../../../../contracts/posts';
import { useTexts } from '../../translations';
import { useNotify } from '../../utils/use-notify';

/** Says what has become of a press: by what the posts are now, not by what was meant. */
export const useDone = () => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  return (posts: readonly PostView[]): void => {
    const [first] = posts;
    if (!first) return;
    const nickname = posts.map(({ account }) => account.nickname).join(', ');
    const { state, waitsForEntry, scheduledAt } = first;
    if (state === 'draft') notify.done(t('composer.done.draft', { nickname }));
    else if (state === 'awaiting_approval') notify.done(t('composer.done.approval', { nickname }));
    else if (waitsForEntry) notify.done(t('composer.done.entry', { nickname }));
    else if (scheduledAt !== null && Date.parse(scheduledAt) > Date.now()) {
      notify.done(t('composer.done.scheduled', { nickname, time: dateTime(scheduledAt) }));
    } else notify.done(t('composer.done.sent', { nickname }));
  };
};
