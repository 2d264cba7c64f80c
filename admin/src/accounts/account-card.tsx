import { Box, Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { AccountAvatar } from '../components/account-avatar';
import { Note } from '../components/note';
import { Mark } from '../components/mark';
import { PostingTimesButton } from '../plan/posting-times-button';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { AccountDetails } from './account-details';
import { DisconnectDialog } from './disconnect-dialog';
import { EditModal } from './edit-modal';
import { RefreshButton } from './refresh-button';

const PostingTimesLine = lazy(() => import('../plan/posting-times-line'));

interface AccountCardProps {
  account: AccountView;
  mayConnect: boolean;
  mayErase: boolean;
  onReconnect: () => void;
  onErase: () => void;
}

const STATE = {
  connected: 'success',
  reconnect: 'danger',
  quiet: 'neutral',
  disconnected: 'neutral',
} as const;

type OpenDialog = 'edit' | 'disconnect' | null;

/** One connected account: who it is, what it may do, and what can be done with it. */
export const AccountCard = ({
  account,
  mayConnect,
  mayErase,
  onReconnect,
  onErase,
}: AccountCardProps) => {
  const { t, said } = useTexts();
  const mayReadInsights = useMay('readInsights');
  const [open, setOpen] = useState<OpenDialog>(null);
  const close = () => setOpen(null);
  const { nickname, state, stateMessage } = account;
  const usable = state === 'connected' || state === 'quiet';

  return (
    <Flex
      tag="article"
      aria-label={nickname}
      direction="column"
      alignItems="stretch"
      gap={4}
      padding={{ initial: 4, medium: 5 }}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      height="100%"
    >
      <Flex gap={3} alignItems="center" minWidth={0}>
        <AccountAvatar nickname={nickname} avatarUrl={account.avatarUrl} size={5} />
        <Flex direction="column" alignItems="flex-start" minWidth={0}>
          <Typography variant="delta" tag="h2" style={{ overflowWrap: 'anywhere' }}>
            {nickname}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {[account.handle && `@${account.handle}`, account.label].filter(Boolean).join(' · ')}
          </Typography>
        </Flex>
      </Flex>
      <Flex gap={2} wrap="wrap">
        <Mark tone={STATE[state]}>{t(`accounts.state.${state}`)}</Mark>
        <Mark>{t(`accounts.mode.${account.mode}`)}</Mark>
        {account.verified && <Mark tone="primary">{t('accounts.verified')}</Mark>}
      </Flex>
      {stateMessage && (
        <Note level={state === 'reconnect' ? 'danger' : 'info'}>{said(stateMessage)}</Note>
      )}
      <Box grow={1}>
        <AccountDetails account={account} />
        <Suspense fallback={null}>
          <PostingTimesLine accountId={account.id} />
        </Suspense>
      </Box>
      <Flex gap={2} wrap="wrap">
        {mayReadInsights && (
          <LinkButton
            tag={Link}
            to={`/plugins/tiktok/insights/accounts/${account.id}`}
            variant="tertiary"
          >
            {t('accounts.insights')}
          </LinkButton>
        )}
        {mayConnect && (
          <>
            <Button variant={usable ? 'tertiary' : 'default'} onClick={onReconnect}>
              {t('accounts.reconnect')}
            </Button>
            {state === 'connected' && <RefreshButton id={account.id} />}
            <Button variant="tertiary" onClick={() => setOpen('edit')}>
              {t('accounts.edit')}
            </Button>
            <PostingTimesButton account={account} />
          </>
        )}
        {mayConnect && state !== 'disconnected' && (
          <Button variant="danger-light" onClick={() => setOpen('disconnect')}>
            {t('accounts.disconnect')}
          </Button>
        )}
        {mayErase && (
          <Button variant="danger-light" onClick={onErase}>
            {t('accounts.erase')}
          </Button>
        )}
      </Flex>
      {open === 'edit' && <EditModal account={account} onClose={close} />}
      {open === 'disconnect' && <DisconnectDialog account={account} onClose={close} />}
    </Flex>
  );
};
