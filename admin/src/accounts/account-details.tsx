import { Flex, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { Note } from '../components/note';
import { useTexts } from '../translations';

const Detail = ({ term, children }: { term: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch">
    <Typography variant="sigma" textColor="neutral600" tag="dt">
      {term}
    </Typography>
    <Typography
      variant="pi"
      tag="dd"
      textColor="neutral800"
      style={{ overflowWrap: 'anywhere', margin: 0 }}
    >
      {children}
    </Typography>
  </Flex>
);

/** Counters, scopes, zone, roles, and since when. */
export const AccountDetails = ({ account }: { account: AccountView }) => {
  const { t, dateTime, number } = useTexts();
  const { counters, missingScopes, grantedScopes, connectedAt, connectedBy } = account;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {missingScopes.length > 0 && (
        <Note level="warning" remedy={t('accounts.missing.remedy')}>
          {t('accounts.missing', { scopes: missingScopes.join(', '), count: missingScopes.length })}
        </Note>
      )}
      <Flex tag="dl" margin={0} direction="column" alignItems="stretch" gap={3}>
        {counters && (
          <Detail term={t('accounts.counters')}>
            {t('accounts.counters.values', {
              followers: number(counters.followers),
              following: number(counters.following),
              likes: number(counters.likes),
              videos: number(counters.videos),
            })}
          </Detail>
        )}
        <Detail term={t('accounts.scopes')}>
          {grantedScopes.length > 0 ? grantedScopes.join(', ') : t('accounts.scopes.none')}
        </Detail>
        <Detail term={t('accounts.scheduled')}>{number(account.scheduledPosts)}</Detail>
        {account.timeZone && <Detail term={t('accounts.timeZone')}>{account.timeZone}</Detail>}
        <Detail term={t('accounts.roles')}>
          {account.roleIds
            ? t('accounts.roles.some', { count: account.roleIds.length })
            : t('accounts.roles.all')}
        </Detail>
        {connectedAt && (
          <Detail term={t('accounts.connectedAt')}>
            {connectedBy
              ? t('accounts.connectedAt.by', { time: dateTime(connectedAt), name: connectedBy })
              : dateTime(connectedAt)}
          </Detail>
        )}
      </Flex>
    </Flex>
  );
};
