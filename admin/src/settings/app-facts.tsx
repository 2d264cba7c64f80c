import { Flex, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { type AppView } from '../../../contracts/settings';
import { useTexts } from '../translations';

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch" minWidth={0}>
    <Typography variant="sigma" textColor="neutral600" tag="dt">
      {term}
    </Typography>
    <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere', margin: 0 }}>
      {children}
    </Typography>
  </Flex>
);

/** Client Key, whether a secret is set, and the accounts that hang on them. */
export const AppFacts = ({ app }: { app: AppView }) => {
  const { t } = useTexts();
  const { accounts, clientKey, secret, secretTail } = app;
  const unreadable = secret === 'reenter' || secret === 'wrong_key' || secret === 'no_key';
  return (
    <>
      <Flex tag="dl" margin={0} direction="column" alignItems="stretch" gap={3}>
        <Fact term={t('settings.app.clientKey')}>{clientKey ?? t('settings.app.notSet')}</Fact>
        <Fact term={t('settings.app.clientSecret')}>
          {secret === 'set'
            ? t(secretTail ? 'settings.app.secret.set' : 'settings.app.secret.setPlain', {
                tail: secretTail,
              })
            : t(`settings.app.secret.${secret}`)}
        </Fact>
        <Fact term={t('settings.app.accounts')}>
          {t('settings.app.accounts.count', {
            connected: accounts.connected,
            reconnect: accounts.needReconnect,
          })}
        </Fact>
      </Flex>
      {unreadable && (
        <Typography tag="p" textColor="neutral800">
          {t('common.what', { remedy: t(`settings.app.secret.${secret}.remedy`) })}
        </Typography>
      )}
    </>
  );
};
