import { useEffect, useState } from 'react';

import { checkRepeats } from '../../../contracts/composer';
import { type CallOf, type ResponseOf } from '../../../contracts/endpoint';
import { useTikTokMutation } from '../api';
import { filesOf, type Row } from './rows';

type Repeats = ResponseOf<typeof checkRepeats>['repeats'];

const PAUSE_MS = 800;

/**
 * Whether a row's text or file was posted to its account before (T07), asked after a pause in the
 * typing. A call that fails is no warning; the press does not depend on it.
 */
export const useRowRepeats = (row: Row, isSettled: boolean): Repeats => {
  const { run } = useTikTokMutation(checkRepeats);
  const [found, setFound] = useState<{ key: string; repeats: Repeats } | null>(null);
  const { accountId, content, post } = row;
  const assetIds = filesOf(row);
  const key =
    accountId === null || assetIds.length === 0 || isSettled
      ? ''
      : JSON.stringify({ accountId, assetIds, content, exceptPostId: post?.id });

  useEffect(() => {
    if (key === '') return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void run({ body: JSON.parse(key) as CallOf<typeof checkRepeats>['body'] }).then((outcome) => {
        if (current && outcome.ok) setFound({ key, repeats: outcome.data.repeats });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, run]);

  return found && found.key === key ? found.repeats : [];
};
