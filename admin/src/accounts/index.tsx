import { Button, Flex, Grid } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';

import { type AccountView, listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { NotUsable, useStops } from '../components/not-usable';
import { Problem } from '../components/problem';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { AccountCard } from './account-card';
import { ConnectWaiting } from './connect-waiting';
import { EraseDialog } from './erase-dialog';
import { NoAccounts } from './no-accounts';
import { useConnect } from './use-connect';

const SUBJECTS: readonly TextSubject[] = ['accounts'];

const AccountsPage = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(listAccounts, {}, { fresh: true });
  const mayConnect = useMay('connectAccounts');
  const mayErase = useMay('eraseAccounts');
  const mayReadSettings = useMay('readSettings');
  const connect = useConnect(read.reload);
  const stops = useStops();
  // What stands above already is not said twice.
  const isSaid = stops?.some(({ code }) => code === connect.problem?.code);
  const [erasing, setErasing] = useState<AccountView | null>(null);
  const connectButton = mayConnect && (
    <Button startIcon={<Plus />} loading={connect.isStarting} onClick={() => connect.start()}>
      {t('accounts.connect')}
    </Button>
  );
  const card = (account: AccountView) => (
    <Grid.Item key={account.id} col={6} xs={12} direction="column" alignItems="stretch">
      <AccountCard
        account={account}
        mayConnect={mayConnect}
        mayErase={mayErase}
        onReconnect={() => connect.start(account.id)}
        onErase={() => setErasing(account)}
      />
    </Grid.Item>
  );

  return (
    <>
      <Page.Title>{t('accounts.title')}</Page.Title>
      <Page.Main aria-busy={read.isFetching}>
        <Layouts.Header
          title={t('accounts.title')}
          subtitle={t('accounts.subtitle')}
          primaryAction={connectButton}
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={6}>
            <NotUsable />
            {connect.problem && !isSaid && <Problem problem={connect.problem} />}
            {connect.isWaiting && <ConnectWaiting onDismiss={connect.dismiss} />}
            <Loaded read={read}>
              {({ accounts }) =>
                accounts.length === 0 ? (
                  <NoAccounts action={connectButton} mayReadSettings={mayReadSettings} />
                ) : (
                  <Grid.Root gap={4}>{accounts.map(card)}</Grid.Root>
                )
              }
            </Loaded>
          </Flex>
        </Layouts.Content>
      </Page.Main>
      {erasing && <EraseDialog account={erasing} onClose={() => setErasing(null)} />}
    </>
  );
};

/** Settings, TikTok, Accounts. */
const ProtectedAccountsPage = () => (
  <TikTokPage permissions={PERMISSIONS.accountsPage} subjects={SUBJECTS}>
    <AccountsPage />
  </TikTokPage>
);

export default ProtectedAccountsPage;
