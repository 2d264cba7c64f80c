import { Box, Flex, LinkButton, Loader, Typography } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';

import { completeConnection } from '../../../contracts/accounts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { type CallbackAnswer, takeAnswer } from './callback-answer';
import { isPopup, tellConnectNews } from './connect-channel';

const SUBJECTS: readonly TextSubject[] = ['accounts'];

type Step =
  | { at: 'working' }
  | { at: 'lost' }
  | { at: 'done'; nickname: string; reconnected: boolean }
  | { at: 'failed'; problem: TikTokProblem };

const useCompletion = (answer: CallbackAnswer | null): Step => {
  const { run } = useTikTokMutation(completeConnection);
  const [step, setStep] = useState<Step>({ at: answer ? 'working' : 'lost' });
  // TikTok's code works once: a second run of the effect must not send it again.
  const sent = useRef(false);

  useEffect(() => {
    if (!answer || sent.current) return;
    sent.current = true;
    void run({ body: answer }).then((outcome) => {
      if (!outcome.ok) {
        setStep({ at: 'failed', problem: outcome.problem });
        return tellConnectNews({ type: 'failed' });
      }
      const { account, reconnected } = outcome.data;
      setStep({ at: 'done', nickname: account.nickname, reconnected });
      tellConnectNews({ type: 'connected', nickname: account.nickname, reconnected });
      if (isPopup()) window.close();
    });
  }, [answer, run]);
  return step;
};

const Ending = ({ step }: { step: Step }): ReactNode => {
  const { t } = useTexts();
  switch (step.at) {
    case 'working':
      return (
        <Flex direction="column" gap={3} padding={6}>
          <Loader>{t('common.loading')}</Loader>
          <Typography>{t('accounts.finishing')}</Typography>
        </Flex>
      );
    case 'done':
      return (
        <Note level="success" announce>
          {t(step.reconnected ? 'accounts.reconnected' : 'accounts.connected', {
            name: step.nickname,
          })}
        </Note>
      );
    case 'lost':
      return (
        <Note level="warning" announce remedy={t('accounts.lost.remedy')}>
          {t('accounts.lost')}
        </Note>
      );
    case 'failed':
      return <Problem problem={step.problem} />;
  }
};

const ConnectedPage = ({ answer }: { answer: CallbackAnswer | null }) => {
  const { t } = useTexts();
  const step = useCompletion(answer);
  const failed = step.at === 'failed' || step.at === 'lost';
  return (
    <>
      <Page.Title>{t('accounts.connect.title')}</Page.Title>
      <Page.Main>
        <Flex justifyContent="center" padding={{ initial: 4, medium: 8 }}>
          <Box width="100%" maxWidth="56rem" background="neutral0" hasRadius shadow="tableShadow">
            <Flex direction="column" alignItems="stretch" gap={5} padding={6}>
              <Typography variant="beta" tag="h1">
                {t('accounts.connect.title')}
              </Typography>
              <Ending step={step} />
              {step.at !== 'working' && (
                <Flex gap={3} wrap="wrap">
                  <LinkButton tag={Link} to="/settings/tiktok/accounts" replace>
                    {t(failed ? 'accounts.again' : 'accounts.back')}
                  </LinkButton>
                  {isPopup() && (
                    <Typography variant="pi" textColor="neutral600">
                      {t('accounts.mayClose')}
                    </Typography>
                  )}
                </Flex>
              )}
            </Flex>
          </Box>
        </Flex>
      </Page.Main>
    </>
  );
};

/** Where the browser arrives after TikTok's consent page; takes the answer before anything else. */
const ProtectedConnectedPage = () => {
  const [answer] = useState(takeAnswer);
  return (
    <TikTokPage permissions={PERMISSIONS.connectAccounts} subjects={SUBJECTS}>
      <ConnectedPage answer={answer} />
    </TikTokPage>
  );
};

export default ProtectedConnectedPage;
