import { useEffect, useState } from 'react';

import { checkRepeatsOfMany } from '../../../../contracts/composer';
import { type CallOf, type ResponseOf } from '../../../../contracts/endpoint';
import { useTikTokMutation } from '../../api';
import { type MakingState } from '../model/making';
import { chosenIds } from '../model/material';

type Asked = CallOf<typeof checkRepeatsOfMany>['body']['posts'][number];
export type Repeat = NonNullable<ResponseOf<typeof checkRepeatsOfMany>['found'][number]>[number];

/** A post in the making, by whatever tells it from the others. */
export interface AskedRepeats<K> {
  key: K;
  post: Asked;
}

/** What could repeat an earlier post; nothing before its account and files are chosen. */
export const askedOf = ({
  making: { key, post, material, target },
  content,
}: MakingState): AskedRepeats<string>[] => {
  const { accountId } = target;
  const assetIds = chosenIds(material);
  if (accountId === null || assetIds.length === 0) return [];
  const except = post ? { exceptPostId: post.id } : {};
  return [{ key, post: { accountId, assetIds, content, ...except } }];
};

const PAUSE_MS = 700;
const NONE: readonly Repeat[] = [];

/**
 * What was posted to their accounts before, of each post in the making (T07): asked in one call for
 * all that are new, after a pause in the typing. A call that fails is no warning; the press does not
 * depend on it.
 */
export const useRepeats = <K>(
  asked: readonly AskedRepeats<K>[],
): ((key: K) => readonly Repeat[]) => {
  const { run } = useTikTokMutation(checkRepeatsOfMany);
  const [found, setFound] = useState<ReadonlyMap<string, readonly Repeat[]>>(new Map());
  const questions = asked.map(({ key, post }) => ({ key, question: JSON.stringify(post) }));
  const open = JSON.stringify([
    ...new Set(questions.map(({ question }) => question).filter((one) => !found.has(one))),
  ]);

  useEffect(() => {
    const wanted = JSON.parse(open) as string[];
    if (wanted.length === 0) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const posts = wanted.map((one) => JSON.parse(one) as Asked);
      void run({ body: { posts } }).then((outcome) => {
        if (!current) return;
        const answers = outcome.ok ? outcome.data.found : [];
        setFound((last) => {
          const next = new Map(last);
          wanted.forEach((one, index) => next.set(one, answers[index] ?? NONE));
          return next;
        });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [open, run]);

  const byKey = new Map(questions.map(({ key, question }) => [key, found.get(question)]));
  return (key) => byKey.get(key) ?? NONE;
};
