import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Insights } from '../../../server/src/insights';
import { lookAgain } from '../../support/until';

const counts = z.array(z.object({ n: z.coerce.number() }));

/** How many accounts and videos are due at this moment. */
const dueNow = async (strapi: Core.Strapi, at: number): Promise<number> => {
  const of = async (table: string): Promise<number> =>
    counts.parse(await strapi.db.connection(table).where('next_at', '<=', at).count({ n: '*' }))[0]
      ?.n ?? 0;
  return (await of('tiktok_videos')) + (await of('tiktok_followed_accounts'));
};

/** Works until nothing is due any more, whoever did it; also what another process left half-way. */
export const collectAll = async (
  strapi: Core.Strapi,
  collector: Insights['collector'],
): Promise<void> => {
  do {
    const { calls } = await collector.round();
    if (calls === 0) await lookAgain();
  } while ((await dueNow(strapi, await collector.now())) > 0);
};
