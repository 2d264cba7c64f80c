import { useMemo, useState } from 'react';

import { createRule, type RuleView, updateRule } from '../../../contracts/rules';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { draftOf, fieldProblem, inputOf, isSameDraft, NEW_RULE, type RuleDraft } from './draft';

/**
 * A rule that is being written. `rule` is the newest saved version that the page knows; null for a new
 * one. What is typed stays until it is saved or thrown away by the person.
 */
export const useEditor = (rule: RuleView | null) => {
  const create = useTikTokMutation(createRule);
  const update = useSharedWrite(updateRule);
  const [saved, setSaved] = useState(rule);
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? draftOf(rule) : NEW_RULE));
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  /** The person wants what somebody else saved, and it is not read yet. */
  const [wanted, setWanted] = useState<number | null>(null);
  const isUnsaved = useMemo(
    () => !isSameDraft(draft, saved ? draftOf(saved) : NEW_RULE),
    [draft, saved],
  );

  const start = (from: RuleView): RuleView => {
    setProblem(null);
    setWanted(null);
    setSaved(from);
    setDraft(draftOf(from));
    return from;
  };

  // Somebody else's change is taken over at once where nothing was typed that it could overwrite.
  const follows = wanted === null ? !isUnsaved && !problem : (rule?.version ?? 0) >= wanted;
  if (rule && saved && rule.version > saved.version && follows) start(rule);

  const refused = (why: TikTokProblem): null => {
    setProblem(why);
    return null;
  };

  /** The rule as the server has it now; null when it was not saved. */
  const save = async (): Promise<RuleView | null> => {
    const body = inputOf(draft);
    if (!body) return null;
    if (!saved) {
      const made = await create.run({ body });
      return made.ok ? start(made.data.rule) : refused(made.problem);
    }
    const outcome = await update.run(saved.version, (version) => ({
      params: { id: saved.id },
      body: { ...body, version },
    }));
    if (outcome.result === 'saved') return start(outcome.data.rule);
    if (outcome.result === 'theirs') setWanted(outcome.conflict.version);
    return outcome.result === 'refused' ? refused(outcome.problem) : null;
  };

  return {
    draft,
    setDraft,
    saved,
    /** After something else than the form changed the rule, such as its waiver. */
    setSaved,
    problem,
    isUnsaved,
    isRunning: create.isRunning || update.isRunning,
    /** Asks when somebody else was quicker; to be rendered. */
    question: update.question,
    errorOf: (field: string) => fieldProblem(problem?.fields ?? {}, field),
    save,
  };
};
