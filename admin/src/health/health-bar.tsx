import { Flex } from '@strapi/design-system';

import { health } from '../../../contracts/publisher';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { type TextSubject, Texts, useTexts } from '../translations';
import { useNow } from '../utils/use-now';
import { isLate, LateLook } from './late-look';
import { Outage } from './outage';
import { QueueTrouble } from './queue-trouble';
import { Stopped } from './stopped';

const SUBJECTS: readonly TextSubject[] = ['health'];
const EVERY_MS = 30_000;
/** Beyond this the server sends nothing (server/src/posts/queue/hands.ts). */
const MAX_SKEW_MS = 5_000;

const Bar = () => {
  const { t, number } = useTexts();
  const now = useNow();
  const { data } = useTikTokQuery(health, {}, { poll: () => EVERY_MS });
  // What cannot be read must not stand in the way of the posts below.
  if (!data) return null;
  const { stopped, outage, queue, clockSkewMs } = data;
  const isOff = clockSkewMs !== null && Math.abs(clockSkewMs) > MAX_SKEW_MS;
  const late = isLate(data, now);
  const isQueueWell = queue === null || queue === 'working';
  if (!stopped && !outage && isQueueWell && !isOff && !late) return null;
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
      {late && <LateLook health={data} />}
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
 * What keeps the publisher from sending, for the top of the TikTok page, with the buttons that mend it;
 * nothing where all is well. Brings its own texts.
 */
export const HealthBar = () => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Bar />
  </Texts>
);
