import { Typography } from '@strapi/design-system';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type health as endpoint } from '../../../contracts/publisher';
import { useTexts } from '../translations';

type Health = ResponseOf<typeof endpoint>;

/** The publisher looks at least every minute; on a host that sleeps, when the tick route is called. */
const LATE_MS = 10 * 60_000;

/** Whether the last look for due posts is so long ago that something may be late. `now` in epoch ms. */
export const isLate = ({ lastTickAt }: Pick<Health, 'lastTickAt'>, now: number): boolean =>
  lastTickAt === null || now - Date.parse(lastTickAt) > LATE_MS;

/** When the publisher last looked for due posts, how many wait, and what to check. */
export const LateLook = ({ health: { lastTickAt, due } }: { health: Health }) => {
  const { t, dateTime } = useTexts();
  return (
    <Typography variant="pi" textColor="neutral600" tag="p">
      {[
        lastTickAt === null ? t('health.never') : t('health.late', { time: dateTime(lastTickAt) }),
        t('health.due', { count: due }),
        t('health.late.remedy'),
      ].join(' · ')}
    </Typography>
  );
};
