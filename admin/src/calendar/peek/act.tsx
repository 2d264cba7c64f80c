import { lazy, type RefObject, Suspense, useEffect, useMemo } from 'react';

import { getPost, type PostSummary } from '../../../../contracts/posts';
import { useTikTokQuery } from '../../api';
import { PostActionDialog } from '../../posts/post-actions';
import { useNotify } from '../../utils/use-notify';
import { focusBox, peekedAt } from './focus';
import { type QuickAction } from './quick-actions';

const PostComposer = lazy(() => import('../../composer/post-composer'));

/** What was chosen from a box. Another time is the calendar's own question. */
export interface Act {
  /** As it was on the screen: what is done is done to this version. */
  post: PostSummary;
  action: Exclude<QuickAction, 'reschedule'>;
  /** The name of the box. */
  box: string;
}

interface ActDialogProps {
  act: Act;
  onClose: () => void;
}

/** The form or the question of an action; the focus goes back to the box that it came from. */
export const ActDialog = ({ act: { post: seen, action, box }, onClose }: ActDialogProps) => {
  const notify = useNotify();
  const { data, problem } = useTikTokQuery(getPost, { params: { id: seen.id } }, { fresh: true });
  const returnFocus = useMemo(
    (): RefObject<HTMLElement> => ({
      get current() {
        return peekedAt(box);
      },
    }),
    [box],
  );

  useEffect(() => {
    if (!problem) return;
    notify.failed(problem);
    onClose();
  }, [problem, notify, onClose]);

  // After the dialog itself, which knows nothing to go back to.
  useEffect(() => () => void setTimeout(() => focusBox(box)), [box]);

  if (!data) return null;
  if (action === 'edit' || action === 'approve') {
    return (
      <Suspense fallback={null}>
        <PostComposer post={data.post} returnFocus={returnFocus} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <PostActionDialog
      post={{ ...data.post, version: seen.version }}
      action={action}
      onClose={onClose}
    />
  );
};
