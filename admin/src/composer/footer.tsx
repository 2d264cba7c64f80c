import { Button, Flex, Modal } from '@strapi/design-system';

import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { Declaration } from './declaration';
import { useExplain } from './explain';
import { PublishButton } from './publish-button';
import { type ComposerState } from './use-composer';
import { whenProblem } from './when-problem';

interface FooterProps {
  composer: ComposerState;
  onCancel: () => void;
  onPublish: () => void;
}

/** Why the button is off, with the remedy; all null when it is on. */
const useWhy = ({ values, account, opening, state }: ComposerState) => {
  const { t } = useTexts();
  const { explain, remedyOf } = useExplain();
  if (!account || values.shareType === null) return { why: t('composer.account.missing') };
  if (opening.isLoading) return { why: t('composer.asking') };
  if (opening.problem || !opening.opened) return { why: t('composer.notAnswered') };
  const { hoverText } = state.publish;
  if (hoverText) {
    const problem = state.problems.find(({ code }) => code === hoverText.code);
    return { why: explain(hoverText), remedy: problem ? remedyOf(problem) : null };
  }
  const wrongTime = whenProblem(values.when, Date.now());
  return { why: wrongTime ? t(`composer.when.${wrongTime}`) : null };
};

const LABEL = {
  inbox: { now: 'composer.send', at: 'composer.schedule' },
  direct_post: { now: 'composer.publish', at: 'composer.schedule' },
} as const;

/** The declaration, and below it the button. */
export const Footer = ({ composer, onCancel, onPublish }: FooterProps) => {
  const { t } = useTexts();
  const { why, remedy = null } = useWhy(composer);
  const { values, state, refusal, isSending } = composer;
  const fields = Object.values(refusal?.fields ?? {});
  return (
    <Modal.Footer>
      <Flex direction="column" alignItems="stretch" gap={3} width="100%">
        {refusal && (
          <Problem
            problem={
              fields.length > 0
                ? { ...refusal, message: [refusal.message, ...fields].join(' ') }
                : refusal
            }
          />
        )}
        <Declaration text={state.declaration} isInbox={values.shareType === 'inbox'} />
        <Flex justifyContent="space-between" alignItems="center" gap={3} wrap="wrap">
          <Button variant="tertiary" onClick={onCancel} disabled={isSending}>
            {t('common.cancel')}
          </Button>
          <PublishButton
            label={t(LABEL[values.shareType ?? 'direct_post'][values.when.type])}
            why={why}
            remedy={remedy}
            isSending={isSending}
            onPress={onPublish}
          />
        </Flex>
      </Flex>
    </Modal.Footer>
  );
};
