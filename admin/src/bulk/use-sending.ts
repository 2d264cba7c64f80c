import { useRef, useState } from 'react';

import { type ComposedPost, createPost, type PostView, updatePost } from '../../../contracts/posts';
import { type Outcome, useTikTokMutation } from '../api';
import { composedPost, outcomeOf, type Outcomes, type Press } from './composed-post';
import { type Repeat } from '../composer/use-repeats';
import { type Row } from './rows';
import { type RowState } from './row-state';
import { type PlannedTime } from './times';

type Answer = Outcome<{ post: PostView }>;
/** As many as the call takes, which is as many as the table has rows. */
const MOST_KNOWN = 100;

/** Sends rows one after the other; what is done is never sent again. */
export const useSending = (repeats: (key: string) => readonly Repeat[]) => {
  const { run: create } = useTikTokMutation(createPost);
  const { run: update } = useTikTokMutation(updatePost);
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [progress, setProgress] = useState<{ sent: number; total: number } | null>(null);
  const isRunning = useRef(false);

  const send = ({ post, idempotencyKey }: Row, body: ComposedPost): Promise<Answer> =>
    post
      ? update({ params: { id: post.id }, body: { ...body, version: post.version } })
      : create({ body: { ...body, idempotencyKey } });

  /** One press. Returns what became of all rows, or null while another press is running. */
  const sendAll = async (
    states: readonly RowState[],
    times: ReadonlyMap<string, PlannedTime>,
    press: Press,
  ): Promise<Outcomes | null> => {
    // State arrives a render late; a second click may come before it.
    if (isRunning.current) return null;
    isRunning.current = true;
    const results = new Map(outcomes);
    const pending = states.filter(({ row }) => results.get(row.key)?.kind !== 'done');
    let sent = 0;
    for (const state of pending) {
      setProgress({ sent, total: pending.length });
      const { row } = state;
      const before = results.get(row.key);
      const time = times.get(row.key);
      const fresh = time ? composedPost(state, time, press) : null;
      const body = before?.kind === 'unknown' ? before.body : fresh;
      sent += 1;
      if (!body) continue;
      // What the row shows was seen by whoever presses, and so were the table's other rows.
      const shown = repeats(row.key).flatMap(({ postId }) => postId ?? []);
      const beside = [...results.values()].flatMap((one) =>
        one.kind === 'done' ? one.post.id : [],
      );
      const knownRepeats = [...new Set([...shown, ...beside])].slice(-MOST_KNOWN);
      const asked = before?.kind === 'unknown' ? body : { ...body, knownRepeats };
      results.set(row.key, outcomeOf(asked, await send(row, asked), before));
      setOutcomes(new Map(results));
    }
    setProgress(null);
    isRunning.current = false;
    return results;
  };

  return { outcomes, progress, sendAll };
};
