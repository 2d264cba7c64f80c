import { Button } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type health, resumeAfterOutage } from '../../../contracts/publisher';
import { type Outcome, useTikTokMutation } from '../api';
import { type TikTokProblem } from '../api/problem';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';

type Resumed = ResponseOf<typeof resumeAfterOutage>;
type OutageFacts = NonNullable<ResponseOf<typeof health>['outage']>;

/** TikTok fails for many, or did: what waits for that, and the one button that sends it. */
export const Outage = ({ outage }: { outage: OutageFacts }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const maySend = useMay('publishPosts');
  const { run } = useTikTokMutation(resumeAfterOutage);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const { since, retryAt, waiting } = outage;
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  /** Lot by lot, until every one has been come to or the page is left. */
  const sendAll = async (): Promise<TikTokProblem | null> => {
    let sent = 0;
    for (let after: number | null = 0; after !== null;) {
      const outcome: Outcome<Resumed> = await run({ body: { after } });
      if (!outcome.ok) return outcome.problem;
      const { next, left } = outcome.data;
      sent += outcome.data.sent;
      if (gone.current) return null;
      if (next === null) notify.done(t('health.outage.sent', { sent, left }));
      after = next;
    }
    return null;
  };
  const send = async () => {
    setIsSending(true);
    setProblem(await sendAll());
    setIsSending(false);
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
            <Button variant="secondary" loading={isSending} onClick={() => void send()}>
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
