import {
  Box,
  Flex,
  Grid,
  Link,
  LinkButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { NavLink } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type GainedVideo, insightsOverview, type InsightsBy } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { Texts, useTexts } from '../translations';
import { BestTimes } from './best-times';
import { ExportButtons } from './export-buttons';
import { useNumbers } from './numbers';
import { PlainTable } from './samples-table';
import { MissingNotes } from './video-numbers';

const SUBJECTS = ['insights', 'plan'] as const;
const DAY = 24 * 3_600_000;
const PERIODS = [7, 28, 90, 365] as const;
const BY = ['account', 'type', 'locale', 'author', 'rule'] as const;

type Overview = ResponseOf<typeof insightsOverview>;

const Ranking = ({ title, videos }: { title: string; videos: readonly GainedVideo[] }) => {
  const { t, dateTime } = useTexts();
  const { count } = useNumbers();
  return (
    <Card title={title}>
      {videos.length === 0 ? (
        <Typography textColor="neutral600">{t('insights.nothing')}</Typography>
      ) : (
        <PlainTable
          label={title}
          head={[t('insights.post'), t('insights.time'), t('insights.gained')]}
          rows={videos.map(({ video, gained }) => ({
            key: String(video.id),
            cells: [
              video.postId === null ? (
                video.title || video.videoId
              ) : (
                <Link tag={NavLink} to={`/plugins/tiktok/posts/${video.postId}`}>
                  {video.title || video.videoId}
                </Link>
              ),
              dateTime(video.createdAt),
              count(gained),
            ],
          }))}
        />
      )}
    </Card>
  );
};

const Totals = ({ totals }: Pick<Overview, 'totals'>) => {
  const { t, dateTime } = useTexts();
  const { count, plain } = useNumbers();
  const { gained, measuredFrom, measuredTo } = totals;
  const facts = [
    [t('insights.posts'), plain(totals.posts)],
    [t('insights.views'), count(gained.views)],
    [t('insights.likes'), count(gained.likes)],
    [t('insights.comments'), count(gained.comments)],
    [t('insights.shares'), count(gained.shares)],
  ];
  return (
    <Card title={t('insights.totals')} description={t('insights.gained.help')}>
      <Flex tag="dl" gap={8} wrap="wrap">
        {facts.map(([term, value]) => (
          <Box key={term}>
            <Typography variant="sigma" textColor="neutral600" tag="dt">
              {term}
            </Typography>
            <Typography variant="alpha" tag="dd" style={{ margin: 0 }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Flex>
      {measuredFrom && measuredTo && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('insights.measuredBetween', {
            from: dateTime(measuredFrom),
            to: dateTime(measuredTo),
            partly: totals.partly,
            unknown: totals.unknown,
          })}
        </Typography>
      )}
    </Card>
  );
};

const Overviews = () => {
  const { t } = useTexts();
  const { count, plain } = useNumbers();
  const [days, setDays] = useState<number>(28);
  const [accountId, setAccountId] = useState<string>('');
  const [by, setBy] = useState<string>('account');
  // As long as the page is open it speaks of the same moment.
  const [to] = useState(() => Date.now());
  const accounts = useTikTokQuery(listAccounts, {});
  const query = useMemo(() => {
    const [kind = 'account', uid, field] = by.split(' ');
    return {
      from: new Date(to - days * DAY).toISOString(),
      to: new Date(to).toISOString(),
      by: kind as InsightsBy,
      ...(uid && field ? { uid, field } : {}),
      ...(accountId === '' ? {} : { accountId: Number(accountId) }),
    };
  }, [days, by, accountId, to]);
  const asked = useTikTokQuery(insightsOverview, { query });
  // What stands here stays until the next answer: a list that was just used would lose the focus.
  const [last, setLast] = useState(asked.data);
  if (asked.data !== undefined && asked.data !== last) setLast(asked.data);
  const read = { ...asked, data: asked.data ?? last };
  const known = accounts.data?.accounts ?? [];
  const [only] = known;
  const shown =
    accountId === ''
      ? known.length === 1 && only
      : known.find(({ id }) => String(id) === accountId);

  return (
    <Page.Main aria-busy={read.isFetching}>
      <Page.Title>{t('insights.title')}</Page.Title>
      <Layouts.Header
        title={t('insights.title')}
        subtitle={t('insights.subtitle')}
        primaryAction={<ExportButtons />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Flex gap={4} wrap="wrap">
            <SingleSelect
              aria-label={t('insights.period')}
              value={String(days)}
              onChange={(value: string | number) => setDays(Number(value))}
            >
              {PERIODS.map((length) => (
                <SingleSelectOption key={length} value={String(length)}>
                  {t('insights.lastDays', { count: length })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <SingleSelect
              aria-label={t('insights.account')}
              value={accountId === '' ? 'all' : accountId}
              onChange={(value: string | number) =>
                setAccountId(value === 'all' ? '' : String(value))
              }
            >
              <SingleSelectOption value="all">{t('insights.allAccounts')}</SingleSelectOption>
              {known.map(({ id, nickname }) => (
                <SingleSelectOption key={id} value={String(id)}>
                  {nickname}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            {shown && (
              <LinkButton
                tag={NavLink}
                variant="tertiary"
                to={`/plugins/tiktok/insights/accounts/${shown.id}`}
              >
                {t('insights.toAccount', { name: shown.nickname })}
              </LinkButton>
            )}
          </Flex>
          <Loaded read={read}>
            {(overview) => (
              <Flex direction="column" alignItems="stretch" gap={6}>
                {!overview.on && <Note level="info">{t('insights.off')}</Note>}
                <MissingNotes missing={overview.missing} />
                <Totals totals={overview.totals} />
                <Grid.Root gap={6}>
                  <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
                    <Ranking title={t('insights.best')} videos={overview.best} />
                  </Grid.Item>
                  <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
                    <Ranking title={t('insights.worst')} videos={overview.worst} />
                  </Grid.Item>
                </Grid.Root>
                <Card
                  title={t('insights.table')}
                  description={t('insights.usual.help')}
                  action={
                    <SingleSelect
                      aria-label={t('insights.by')}
                      value={by}
                      onChange={(value: string | number) => setBy(String(value))}
                    >
                      {BY.map((one) => (
                        <SingleSelectOption key={one} value={one}>
                          {t(`insights.by.${one}`)}
                        </SingleSelectOption>
                      ))}
                      {overview.fields.map(({ uid, type, field }) => (
                        <SingleSelectOption key={`${uid} ${field}`} value={`field ${uid} ${field}`}>
                          {`${type}: ${field}`}
                        </SingleSelectOption>
                      ))}
                    </SingleSelect>
                  }
                >
                  <PlainTable
                    label={t('insights.table')}
                    head={[
                      t('insights.group'),
                      t('insights.posts'),
                      t('insights.gained'),
                      t('insights.usual'),
                    ]}
                    rows={overview.rows.map(({ label, posts, gained, usual, of }) => ({
                      key: label ?? '',
                      cells: [
                        label ?? t('insights.without'),
                        plain(posts),
                        count(gained.views),
                        usual === null ? t('insights.tooFew', { of }) : `${plain(usual)} (${of})`,
                      ],
                    }))}
                  />
                </Card>
              </Flex>
            )}
          </Loaded>
          {shown ? (
            <BestTimes account={shown} />
          ) : (
            known.length > 1 && <Note level="info">{t('insights.bestTime.choose')}</Note>
          )}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

/** TikTok, Insights: what posts gained in a period, and by what. */
const InsightsPage = () => (
  <Texts subjects={SUBJECTS}>
    <Overviews />
  </Texts>
);

export default InsightsPage;
