import { type Core } from '@strapi/strapi';

import { inTransaction } from '../../database/tables';
import { type AttemptRow } from '../life/rows';
import { appendToTimeline, readTimeline } from '../life/timeline';

const CODE = 'delivery_failed';

/** Why this site could not hand a file of the attempt to TikTok, in words; null if it never failed. */
export const deliveryTroubleOf = async (
  strapi: Core.Strapi,
  { post_id: postId, intent_at: since }: AttemptRow,
): Promise<string | null> => {
  const lines = await readTimeline(strapi, postId);
  return lines.filter(({ code, at }) => code === CODE && at >= since).at(-1)?.message ?? null;
};

/**
 * Notes that TikTok asked and was not given the file: it only says afterwards that the pull failed.
 * In the post's history, since the process that delivers is not always the one that asks TikTok; one
 * line for the same trouble, however often TikTok tries.
 */
export const noteDeliveryTrouble = async (
  strapi: Core.Strapi,
  attempt: AttemptRow,
  message: string,
): Promise<void> => {
  if ((await deliveryTroubleOf(strapi, attempt)) === message) return;
  await inTransaction(strapi, (trx) =>
    appendToTimeline(
      strapi,
      trx,
      attempt.post_id,
      { from: null, to: null },
      { code: CODE, message, actor: 'publisher' },
    ),
  );
};
