import { Flex, Typography } from '@strapi/design-system';

import { health } from '../../../contracts/publisher';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { type TextSubject, Texts, useTexts } from '../translations';
import { Facts, isLate } from './facts';
import { Outage } from './outage';
import { QueueTrouble } from './queue-trouble';
import { Stopped } from './stopped';

const SUBJECTS: readonly TextSubject[] = ['health'];
const EVERY_MS = 30_000;
/** Beyond this the server sends nothing (server/src/posts/queue/hands.ts). */
const MAX_SKEW_MS = 5_000;

const Bar = () => {
  const { t, number, dateTime } = useTexts();
  const { data } = useTikTokQuery(health, {}, { poll: () => EVERY_MS });
  // What cannot be read must not stand in the way of the posts below.
  if (!data) return null;
  const { stopped, outage, queue, clockSkewMs, lastTickAt } = data;
  const isOff = clockSkewMs !== null && Math.abs(clockSkewMs) > MAX_SKEW_MS;
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      tag="section"
      aria-label={t('health.label')}
    >
      {stopped && <Stopped reason={stopped} />}
      {outage && <Outage outage={outage} />}
      <QueueTrouble queue={queue} />
      {isOff && (
        <Note level="danger" remedy={t('health.skew.remedy')}>
          {t('health.skew', { seconds: number(Math.round(clockSkewMs / 1000)) })}
        </Note>
      )}
      {isLate(lastTickAt) && (
        <Note level="warning" remedy={t('health.late.remedy')}>
          {lastTickAt === null
            ? t('health.never')
            : t('health.late', { time: dateTime(lastTickAt) })}
        </Note>
      )}
      <Typography variant="pi" textColor="neutral600" tag="p">
        <Facts health={data} />
      </Typography>
    </Flex>
  );
};

const Stop = () => {
  const { data } = useTikTokQuery(health, {});
  if (!data) return null;
  return (
    <>
      {data.stopped && <Stopped reason={data.stopped} />}
      <QueueTrouble queue={data.queue} />
    </>
  );
};

/** Only what keeps posts from being sent, for pages on which an administrator looks for the reason. */
export const StopNote = () => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Stop />
  </Texts>
);

/**
 * How the publisher fares, for the top of the TikTok page: when it last looked for due posts, how many
 * wait, and what keeps it from sending, with the buttons that mend it. Brings its own texts.
 */
export const HealthBar = () => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Bar />
  </Texts>
);
