import { useTexts } from '../../translations';
import { useExplain } from '../fields/explain';
import { lackOf, type MakingState } from '../model/making';

/** Why a post cannot be sent yet, with the remedy if there is one; both null when it can. */
export interface Readiness {
  why: string | null;
  remedy: string | null;
}

const READY: Readiness = { why: null, remedy: null };

/** What keeps a post in the making from being sent, in words. */
export const useLack = () => {
  const { t, said } = useTexts();
  const { explain, remedyOf } = useExplain();
  return (state: MakingState): Readiness => {
    const because = (why: string): Readiness => ({ why, remedy: null });
    const lack = lackOf(state);
    if (lack === null) return READY;
    if (lack === 'notAllowed') {
      return because(said(state.making.mayNotWhy ?? '') || t('composer.lack.notAllowed'));
    }
    if (lack === 'nothing') return because(t('rules.no_media'));
    if (lack !== 'rule') return because(t(`composer.lack.${lack}`));
    const { publish, problems } = state.form;
    if (!publish.hoverText) return READY;
    const problem = problems.find(({ code }) => code === publish.hoverText?.code);
    return { why: explain(publish.hoverText), remedy: problem ? remedyOf(problem) : null };
  };
};
