import { Button } from '@strapi/design-system';
import { useState } from 'react';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type health, resumeAfterOutage } from '../../../contracts/publisher';
import { useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';

type OutageFacts = NonNullable<ResponseOf<typeof health>['outage']>;

/** TikTok fails for many, or did: what waits for that, and the one button that sends it. */
export const Outage = ({ outage }: { outage: OutageFacts }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const maySend = useMay('publishPosts');
  const { run, isRunning } = useTikTokMutation(resumeAfterOutage);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const { since, retryAt, waiting } = outage;

  const send = async () => {
    const outcome = await run({});
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) notify.done(t('health.outage.sent', { ...outcome.data }));
  };

  return (
    <Note
      level="warning"
      title={t(retryAt === null ? 'health.outage.over' : 'health.outage.title')}
      retry={retryAt && t('health.outage.retry', { time: dateTime(retryAt) })}
      action={
        <>
          {problem && <Problem problem={problem} />}
          {maySend && waiting > 0 && (
            <Button variant="secondary" loading={isRunning} onClick={() => void send()}>
              {t('health.outage.send', { count: waiting })}
            </Button>
          )}
        </>
      }
    >
      {t('health.outage.waiting', { count: waiting, time: dateTime(since) })}{' '}
      {maySend && waiting > 0 && t('health.outage.knowing')}
    </Note>
  );
};
