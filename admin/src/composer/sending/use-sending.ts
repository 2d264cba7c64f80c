import { useRef, useState } from 'react';

import { createPost, type PostTime, updatePost } from '../../../../contracts/posts';
import { useTikTokMutation } from '../../api';
import { type TikTokProblem } from '../../api/problem';
import { type Press } from '../model/composed-post';
import { type MakingState } from '../model/making';
import {
  changeSending,
  NOTHING_SENT,
  openStates,
  outcomeOf,
  type Request,
  requestOf,
  type Sending,
  type SendingChange,
} from '../model/sending';
import { type Repeat } from './use-repeats';

/**
 * Sending, one post after the other: one that is refused keeps no other from going, and what has gone
 * is not sent again by the next press.
 */
export const useSending = (
  /** What is shown of earlier posts, by key: whoever presses has been told. */
  repeats: (key: string) => readonly Repeat[],
) => {
  const { run: create } = useTikTokMutation(createPost);
  const { run: update } = useTikTokMutation(updatePost);
  const [sending, setSending] = useState(NOTHING_SENT);
  // State arrives a render late; what a press goes by, and a second click, must not wait for it.
  const latest = useRef<Sending>(NOTHING_SENT);

  const change = (changed: SendingChange): void => {
    latest.current = changeSending(latest.current, changed);
    setSending(latest.current);
  };

  const call = (request: Request) =>
    request.type === 'create'
      ? create({ body: request.body })
      : update({ params: { id: request.id }, body: request.body });

  /** One press. Returns all outcomes by key, or null while another press is running. */
  const send = async (
    states: readonly MakingState[],
    press: Press,
    timeOf: (key: string) => PostTime | undefined,
  ): Promise<Sending['outcomes'] | null> => {
    if (latest.current.progress) return null;
    const open = openStates(states, latest.current);
    change({ type: 'begin', total: open.length });
    for (const state of open) {
      const { key } = state.making;
      const shown = repeats(key).flatMap(({ postId }) => postId ?? []);
      const request = requestOf(state, latest.current, { press, time: timeOf(key), shown });
      const before = latest.current.outcomes.get(key);
      const outcome = request && outcomeOf(request, await call(request), before);
      change({ type: 'answered', key, outcome });
    }
    change({ type: 'end' });
    return latest.current.outcomes;
  };

  return {
    send,
    outcomes: sending.outcomes,
    progress: sending.progress,
    isSending: sending.progress !== null,
    goOnKnowing: (key: string, problem: TikTokProblem) =>
      change({ type: 'goOnKnowing', key, problem }),
    goOnFrom: (key: string, version: number) => change({ type: 'goOnFrom', key, version }),
  };
};

export type SendingState = ReturnType<typeof useSending>;
