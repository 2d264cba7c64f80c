import { Flex, Typography } from '@strapi/design-system';

import { useCallback } from 'react';

import { type AccountMissing, type VideoInsights } from '../../../contracts/insights';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useNumbers } from './numbers';
import { Sparkline } from './sparkline';

/** An age in the reader's words: "24 hours", "7 days". */
export const useAge = (): ((hours: number) => string) => {
  const { t } = useTexts();
  return useCallback(
    (hours) =>
      hours < 72
        ? t('insights.hours', { count: Math.round(hours) })
        : t('insights.days', { count: Math.round(hours / 24) }),
    [t],
  );
};

/** "12,430 views after 24 hours, 1.8 times what this account usually gets (median of its last 20 videos)". */
export const Comparison = ({ video: { comparison } }: { video: VideoInsights }) => {
  const { t } = useTexts();
  const { count, times, isOne } = useNumbers();
  const age = useAge();
  if (!comparison) return null;
  const { hours, views, usual, of, times: factor } = comparison;
  const said = { views: count(views), age: age(hours), of };
  const words = (): string => {
    if (usual === null) return t('insights.compared.none', said);
    if (factor === null) return t('insights.compared.zero', said);
    const isFew = of < 10;
    if (isOne(factor)) return t(`insights.compared.same${isFew ? '.few' : ''}`, said);
    const compared = { ...said, times: times(factor) };
    return t(isFew ? 'insights.compared.few' : 'insights.compared', compared);
  };
  return (
    <Typography variant="pi" textColor="neutral800" tag="p">
      {words()}
    </Typography>
  );
};

/** How old the number is, and whether TikTok still shows the video. */
export const Freshness = ({ video }: { video: VideoInsights }) => {
  const { t, dateTime } = useTexts();
  const words = video.hiddenSince
    ? t('insights.hidden', { time: dateTime(video.hiddenSince) })
    : video.measuredAt
      ? t('insights.measured', { time: dateTime(video.measuredAt) })
      : video.nextAt
        ? t('insights.notYet', { time: dateTime(video.nextAt) })
        : null;
  return words ? (
    <Typography variant="pi" textColor="neutral600" tag="p">
      {words}
    </Typography>
  ) : null;
};

/** Views with the course so far. Greyed where TikTok does not show the video any more. */
export const Views = ({ video }: { video: VideoInsights }) => {
  const { t } = useTexts();
  const { count } = useNumbers();
  const points = video.samples.filter(({ views }) => views !== null);
  return (
    <Flex gap={3} justifyContent="space-between" wrap="wrap">
      <Typography fontWeight="bold" textColor={video.hiddenSince ? 'neutral600' : 'neutral800'}>
        {t('insights.viewsNumber', { views: count(video.counters.views) })}
      </Typography>
      <Sparkline
        x={points.map(({ ageHours }) => ageHours)}
        y={points.map(({ views }) => Number(views))}
      />
    </Flex>
  );
};

/** What is not shown for lack of a permission of the account, and how to grant it: never zeros. */
export const MissingNotes = ({ missing }: { missing: readonly AccountMissing[] }) => {
  const { t } = useTexts();
  const words = {
    'user.info.profile': t('insights.scope.profile'),
    'user.info.stats': t('insights.scope.stats'),
    'video.list': t('insights.scope.list'),
  } as Record<string, string>;
  return (
    <>
      {missing.map(({ accountId, nickname, scopes }) => (
        <Note key={accountId} level="info" remedy={t('insights.missing.remedy')}>
          {t('insights.missing', {
            name: nickname,
            scopes: scopes.map((scope) => `${scope} (${words[scope] ?? ''})`).join(', '),
          })}
        </Note>
      ))}
    </>
  );
};
