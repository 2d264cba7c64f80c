import { type ResponseOf } from '../../../contracts/endpoint';
import { type health as endpoint } from '../../../contracts/publisher';
import { useTexts } from '../translations';

type Health = ResponseOf<typeof endpoint>;

/** The publisher looks at least every minute; on a host that sleeps, when the tick route is called. */
const LATE_MS = 10 * 60_000;

/** Whether the last look for due posts is so long ago that something may be wrong. */
export const isLate = (lastTickAt: string | null, now = Date.now()): boolean =>
  lastTickAt === null || now - Date.parse(lastTickAt) > LATE_MS;

/** The plain facts in one line. */
export const Facts = ({ health }: { health: Health }) => {
  const { t, dateTime } = useTexts();
  const { lastTickAt, due, working } = health;
  return [
    ...(lastTickAt === null ? [] : [t('health.lastTick', { time: dateTime(lastTickAt) })]),
    t('health.due', { count: due }),
    ...(working === 0 ? [] : [t('health.working', { count: working })]),
  ].join(' · ');
};
