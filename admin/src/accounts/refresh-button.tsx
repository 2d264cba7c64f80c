import { Button } from '@strapi/design-system';

import { refreshAccountProfile } from '../../../contracts/accounts';
import { useTikTokMutation } from '../api';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

/** Asks TikTok for nickname, picture and counters again. */
export const RefreshButton = ({ id }: { id: number }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const refresh = useTikTokMutation(refreshAccountProfile);
  const run = async () => {
    const outcome = await refresh.run({ params: { id } });
    if (outcome.ok) notify.done(t('accounts.refreshed'));
    else notify.failed(outcome.problem);
  };
  return (
    <Button variant="tertiary" loading={refresh.isRunning} onClick={() => void run()}>
      {t('accounts.refresh')}
    </Button>
  );
};
