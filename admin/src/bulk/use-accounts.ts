import { useCallback, useEffect, useRef, useState } from 'react';

import { openComposerAccount, type OpenedAccount } from '../../../contracts/composer';
import { shareType as shareTypes } from '../../../contracts/settings';
import { type Outcome, useTikTokMutation } from '../api';
import { type Answer } from './row-state';
import { type Row } from './rows';

type Choice = Pick<Row, 'accountId' | 'shareType'>;

const keyOf = ({ accountId, shareType }: Choice): string | null =>
  accountId === null || shareType === null ? null : `${accountId}:${shareType}`;

/**
 * Asks TikTok anew what each chosen account may do, once for all of the table's rows; never from a
 * cache (guidelines, point 1).
 */
export const useAccounts = (rows: readonly Choice[]) => {
  const { run } = useTikTokMutation(openComposerAccount);
  const [known, setKnown] = useState<Readonly<Record<string, Outcome<OpenedAccount>>>>({});
  const underWay = useRef(new Set<string>());
  const wanted = [...new Set(rows.flatMap((row) => keyOf(row) ?? []))].join();

  useEffect(() => {
    for (const key of wanted.split(',').filter(Boolean)) {
      if (known[key] || underWay.current.has(key)) continue;
      underWay.current.add(key);
      const [id, type] = key.split(':');
      const body = { accountId: Number(id), shareType: shareTypes.parse(type) };
      void run({ body }).then((outcome) => {
        underWay.current.delete(key);
        setKnown((last) => ({ ...last, [key]: outcome }));
      });
    }
  }, [wanted, known, run]);

  const opening = (row: Choice): Answer<OpenedAccount> => {
    const outcome = known[keyOf(row) ?? ''];
    return {
      opened: outcome?.ok ? outcome.data : null,
      problem: outcome && !outcome.ok ? outcome.problem : null,
    };
  };

  const askAgain = useCallback((row: Choice): void => {
    const gone = keyOf(row);
    setKnown((last) => Object.fromEntries(Object.entries(last).filter(([key]) => key !== gone)));
  }, []);

  return { opening, askAgain };
};
