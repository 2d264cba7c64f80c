import { useRef, useState } from 'react';

import {
  type ComposedPost,
  createPost,
  type PostTime,
  type PostView,
  updatePost,
} from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';
import { composedPostOf, type Press } from './composed-post';
import { type FormValues } from './form';
import { type PartState } from './parts';
import { type Subject } from './subject';
import { type Repeat } from './use-repeats';

/** What a person was told by a refusal and goes on with, account by account. */
type Known = Readonly<Record<number, { knownRepeats: number[]; knowing: boolean }>>;

/** A refusal that only asks whether the person knows. */
export const mayGoOnKnowing = (
  problem: TikTokProblem,
): problem is TikTokProblem & { code: 'just_sent' | 'cannot_be_known' } =>
  problem.code === 'just_sent' || problem.code === 'cannot_be_known';

/** What became of one account's post. */
export type PartOutcome = { post: PostView } | { problem: TikTokProblem };

/**
 * Sending, account by account: one that is refused keeps no other from going, and what has gone is
 * not sent again by the next press.
 */
export const useSending = (
  subject: Subject,
  /** What the form says of earlier posts, by account: whoever presses has been told. */
  repeats: (accountId: number) => readonly Repeat[],
) => {
  const { run: create } = useTikTokMutation(createPost);
  const { run: update } = useTikTokMutation(updatePost);
  const [outcomes, setOutcomes] = useState<Readonly<Record<number, PartOutcome>>>({});
  const [isSending, setIsSending] = useState(false);
  const [known, setKnown] = useState<Known>({});
  const isRunning = useRef(false);
  // The version that was opened; a newer one only once the person has seen that there is one.
  const [version, setVersion] = useState(subject.post?.version ?? 0);

  const sendOne = async (
    composed: ComposedPost,
    idempotencyKey: string,
    press: Press,
  ): Promise<PartOutcome> => {
    const { accountId } = composed;
    const shown = repeats(accountId).flatMap(({ postId }) => postId ?? []);
    const told = known[accountId];
    const body = {
      ...composed,
      knownRepeats: [...new Set([...shown, ...(told?.knownRepeats ?? [])])],
      ...(told?.knowing === true ? { knowing: true } : {}),
    };
    const answer = subject.post
      ? await update({ params: { id: subject.post.id }, body: { ...body, version } })
      : await create({
          // A draft is no answer to a press that sends, should that press have got lost.
          body: {
            ...body,
            idempotencyKey: press === 'draft' ? `${idempotencyKey}-draft` : idempotencyKey,
          },
        });
    return answer.ok ? { post: answer.data.post } : { problem: answer.problem };
  };

  /** Sends the parts that have not gone; all outcomes by account, or null while a press is running. */
  const send = async (
    values: FormValues,
    parts: readonly PartState[],
    press: Press,
    time: PostTime,
  ): Promise<Readonly<Record<number, PartOutcome>> | null> => {
    // State arrives a render late; a second click may come before it.
    if (isRunning.current) return null;
    isRunning.current = true;
    setIsSending(true);
    const results: Record<number, PartOutcome> = { ...outcomes };
    for (const state of parts) {
      const { accountId, idempotencyKey } = state.part;
      const before = results[accountId];
      const body = composedPostOf(values, state, subject, press, time);
      if (!body || (before && 'post' in before)) continue;
      results[accountId] = await sendOne(body, idempotencyKey, press);
      setOutcomes({ ...results });
    }
    isRunning.current = false;
    setIsSending(false);
    return results;
  };

  return {
    send,
    isSending,
    outcomes,
    /** The person has read it and wants it sent all the same; the next press does. */
    goOnKnowing: (accountId: number, { postId }: TikTokProblem) => {
      const before = known[accountId]?.knownRepeats ?? [];
      const knownRepeats = postId === undefined ? before : [...before, postId];
      setKnown({ ...known, [accountId]: { knownRepeats, knowing: true } });
      const told = String(accountId);
      setOutcomes(Object.fromEntries(Object.entries(outcomes).filter(([key]) => key !== told)));
    },
    /** Goes on from a newer version of the post, which the person has been told of. */
    goOnFrom: (newer: number) => {
      setVersion(newer);
      setOutcomes({});
    },
  };
};
