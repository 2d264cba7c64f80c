import { useCallback, useState } from 'react';

import {
  type PostSummary,
  type PostView,
  reschedulePost,
  updatePost,
} from '../../../contracts/posts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { type Told } from '../posts/use-told';
import { type Moved } from './model/moved';

/** What the calendar tells about the last thing that was done to it. */
export type MoveNews =
  | { kind: 'moved'; moved: Moved }
  | { kind: 'undone'; post: PostView }
  | { kind: 'past' }
  | { kind: 'problem'; problem: TikTokProblem };

/** Moving posts to another time, and back. */
export const useMoving = () => {
  const reschedule = useTikTokMutation(reschedulePost);
  const update = useTikTokMutation(updatePost);
  const [news, setNews] = useState<MoveNews | null>(null);
  const { run: move } = reschedule;
  const { run: compose } = update;

  /** Never rejects; a problem is also told as news. A conflict has the calendar load again. */
  const moveTo = useCallback(
    async (post: PostSummary, at: string, told: Told = {}): Promise<TikTokProblem | null> => {
      setNews(null);
      const { id, version } = post;
      const outcome = await move({ params: { id }, body: { version, at, ...told } });
      if (!outcome.ok) {
        setNews({ kind: 'problem', problem: outcome.problem });
        return outcome.problem;
      }
      setNews({
        kind: 'moved',
        moved: { post: outcome.data.post, from: post.scheduledAt, at, told },
      });
      return null;
    },
    [move],
  );

  const undo = useCallback(
    async ({ post, from, told }: Moved): Promise<void> => {
      const { id, version } = post;
      const outcome =
        from === null
          ? await compose({
              params: { id },
              body: {
                version,
                accountId: post.account.id,
                shareType: post.shareType,
                transfer: post.transfer,
                kind: post.kind,
                source: post.source,
                assetIds: post.assetIds,
                content: post.content,
                options: post.options,
                when: { type: 'draft', at: null },
                consent: null,
              },
            })
          : await move({ params: { id }, body: { version, at: from, ...told } });
      setNews(
        outcome.ok
          ? { kind: 'undone', post: outcome.data.post }
          : { kind: 'problem', problem: outcome.problem },
      );
    },
    [compose, move],
  );

  return {
    news,
    moveTo,
    undo,
    tellPast: useCallback(() => setNews({ kind: 'past' }), []),
    forget: useCallback(() => setNews(null), []),
    isRunning: reschedule.isRunning || update.isRunning,
  };
};

export type Moving = ReturnType<typeof useMoving>;
