import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type AppView, deleteApp, testApp } from '../../../contracts/settings';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { Problem } from '../components/problem';
import { Mark } from '../components/mark';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { AppFacts } from './app-facts';
import { CredentialsModal } from './credentials-modal';
import { TestResult } from './test-result';

interface AppBoxProps {
  app: AppView;
  /** Whether this is the mode in use. */
  active: boolean;
  /** False without an encryption key: nothing secret can be stored then. */
  canStore: boolean;
  mayChange: boolean;
}

/** One mode's TikTok app: what is set and from where, replace, forget, test. */
export const AppBox = ({ app, active, canStore, mayChange }: AppBoxProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const test = useTikTokMutation(testApp);
  const forget = useSharedWrite(deleteApp);
  const [open, setOpen] = useState<'edit' | 'forget' | null>(null);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const { mode } = app;
  const name = t(`settings.mode.${mode}`);

  const runTest = async () => {
    const outcome = await test.run({ params: { mode } });
    setProblem(outcome.ok ? null : outcome.problem);
  };
  const runForget = async () => {
    const outcome = await forget.run(app.version, (version) => ({
      params: { mode },
      query: { version },
    }));
    if (outcome.result === 'refused') return outcome.problem;
    if (outcome.result === 'undecided') return 'stay';
    if (outcome.result === 'theirs') return null;
    notify.done(t('settings.app.forgotten', { mode: name }));
    return null;
  };

  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={4}
      padding={4}
      borderColor={active ? 'primary200' : 'neutral200'}
      hasRadius
      height="100%"
    >
      <Flex gap={2} wrap="wrap">
        <Typography variant="delta" tag="h3">
          {name}
        </Typography>
        {active && <Mark tone="primary">{t('settings.app.active')}</Mark>}
        <Mark>{t(`settings.app.source.${app.source}`)}</Mark>
      </Flex>
      <AppFacts app={app} />
      {app.lastTest && <TestResult test={app.lastTest} />}
      {problem && <Problem problem={problem} />}
      {mayChange && (
        <Flex gap={2} wrap="wrap">
          <Button
            variant={app.source === 'none' ? 'default' : 'secondary'}
            disabled={!canStore}
            onClick={() => setOpen('edit')}
          >
            {t(app.source === 'none' ? 'settings.app.enter' : 'settings.app.replace')}
          </Button>
          {app.source !== 'none' && (
            <Button variant="tertiary" loading={test.isRunning} onClick={() => void runTest()}>
              {t('settings.app.test')}
            </Button>
          )}
          {app.source === 'store' && (
            <Button variant="danger-light" onClick={() => setOpen('forget')}>
              {t('settings.app.forget')}
            </Button>
          )}
        </Flex>
      )}
      {mayChange && !canStore && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('settings.app.noKey')}
        </Typography>
      )}
      {open === 'edit' && (
        <CredentialsModal app={app} onClose={() => setOpen(null)} onStored={() => void runTest()} />
      )}
      {open === 'forget' && (
        <Confirm
          title={t('settings.app.forget.title', { mode: name })}
          confirmLabel={t('settings.app.forget')}
          onConfirm={runForget}
          onClose={() => setOpen(null)}
        >
          <Typography tag="p" textAlign="center">
            {t('settings.app.forget.body', { count: app.accounts.connected })}
          </Typography>
        </Confirm>
      )}
      {forget.question}
    </Flex>
  );
};
