import { useEffect, useMemo, useState } from 'react';

import { previewRule, type RuleInput, type RuleOutcome } from '../../../contracts/rules';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type Outcome, type TikTokProblem, useTikTokMutation } from '../api';

const TYPING_MS = 600;

/** The entry to try the rule on; null: the one published last. */
export type TriedEntry = Pick<RuleOutcome, 'documentId' | 'locale' | 'title'> | null;

interface Preview {
  /** What the rule makes of the entry; null where there is none yet, undefined until the first answer. */
  outcome: RuleOutcome | null | undefined;
  problem: TikTokProblem | null;
  /** What is shown is about an earlier state of the rule. */
  isBehind: boolean;
}

/**
 * What the rule as it stands makes of a real entry; asked again once typing pauses. `rule` must keep
 * its identity while it is the same.
 */
export const usePreview = (rule: RuleInput | null, entry: TriedEntry): Preview => {
  const { run } = useTikTokMutation(previewRule);
  const args = useMemo(
    () => rule && { body: { rule, documentId: entry?.documentId, locale: entry?.locale ?? null } },
    [rule, entry],
  );
  const [answer, setAnswer] = useState<{
    to: typeof args;
    result: Outcome<ResponseOf<typeof previewRule>>;
  } | null>(null);

  useEffect(() => {
    if (!args) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void run(args).then((result) => {
        if (current) setAnswer({ to: args, result });
      });
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [args, run]);

  if (!args) return { outcome: undefined, problem: null, isBehind: false };
  return {
    outcome: answer?.result.ok ? answer.result.data.outcome : undefined,
    problem: answer && !answer.result.ok ? answer.result.problem : null,
    isBehind: answer?.to !== args,
  };
};
