import { Box, Button, Flex, Modal } from '@strapi/design-system';
import { type FormEvent, useMemo, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { UNTOUCHED_OPTIONS } from '../../../contracts/post-rules';
import { type PostOptions } from '../../../contracts/posts';
import { type RuleView, waiveApproval } from '../../../contracts/rules';
import { type TikTokProblem, useTikTokMutation } from '../api';

import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useExplain } from '../composer/fields/explain';
import { useAccountsNow } from '../composer/sending/use-accounts-now';
import { Why } from '../composer/fields/why';
import { useTexts } from '../translations';
import { useNow } from '../utils/use-now';
import { useNotify } from '../utils/use-notify';
import { accountIdsOf } from './draft';
import { dayProblem, waiverBody, waiverState } from './waiver-form';
import { AccountNow, WaiverChoices } from './waiver-form-fields';

interface WaiverDialogProps {
  rule: RuleView;
  accounts: readonly AccountView[];
  onGiven: (rule: RuleView) => void;
  onClose: () => void;
}

/** One consent for every Direct Post of a rule, chosen in the audited form after a warning. */
export const WaiverDialog = ({ rule, accounts, onGiven, onClose }: WaiverDialogProps) => {
  const { t } = useTexts();
  const now = useNow();
  const { explain } = useExplain();
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(waiveApproval);
  const [options, setOptions] = useState<PostOptions>(UNTOUCHED_OPTIONS);
  const [day, setDay] = useState('');
  const [understood, setUnderstood] = useState(false);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const asked = useMemo(
    () => accountIdsOf(rule).map((accountId) => ({ accountId, shareType: 'direct_post' as const })),
    [rule],
  );
  const { opening, askAgain } = useAccountsNow(asked);
  const opened = asked.flatMap((one) => opening(one).opened ?? []);
  const isAnswered = opened.length === asked.length;
  const state = waiverState(options, opened);
  const isOffered = isAnswered && opened.every(({ creator }) => creator !== null);

  const why = (): string | null => {
    if (!isAnswered) return t('composer.lack.notAnswered');
    if (state.publish.hoverText) return explain(state.publish.hoverText);
    const wrongDay = dayProblem(day, now);
    if (wrongDay) return t(`rule.waiver.day.${wrongDay}`);
    return understood ? null : t('rule.waiver.unread');
  };
  const missing = why();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = waiverBody(rule.version, options, state.declaration, day);
    if (!body || missing !== null) return;
    const outcome = await run({ params: { id: rule.id }, body });
    if (!outcome.ok) return setProblem(outcome.problem);
    notify.done(t('rule.waiver.given'));
    onGiven(outcome.data.rule);
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !isRunning && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('rule.waiver.title', { name: rule.name })}</Modal.Title>
        </Modal.Header>
        <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              <Note level="danger" title={t('rule.waiver.warning')}>
                {t('rule.waiver.warning.what')}
              </Note>
              {asked.map((one) => {
                const account = accounts.find(({ id }) => id === one.accountId);
                return account ? (
                  <AccountNow
                    key={one.accountId}
                    account={account}
                    answer={opening(one)}
                    onRetry={() => askAgain(one)}
                  />
                ) : null;
              })}
              {isOffered && (
                <WaiverChoices
                  state={state}
                  options={options}
                  day={day}
                  understood={understood}
                  onOptions={(changes) => setOptions((before) => ({ ...before, ...changes }))}
                  onDay={setDay}
                  onUnderstood={setUnderstood}
                />
              )}
              {problem && <Problem problem={problem} />}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={isRunning}>
                {t('common.cancel')}
              </Button>
            </Modal.Close>
            <Why why={missing}>
              <Button type="submit" loading={isRunning} disabled={missing !== null}>
                {t('rule.waiver.agree')}
              </Button>
            </Why>
          </Modal.Footer>
        </Box>
      </Modal.Content>
    </Modal.Root>
  );
};
