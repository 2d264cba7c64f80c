import { Button, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { reencryptVault, type SettingsView } from '../../../contracts/settings';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Card } from '../components/card';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface VaultCardProps {
  view: SettingsView;
  mayChange: boolean;
}

/** What is wrong, in detail; that something is, stands in red at the top of the page already. */
const State = ({ children, remedy }: { children: string; remedy: string }) => {
  const { t } = useTexts();
  return (
    <>
      <Typography tag="p">{children}</Typography>
      <Typography tag="p">{t('common.what', { remedy })}</Typography>
    </>
  );
};

/** Whether secrets can be stored, and the button that brings all of them under the current key. */
export const VaultCard = ({ view: { vault }, mayChange }: VaultCardProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const reencrypt = useTikTokMutation(reencryptVault);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const ready = vault.state === 'ready';

  const run = async () => {
    const outcome = await reencrypt.run({});
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) notify.done(t('settings.vault.done', outcome.data));
  };

  return (
    <Card
      title={t('settings.vault.title')}
      description={t('settings.vault.description')}
      action={
        mayChange &&
        ready && (
          <Button variant="secondary" loading={reencrypt.isRunning} onClick={() => void run()}>
            {t('settings.vault.reencrypt')}
          </Button>
        )
      }
    >
      {problem && <Problem problem={problem} />}
      {!ready && (
        <State remedy={t('settings.vault.noKey.remedy')}>{t('settings.vault.noKey')}</State>
      )}
      {ready && vault.unreadable === 0 && (
        <Typography tag="p">
          {t('settings.vault.ready', { previous: vault.underPreviousKeys })}
        </Typography>
      )}
      {vault.unreadable > 0 && (
        <State remedy={t('settings.vault.unreadable.remedy')}>
          {t('settings.vault.unreadable', { count: vault.unreadable })}
        </State>
      )}
    </Card>
  );
};
