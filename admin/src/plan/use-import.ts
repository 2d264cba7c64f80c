import { useState } from 'react';

import { type ImportedRow, importPosts } from '../../../contracts/plan';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { newIdempotencyKey } from '../composer/model/idempotency-key';
import { type ImportSource } from './import-source';

/** A table that was looked at, with what it was read from. */
interface Checked {
  source: ImportSource;
  /** The same for looking and saving: the server makes each row's draft once for it. */
  importId: string;
  rows: readonly ImportedRow[];
  saved: boolean;
}

/** First looks, then saves exactly what was looked at. */
export const useImport = () => {
  const call = useTikTokMutation(importPosts);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);

  const run = async (source: ImportSource, importId: string, save: boolean): Promise<void> => {
    const { csv, timeZone } = source;
    const outcome = await call.run({
      body: { csv, ...(timeZone === null ? {} : { timeZone }), importId, save },
    });
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) setChecked({ source, importId, rows: outcome.data.rows, saved: save });
    else if (!save) setChecked(null);
  };

  return {
    checked,
    problem,
    isRunning: call.isRunning,
    check: (source: ImportSource) => run(source, newIdempotencyKey(), false),
    /** Once more after a lost answer makes no second draft. */
    save: async () => {
      if (checked) await run(checked.source, checked.importId, true);
    },
    forget: () => {
      setChecked(null);
      setProblem(null);
    },
  };
};
