import { type Dispatch, type ReactNode, type SetStateAction, useMemo, useState } from 'react';

import { type Endpoint, type ResponseOf } from '../../../contracts/endpoint';
import { type TikTokProblem } from '../api';
import { type CallArgs } from '../api/request';
import { useSharedWrite } from './use-shared-write';

interface Versioned {
  version: number;
}

/** What is saved, as the form began with it. */
interface Base<Values> extends Versioned {
  values: Values;
}

/** What is typed and not saved, to be kept while the form is not there. */
export interface Kept<Values> {
  base: Base<Values>;
  values: Values;
}

interface SharedEditOptions<E extends Endpoint, Saved extends Versioned, Values> {
  endpoint: E;
  /** As the page knows it now; read anew after a conflict. */
  saved: Saved;
  /** What the form edits of it, in plain values. */
  valuesOf: (saved: Saved) => Values;
  /** What is saved now, out of the answer. */
  savedOf: (answer: ResponseOf<E>) => Saved;
  /** Of an earlier time that the form was there. */
  kept?: Kept<Values> | null | undefined;
}

export interface SharedEdit<E extends Endpoint, Values> {
  values: Values;
  /** Null while nothing is typed. */
  kept: Kept<Values> | null;
  setValues: Dispatch<SetStateAction<Values>>;
  /** Something is typed that is not saved. */
  isChanged: boolean;
  problem: TikTokProblem | null;
  isRunning: boolean;
  question: ReactNode;
  /**
   * Saves over the version that the form began with.
   * @param keepsTyped the call saves something else than what is typed, which stays
   * @returns whether it is saved
   */
  save: (argsOf: (version: number) => CallArgs<E>, keepsTyped?: boolean) => Promise<boolean>;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * A form of something that several people edit. It begins with what is saved, follows the changes of
 * others while nothing is typed that they could overwrite, and asks when they were quicker.
 */
export const useSharedEdit = <E extends Endpoint, Saved extends Versioned, Values>({
  endpoint,
  saved,
  valuesOf,
  savedOf,
  kept,
}: SharedEditOptions<E, Saved, Values>): SharedEdit<E, Values> => {
  const write = useSharedWrite(endpoint);
  const baseOf = (from: Saved): Base<Values> => ({
    version: from.version,
    values: valuesOf(from),
  });
  const [base, setBase] = useState(() => kept?.base ?? baseOf(saved));
  const [values, setValues] = useState(kept ? kept.values : base.values);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  /** The person wants what others saved, and it is not read yet. */
  const [wanted, setWanted] = useState<number | null>(null);
  const isChanged = !isSame(values, base.values);

  const follows = wanted === null ? !isChanged : saved.version >= wanted;
  if (saved.version > base.version) {
    const newest = baseOf(saved);
    if (follows) {
      setBase(newest);
      setValues(newest.values);
      setWanted(null);
    } else if (isSame(newest.values, base.values)) {
      // Somebody changed what this form does not show.
      setBase(newest);
    }
  }

  const save: SharedEdit<E, Values>['save'] = async (argsOf, keepsTyped = false) => {
    const outcome = await write.run(base.version, argsOf);
    setProblem(outcome.result === 'refused' ? outcome.problem : null);
    if (outcome.result === 'theirs') setWanted(outcome.conflict.version);
    if (outcome.result !== 'saved') return false;
    const next = savedOf(outcome.data);
    setBase(baseOf(next));
    if (!keepsTyped) setValues(valuesOf(next));
    return true;
  };

  return {
    values,
    kept: useMemo(() => (isChanged ? { base, values } : null), [isChanged, base, values]),
    setValues,
    isChanged,
    problem,
    isRunning: write.isRunning,
    question: write.question,
    save,
  };
};
