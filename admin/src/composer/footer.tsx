import { Button, Flex } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { useTexts } from '../translations';
import { Agreements } from './agreements';
import { PublishButton } from './publish-button';
import { useReadiness } from './readiness';
import { type ComposerState } from './use-composer';
import { type Press } from './composed-post';

interface FooterProps {
  composer: ComposerState;
  /** Absent where there is nothing to go back to. */
  onCancel?: () => void;
  onPress: (press: Press) => void;
  /** Something that must be settled first, shown above. */
  notice: ReactNode;
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

/** The declarations, and below them the buttons. */
export const Footer = ({ composer, onCancel, onPress, notice }: FooterProps) => {
  const { t } = useTexts();
  const { parts, values, isSending, outcomes, subject, mayPublish, maySchedule, approves } =
    composer;
  const open = parts.filter(({ part }) => {
    const outcome = outcomes[part.accountId];
    return !outcome || 'problem' in outcome;
  });
  const { why, remedy } = useReadiness().ofAll(composer, open);
  const label = useSendLabel(composer);
  const isPlanned = subject.post !== null && subject.post.state !== 'draft';
  const isNow = values.when.type === 'now';
  const maySend = maySchedule && (!isNow || mayPublish);
  // What waits for its entry or for a free posting time has no time that could be wished for.
  const mayAsk = !mayPublish && (isNow || values.when.type === 'at');
  const hasFiles = values.kind === 'video' ? values.videoId !== null : values.photoIds.length > 0;
  const mayKeep = open.length > 0 && hasFiles && open.every(({ part }) => part.shareType !== null);

  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {notice}
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
              disabled={!mayKeep || isSending || notice !== null}
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
              disabled={why !== null || isSending || notice !== null}
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
            isOff={notice !== null}
            onPress={() => onPress(maySend ? 'publish' : 'approval')}
          />
        </Flex>
      </Flex>
    </Flex>
  );
};
