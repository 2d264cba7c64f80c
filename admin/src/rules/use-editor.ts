import { useMemo, useState } from 'react';

import { createRule, type RuleView, updateRule } from '../../../contracts/rules';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { draftOf, fieldProblem, inputOf, isSameDraft, NEW_RULE, type RuleDraft } from './draft';

/**
 * A rule that is being written. `rule` is the newest saved version that the page knows; null for a new
 * one. What is typed stays until it is saved or thrown away by the person.
 */
export const useEditor = (rule: RuleView | null) => {
  const create = useTikTokMutation(createRule);
  const update = useTikTokMutation(updateRule);
  const [saved, setSaved] = useState(rule);
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? draftOf(rule) : NEW_RULE));
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const isConflict = problem?.code === 'version_conflict';
  const isUnsaved = useMemo(
    () => !isSameDraft(draft, saved ? draftOf(saved) : NEW_RULE),
    [draft, saved],
  );

  // Somebody else's change is taken over at once where nothing was typed that it could overwrite.
  if (rule && saved && rule.version > saved.version && !isUnsaved && !problem) {
    setSaved(rule);
    setDraft(draftOf(rule));
  }

  /** The rule as the server has it now; null when it was refused. */
  const save = async (): Promise<RuleView | null> => {
    const body = inputOf(draft);
    if (!body) return null;
    const outcome = saved
      ? await update.run({
          params: { id: saved.id },
          body: { ...body, version: saved.version },
        })
      : await create.run({ body });
    if (!outcome.ok) {
      setProblem(outcome.problem);
      return null;
    }
    setProblem(null);
    setSaved(outcome.data.rule);
    setDraft(draftOf(outcome.data.rule));
    return outcome.data.rule;
  };

  return {
    draft,
    setDraft,
    saved,
    /** After something else than the form changed the rule, such as its waiver. */
    setSaved,
    problem: isConflict ? null : problem,
    /** What somebody else saved meanwhile; null until it was read, or when nobody did. */
    theirs: isConflict && rule && rule.version !== saved?.version ? rule : null,
    isConflict,
    isUnsaved,
    isRunning: create.isRunning || update.isRunning,
    errorOf: (field: string) => fieldProblem(problem?.fields ?? {}, field),
    save,
    /** Goes on with what is typed here, over what somebody else saved. */
    keepMine: (newest: RuleView) => {
      setSaved(newest);
      setProblem(null);
    },
    takeTheirs: (newest: RuleView) => {
      setSaved(newest);
      setDraft(draftOf(newest));
      setProblem(null);
    },
  };
};
