import { z } from 'zod';

import { type Insights } from '../../../server/src/insights';
import { letPass } from '../../support';

type CollectorOptions = Parameters<Insights['collectorBy']>[0];

/** A clock that goes `rate` times as fast as the machine's, and showed `shown` when that showed `at`. */
export const fastClock = z.object({ at: z.number(), shown: z.number(), rate: z.number() });
export type FastClock = z.output<typeof fastClock>;

export const timeBy = ({ at, shown, rate }: FastClock): number => shown + (Date.now() - at) * rate;

/** Collects by such a clock, pauses included: what goes out in a minute of it takes less of ours. */
export const byFastClock = (
  read: () => FastClock,
): Required<Pick<CollectorOptions, 'now' | 'pause'>> => ({
  now: () => Promise.resolve(timeBy(read())),
  pause: (ms) => letPass(ms / read().rate, 'the collector paces its calls by this clock'),
});
