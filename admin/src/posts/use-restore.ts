import { type PostSummary, restorePost } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

/** Takes the cancelling of a post back, and says as what it came back. */
export const useRestore = () => {
  const { t, said } = useTexts();
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(restorePost);
  const restore = async ({ id, version }: Pick<PostSummary, 'id' | 'version'>): Promise<void> => {
    const outcome = await run({ params: { id }, body: { version } });
    if (!outcome.ok) return notify.failed(outcome.problem);
    const { reason } = outcome.data.post;
    if (reason === null) notify.done(t('posts.action.restore.done'));
    else notify.warn(t('posts.action.restore.draft', { why: said(reason.message) }));
  };
  return { restore, isRunning };
};
