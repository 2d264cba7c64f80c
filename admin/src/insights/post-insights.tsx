import { Flex, Typography } from '@strapi/design-system';
import { useCallback, useMemo } from 'react';

import { type InsightsMark, postInsights, type VideoInsights } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Chart } from './chart';
import { useNumbers } from './numbers';
import { PlainTable } from './samples-table';
import { Comparison, Freshness, MissingNotes, useAge, Views } from './video-numbers';

const SUBJECTS = ['insights'] as const;
const COUNTERS = ['views', 'likes', 'comments', 'shares'] as const;

const Curve = ({ video, marks }: { video: VideoInsights; marks: readonly InsightsMark[] }) => {
  const { t, dateTime, said } = useTexts();
  const { count } = useNumbers();
  const age = useAge();
  const { samples } = video;
  const x = useMemo(() => samples.map(({ ageHours }) => ageHours), [samples]);
  const lines = useMemo(
    () =>
      COUNTERS.map((name) => ({
        label: t(`insights.${name}`),
        values: samples.map((sample) => (sample[name] === null ? null : Number(sample[name]))),
      })),
    [samples, t],
  );
  const labelOf = useCallback((hours: number) => age(hours), [age]);
  const measured = samples.map((sample) => ({
    key: sample.at,
    at: sample.at,
    cells: [
      age(sample.ageHours) + (sample.late ? ` (${t('insights.late')})` : ''),
      dateTime(sample.at),
      ...COUNTERS.map((name) => count(sample[name])),
    ],
  }));
  const happened = useMemo(
    () =>
      marks.map(({ at, what, message }) => ({
        key: `${at} ${message}`,
        at,
        hours: (Date.parse(at) - Date.parse(video.createdAt)) / 3_600_000,
        words: what === 'post' ? said(message) : t(`insights.mark.${what}`),
      })),
    [marks, video.createdAt, t, said],
  );
  const events = useMemo(() => happened.map(({ hours }) => hours), [happened]);
  const rows = [
    ...measured,
    ...happened.map(({ key, at, hours, words }) => ({
      key,
      at,
      muted: true,
      cells: [age(Math.max(0, hours)), dateTime(at), words],
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {samples.length > 1 && (
        <Chart
          title={t('insights.curve.chart', { title: video.title })}
          x={x}
          lines={lines}
          events={events}
          labelOf={labelOf}
        />
      )}
      {rows.length > 0 && (
        <PlainTable
          label={t('insights.curve')}
          head={[
            t('insights.age'),
            t('insights.time'),
            ...COUNTERS.map((name) => t(`insights.${name}`)),
          ]}
          rows={rows}
        />
      )}
    </Flex>
  );
};

const Content = ({ id }: { id: number }) => {
  const { t } = useTexts();
  const { percent } = useNumbers();
  const read = useTikTokQuery(postInsights, { params: { id } });
  if (read.data && (!read.data.on || read.data.videos.length === 0)) return null;
  return (
    <Card title={t('insights.title')} description={t('insights.engagement.help')}>
      <Loaded read={read}>
        {({ videos, marks, missing }) => (
          <>
            <MissingNotes missing={missing} />
            {videos.map((video) => (
              <Flex key={video.id} direction="column" alignItems="stretch" gap={2}>
                <Views video={video} />
                <Comparison video={video} />
                {video.engagement !== null && (
                  <Typography variant="pi" tag="p">
                    {t('insights.engagement', { share: percent(video.engagement) })}
                  </Typography>
                )}
                <Freshness video={video} />
                <Curve video={video} marks={marks} />
              </Flex>
            ))}
          </>
        )}
      </Loaded>
    </Card>
  );
};

/** On a post's page: its counters over its age, and what happened meanwhile. */
const PostInsights = ({ id }: { id: number }) =>
  useMay('readInsights') ? (
    <Texts subjects={SUBJECTS} loading={<></>}>
      <Content id={id} />
    </Texts>
  ) : null;

export default PostInsights;
