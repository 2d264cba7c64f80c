import { useTexts } from '../translations';
import { useExplain } from './explain';
import { type PartState } from './parts';
import { type ComposerState } from './use-composer';
import { whenProblem } from './when';

/** Why the button is off, with the remedy; both null when it is on. */
export interface Readiness {
  why: string | null;
  remedy: string | null;
}

const READY: Readiness = { why: null, remedy: null };

/** What keeps each account's post, and the whole form, from being sent. */
export const useReadiness = () => {
  const { t } = useTexts();
  const { explain, remedyOf } = useExplain();

  const ofPart = ({ part, opening, state }: PartState): Readiness => {
    const because = (why: string): Readiness => ({ why, remedy: null });
    if (part.shareType === null) return because(t('composer.shareType.missing'));
    const { hoverText } = state.publish;
    if (opening.isLoading) return because(t('composer.asking'));
    if (hoverText?.code === 'no_media') return { why: explain(hoverText), remedy: null };
    if (opening.problem || !opening.opened) return because(t('composer.notAnswered'));
    if (!hoverText) return READY;
    const problem = state.problems.find(({ code }) => code === hoverText.code);
    return { why: explain(hoverText), remedy: problem ? remedyOf(problem) : null };
  };

  /** The first thing that is missing, with the account's name where there are several. */
  const ofAll = ({ parts, values, zone }: ComposerState, open: readonly PartState[]): Readiness => {
    if (parts.length === 0) return { why: t('composer.account.missing'), remedy: null };
    for (const one of open) {
      const { why, remedy } = ofPart(one);
      if (why !== null) {
        const { nickname } = one.account;
        return {
          why: parts.length > 1 ? t('composer.part.why', { nickname, why }) : why,
          remedy,
        };
      }
    }
    const wrongTime = whenProblem(values.when, zone, Date.now());
    return { why: wrongTime ? t(`composer.when.${wrongTime}`) : null, remedy: null };
  };

  return { ofPart, ofAll };
};
