import { Button, Flex, Grid, Link, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import {
  type AccountCounters,
  accountHistory,
  accountInsights,
  refreshInsights,
} from '../../../contracts/insights';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { AccountAvatar } from '../components/account-avatar';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Mark } from '../components/mark';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { AccountVideos } from './account-videos';
import { BestTimes } from './best-times';
import { Chart } from './chart';
import { MeasuringCard } from './measuring-card';
import { useDayName, useNumbers } from './numbers';
import { PlainTable } from './samples-table';
import { MissingNotes } from './video-numbers';

const SUBJECTS = ['insights', 'accounts'] as const;
const COUNTERS = ['followers', 'following', 'likes', 'videos'] as const;

const Profile = ({ id }: { id: number }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const accounts = useTikTokQuery(listAccounts, {});
  const read = useTikTokQuery(accountInsights, { params: { id } });
  const { run, isRunning } = useTikTokMutation(refreshInsights);
  const account = accounts.data?.accounts.find((one) => one.id === id);
  const refresh = async () => {
    const outcome = await run({ params: { id } });
    if (outcome.ok) notify.done(t('insights.refreshed'));
    else notify.failed(outcome.problem);
  };
  return (
    <Card
      title={t('insights.profileCard')}
      action={
        <Button
          variant="tertiary"
          startIcon={<ArrowClockwise />}
          loading={isRunning}
          onClick={() => void refresh()}
        >
          {t('insights.refresh')}
        </Button>
      }
    >
      <Loaded read={read}>
        {({ account: followed }) => (
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Flex gap={3}>
              {account && (
                <AccountAvatar nickname={account.nickname} avatarUrl={account.avatarUrl} size={5} />
              )}
              <Flex direction="column" alignItems="flex-start" minWidth={0}>
                <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
                  {account?.nickname}
                </Typography>
                <Typography textColor="neutral600">
                  {account?.handle && `@${account.handle}`}
                </Typography>
              </Flex>
              {account?.verified && <Mark tone="primary">{t('accounts.verified')}</Mark>}
            </Flex>
            {followed.bio && (
              <Typography tag="p" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {followed.bio}
              </Typography>
            )}
            {followed.profileLink && (
              <Link href={followed.profileLink} isExternal data-testid="tiktok-profile-link">
                {t('insights.profile')}
              </Link>
            )}
            {followed.missingScopes.length > 0 && (
              <MissingNotes
                missing={[
                  {
                    accountId: id,
                    nickname: account?.nickname ?? '',
                    scopes: followed.missingScopes,
                  },
                ]}
              />
            )}
            {followed.measuredAt && (
              <Typography variant="pi" textColor="neutral600" tag="p">
                {t('insights.measured', { time: dateTime(followed.measuredAt) })}
              </Typography>
            )}
          </Flex>
        )}
      </Loaded>
    </Card>
  );
};

const History = ({ id }: { id: number }) => {
  const { t } = useTexts();
  const { count, change } = useNumbers();
  const read = useTikTokQuery(accountHistory, { params: { id } });
  const now = useTikTokQuery(accountInsights, { params: { id } }).data?.account.counters;
  const days = read.data?.days;
  const x = useMemo(() => (days ?? []).map(({ day }) => Date.parse(day) / 86_400_000), [days]);
  const lines = useMemo(
    () => [
      {
        label: t('insights.followers'),
        values: (days ?? []).map(({ followers }) =>
          followers === null ? null : Number(followers),
        ),
      },
    ],
    [days, t],
  );
  const dayName = useDayName();
  const labelOf = useCallback((day: number) => dayName(day * 86_400_000, 'short'), [dayName]);
  const cell = (counters: AccountCounters | null | undefined, name: (typeof COUNTERS)[number]) =>
    change(counters?.[name] ?? null);
  return (
    <Card title={t('insights.counters')}>
      <Loaded read={read}>
        {({ days: all, change: changes }) => (
          <Flex
            direction="column"
            alignItems="stretch"
            gap={4}
            data-testid={now && now.followers !== null ? 'tiktok-account-counters' : undefined}
          >
            <PlainTable
              label={t('insights.counters')}
              head={[
                t('insights.counter'),
                t('insights.now'),
                t('insights.week7'),
                t('insights.week28'),
              ]}
              rows={COUNTERS.map((name) => ({
                key: name,
                cells: [
                  t(`insights.${name}`),
                  count(now?.[name] ?? null),
                  cell(changes.week, name),
                  cell(changes.month, name),
                ],
              }))}
            />
            {all.length > 1 && (
              <>
                <Chart title={t('insights.followers')} x={x} lines={lines} labelOf={labelOf} />
                <PlainTable
                  label={t('insights.byDay')}
                  head={[t('insights.day'), ...COUNTERS.map((name) => t(`insights.${name}`))]}
                  rows={[...all]
                    .reverse()
                    .slice(0, 28)
                    .map((row) => ({
                      key: row.day,
                      cells: [
                        dayName(Date.parse(row.day), 'long'),
                        ...COUNTERS.map((name) => count(row[name])),
                      ],
                    }))}
                />
              </>
            )}
          </Flex>
        )}
      </Loaded>
    </Card>
  );
};

const AccountContent = ({ id }: { id: number }) => {
  const { t } = useTexts();
  const mayConnect = useMay('connectAccounts');
  const accounts = useTikTokQuery(listAccounts, {}).data?.accounts;
  const nickname = accounts?.find((one) => one.id === id)?.nickname ?? '';
  const followed = useTikTokQuery(accountInsights, { params: { id } }).data?.account;
  return (
    <Page.Main>
      <Page.Title>{nickname || t('insights.account')}</Page.Title>
      <Layouts.Header
        title={nickname || t('insights.account')}
        subtitle={t('insights.subtitle')}
        navigationAction={<BackButton fallback="/plugins/tiktok/insights" />}
      />
      <Layouts.Content>
        <Grid.Root gap={6}>
          <Grid.Item col={4} xs={12} direction="column" alignItems="stretch" gap={6}>
            <Profile id={id} />
            {mayConnect && followed && <MeasuringCard account={followed} />}
          </Grid.Item>
          <Grid.Item col={8} xs={12} direction="column" alignItems="stretch" gap={6}>
            <History id={id} />
            <AccountVideos id={id} />
            <BestTimes account={{ id, nickname }} />
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
    </Page.Main>
  );
};

/** One account: who it is, its counters over time, its videos. */
const AccountPage = () => {
  const id = Number(useParams().id);
  if (!Number.isInteger(id) || id < 1) return <Page.NoData />;
  return (
    <Texts subjects={SUBJECTS}>
      <AccountContent id={id} />
    </Texts>
  );
};

export default AccountPage;
