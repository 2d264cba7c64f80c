import { Typography } from '@strapi/design-system';

import { getPostingTimes } from '../../../contracts/plan';
import { useTikTokQuery } from '../api';
import { Texts, useTexts } from '../translations';
import { rowsOf } from './time-rows';
import { useDayName } from './use-day-name';

const SUBJECTS = ['plan'] as const;

const Line = ({ accountId }: { accountId: number }) => {
  const { t } = useTexts();
  const dayName = useDayName();
  const { data } = useTikTokQuery(getPostingTimes, { params: { id: accountId } });
  if (!data) return null;
  const times = rowsOf(data.times).map(({ time, weekdays }) =>
    weekdays.length === 7
      ? t('plan.times.daily', { time })
      : t('plan.times.onDays', {
          time,
          days: weekdays.map((weekday) => dayName(weekday, 'short')).join(', '),
        }),
  );
  return (
    <Typography variant="pi" textColor="neutral600" tag="p" data-testid="posting-times">
      {times.length === 0
        ? t('plan.times.none')
        : t('plan.times.line', { times: times.join('; '), zone: data.timeZone })}
    </Typography>
  );
};

/** When an account usually posts, with its zone, in one line; brings its own texts. */
const PostingTimesLine = ({ accountId }: { accountId: number }) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <Line accountId={accountId} />
  </Texts>
);

export default PostingTimesLine;
