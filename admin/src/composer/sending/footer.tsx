import { Button, Flex } from '@strapi/design-system';

import { useTexts } from '../../translations';
import { useNow } from '../../utils/use-now';
import { type Press } from '../model/composed-post';
import { openStates } from '../model/sending';
import { whenProblem } from '../model/when';
import { type ComposerState, type PartState } from '../use-composer';
import { Agreements } from './agreements';
import { PublishButton } from './publish-button';
import { type Readiness, useLack } from './use-lack';

interface FooterProps {
  composer: ComposerState;
  /** Absent where there is nothing to go back to. */
  onCancel?: () => void;
  onPress: (press: Press) => void;
}

/** The word on the button that sends. */
const useSendLabel = ({ parts, values, approves }: ComposerState): string => {
  const { t } = useTexts();
  const { when } = values;
  if (approves) return t(when.type === 'now' ? 'composer.approve' : 'composer.approve.schedule');
  if (when.type === 'at' || when.type === 'next_slot') return t('composer.schedule');
  if (when.type === 'entry_published') return t('composer.schedule.entry');
  const isInbox = parts.length > 0 && parts.every(({ part }) => part.shareType === 'inbox');
  return t(isInbox ? 'composer.send' : 'composer.publish');
};

/** The first thing that keeps the button off, with the account's name where there are several. */
const useReadiness = (
  { parts, values, zone, outcomes }: ComposerState,
  open: readonly PartState[],
): Readiness => {
  const { t } = useTexts();
  const lackOf = useLack();
  const now = useNow();
  if (parts.length === 0) return { why: t('composer.lack.account'), remedy: null };
  // What may have been taken already is only sent once more, as it was.
  const fresh = open.filter(({ making }) => outcomes.get(making.key)?.kind !== 'unknown');
  for (const one of fresh) {
    const { why, remedy } = lackOf(one);
    if (why !== null) {
      const { nickname } = one.account;
      return { why: parts.length > 1 ? t('composer.part.why', { nickname, why }) : why, remedy };
    }
  }
  const wrongTime = fresh.length > 0 && whenProblem(values.when, zone, now);
  return { why: wrongTime ? t(`composer.when.${wrongTime}`) : null, remedy: null };
};

/** The declarations, and below them the buttons. */
export const Footer = ({ composer, onCancel, onPress }: FooterProps) => {
  const { t } = useTexts();
  const { parts, values, isSending, outcomes, subject, mayPublish, maySchedule, approves } =
    composer;
  const open = openStates(parts, composer);
  const { why, remedy } = useReadiness(composer, open);
  const label = useSendLabel(composer);
  const isPlanned = subject.post !== null && subject.post.state !== 'draft';
  const isNow = values.when.type === 'now';
  const maySend = maySchedule && (!isNow || mayPublish);
  // What waits for its entry or for a free posting time has no time that could be wished for.
  const mayAsk = !mayPublish && (isNow || values.when.type === 'at');
  const mayKeep =
    open.length > 0 &&
    open.every(({ part, chosen }) => chosen.length > 0 && part.shareType !== null);
  // Somebody else changed the post: first it is said what to go on from.
  const isOff = open.some(({ making }) => {
    const outcome = outcomes.get(making.key);
    return outcome?.kind === 'refused' && outcome.problem.code === 'version_conflict';
  });

  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Agreements composer={composer} open={open} />
      <Flex justifyContent="space-between" alignItems="center" gap={3} wrap="wrap">
        <Flex gap={2} wrap="wrap">
          {onCancel && (
            <Button variant="tertiary" onClick={onCancel} disabled={isSending}>
              {t('common.cancel')}
            </Button>
          )}
          {!approves && (
            <Button
              variant="secondary"
              disabled={!mayKeep || isSending || isOff}
              onClick={() => onPress('draft')}
            >
              {t(isPlanned ? 'composer.toDraft' : 'composer.saveDraft')}
            </Button>
          )}
        </Flex>
        <Flex gap={2} wrap="wrap" justifyContent="flex-end" flex="1">
          {mayAsk && maySend && (
            <Button
              variant="secondary"
              disabled={why !== null || isSending || isOff}
              onClick={() => onPress('approval')}
            >
              {t('composer.approval')}
            </Button>
          )}
          <PublishButton
            label={maySend ? label : t('composer.approval')}
            why={why ?? (maySend || mayAsk ? null : t('composer.approval.noTime'))}
            remedy={remedy}
            isSending={isSending}
            isOff={isOff}
            onPress={() => onPress(maySend ? 'publish' : 'approval')}
          />
        </Flex>
      </Flex>
    </Flex>
  );
};
