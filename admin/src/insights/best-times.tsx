import { Button, Flex, Typography } from '@strapi/design-system';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import { type AccountView } from '../../../contracts/accounts';
import { type BestTimeCell, bestTimes } from '../../../contracts/insights';
import { getPostingTimes, putPostingTimes } from '../../../contracts/plan';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { useNumbers } from './numbers';
import { PlainTable } from './samples-table';

const HOURS = [0, 4, 8, 12, 16, 20];
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const useWeekdays = (): string[] => {
  const { locale } = useIntl();
  return useMemo(() => {
    const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    // 1 January 2024 was a Monday.
    return Array.from({ length: 7 }, (_, day) => name.format(Date.UTC(2024, 0, day + 1)));
  }, [locale]);
};

/** Adds the beginning of the four hours to the account's posting times. */
const UseButton = ({
  accountId,
  cell,
  name,
}: {
  accountId: number;
  cell: BestTimeCell;
  name: string;
}) => {
  const { t } = useTexts();
  const notify = useNotify();
  const read = useTikTokQuery(getPostingTimes, { params: { id: accountId } });
  const { run, isRunning } = useTikTokMutation(putPostingTimes);
  const known = read.data;
  if (!known) return null;
  const time = clock(cell.hour);
  const isUsed = known.times.some((one) => one.weekday === cell.weekday && one.time === time);
  const use = async () => {
    const times = [...known.times, { weekday: cell.weekday, time }];
    const outcome = await run({
      params: { id: accountId },
      body: { version: known.version, times },
    });
    if (outcome.ok) notify.done(t('insights.used', { time: name }));
    else notify.failed(outcome.problem);
  };
  return (
    <Button
      variant="tertiary"
      size="S"
      disabled={isUsed}
      loading={isRunning}
      onClick={() => void use()}
    >
      {t(isUsed ? 'insights.isUsed' : 'insights.use', { time: name })}
    </Button>
  );
};

/** When posts of an account do well, and the way to make that its posting times. */
export const BestTimes = ({ account }: { account: Pick<AccountView, 'id' | 'nickname'> }) => {
  const { t } = useTexts();
  const { times } = useNumbers();
  const weekdays = useWeekdays();
  const mayConnect = useMay('connectAccounts');
  const read = useTikTokQuery(bestTimes, { params: { id: account.id } });
  const shown = (cells: readonly BestTimeCell[], weekday: number, hour: number) => {
    const cell = cells.find((one) => one.weekday === weekday && one.hour === hour);
    if (!cell || cell.times === null) return '';
    return t('insights.cell', { times: times(cell.times), count: cell.posts });
  };
  return (
    <Card
      title={t('insights.bestTime', { name: account.nickname })}
      description={t('insights.bestTime.help')}
    >
      <Loaded read={read}>
        {({ cells, posts, timeZone }) =>
          cells === null ? (
            <Typography textColor="neutral600">{t('insights.bestTime.few', { posts })}</Typography>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Typography variant="pi" textColor="neutral600" tag="p">
                {t('insights.bestTime.zone', { timeZone, posts })}
              </Typography>
              <PlainTable
                label={t('insights.bestTime', { name: account.nickname })}
                head={[t('insights.weekday'), ...HOURS.map((hour) => `${clock(hour)}`)]}
                rows={weekdays.map((name, day) => ({
                  key: name,
                  cells: [name, ...HOURS.map((hour) => shown(cells, day + 1, hour))],
                }))}
              />
              {mayConnect && (
                <Flex gap={2} wrap="wrap">
                  {cells
                    .filter((cell) => cell.times !== null && cell.times > 1)
                    .sort((a, b) => (b.times ?? 0) - (a.times ?? 0))
                    .slice(0, 3)
                    .map((cell) => (
                      <UseButton
                        key={`${cell.weekday} ${cell.hour}`}
                        accountId={account.id}
                        cell={cell}
                        name={`${weekdays[cell.weekday - 1] ?? ''} ${clock(cell.hour)}`}
                      />
                    ))}
                </Flex>
              )}
            </Flex>
          )
        }
      </Loaded>
    </Card>
  );
};
