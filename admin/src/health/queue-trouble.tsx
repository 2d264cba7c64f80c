import { type ResponseOf } from '../../../contracts/endpoint';
import { type health } from '../../../contracts/publisher';
import { Note } from '../components/note';
import { useTexts } from '../translations';

type Health = ResponseOf<typeof health>;

/** What keeps the publisher's queue from working, where there is one. */
export const QueueTrouble = ({ queue }: Pick<Health, 'queue'>) => {
  const { t } = useTexts();
  if (queue === 'unreachable') {
    return (
      <Note level="warning" remedy={t('health.queue.unreachable.remedy')}>
        {t('health.queue.unreachable')}
      </Note>
    );
  }
  if (queue === 'paused') {
    return (
      <Note level="danger" remedy={t('health.queue.paused.remedy')}>
        {t('health.queue.paused')}
      </Note>
    );
  }
  return null;
};
