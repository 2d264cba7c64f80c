import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import {
  confirmTestMail,
  type NotificationsView,
  sendTestMail,
} from '../../../contracts/attention';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface TestMailProps {
  view: NotificationsView;
  mayChange: boolean;
}

/** Proves that mails arrive: one is sent to the administrator, who enters the code it brings. */
export const TestMail = ({ view, mayChange }: TestMailProps) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const send = useTikTokMutation(sendTestMail);
  const confirm = useTikTokMutation(confirmTestMail);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const { provider, confirmedAt, confirmedBy, pending } = view;

  const sendOne = async () => {
    const outcome = await send.run({});
    setProblem(outcome.ok ? null : outcome.problem);
  };

  const check = async () => {
    const outcome = await confirm.run({ body: { code } });
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) notify.done(t('attention.mail.confirmedNow'));
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography tag="p">
        {confirmedAt === null
          ? t('attention.mail.unconfirmed', { provider })
          : t('attention.mail.confirmed', {
              time: dateTime(confirmedAt),
              name: confirmedBy ?? '',
              provider,
            })}
      </Typography>
      {problem && <Problem problem={problem} />}
      {mayChange && (
        <Flex>
          <Button
            type="button"
            variant="tertiary"
            loading={send.isRunning}
            onClick={() => void sendOne()}
          >
            {t('attention.mail.test')}
          </Button>
        </Flex>
      )}
      {mayChange && pending && (
        <Flex alignItems="flex-end" gap={2} wrap="wrap">
          <Box maxWidth="32rem">
            <Field.Root
              hint={t('attention.mail.code.hint', {
                to: pending.to,
                time: dateTime(pending.expiresAt),
              })}
            >
              <Field.Label>{t('attention.mail.code')}</Field.Label>
              <Field.Input
                value={code}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={20}
                onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                  setCode(event.target.value)
                }
              />
              <Field.Hint />
            </Field.Root>
          </Box>
          <Button
            type="button"
            loading={confirm.isRunning}
            disabled={code.trim() === ''}
            onClick={() => void check()}
          >
            {t('attention.mail.confirm')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
