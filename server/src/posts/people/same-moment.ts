import { createHash } from 'node:crypto';

import { isOneOf } from '../../../../contracts/posts';
import { Problem } from '../../http/problem';
import { type Guard, type GuardTaken } from '../life/guards';
import { type PostRow } from '../life/rows';
import { LEFT_UNSENT, PLANNED } from '../life/state-machine';

const MINUTE_MS = 60_000;

/** The same bytes in the same order, whichever asset they come from. */
const mediaDigest = (media: PostRow['media']): string =>
  createHash('sha256')
    .update(JSON.stringify(media.map(({ hash, bytes }) => [hash, bytes])))
    .digest('base64url');

/** Whether two posts are of the same bytes in the same order. */
export const sameFiles = (one: PostRow['media'], other: PostRow['media']): boolean =>
  mediaDigest(one) === mediaDigest(other);

/**
 * What keeps two people from sending the same files to the same account at the same moment: the
 * question about repeats was asked while neither post was there (T07). A post has the minute in which
 * it was stored and the next one, so that no two on either side of a minute's end miss each other.
 * @param known posts that the person was told of
 */
export const repeatGuards = (
  { account_id: accountId, media }: Pick<PostRow, 'account_id' | 'media'>,
  now: number,
  known: readonly number[],
): Guard[] => {
  const minute = Math.floor(now / MINUTE_MS);
  const digest = mediaDigest(media);
  return [minute, minute + 1].map((at) => ({
    key: `repeat:${accountId}:${digest}:${at}`,
    holds: ({ id, state }, fresh) =>
      !known.includes(id) && (fresh || !isOneOf(state, ['awaiting_approval', ...LEFT_UNSENT])),
  }));
};

/** Taken by whom nobody can tell that somebody was quicker (a rule); whoever comes after it is told. */
export const taking = (guard: Guard): Guard => ({ ...guard, holds: () => false });

/** What keeps two posts of an account from the same one of its posting times. */
export const slotGuard = (accountId: number, at: number): Guard => ({
  key: `slot:${accountId}:${at}`,
  holds: ({ state, scheduled_at: taken }, fresh) =>
    fresh || (taken === at && isOneOf(state, PLANNED)),
});

export const isSlot = ({ guard }: GuardTaken): boolean => guard.key.startsWith('slot:');

/** The answer to the second person: who was quicker, as far as they may see it. */
export const justSent = ({ holder }: GuardTaken, maySee: boolean): Problem => {
  const who = (maySee && holder.created_by_name) || 'Somebody else';
  return new Problem({
    status: 409,
    code: 'just_sent',
    message: `${who} was quicker: the same file was sent to this account a moment ago${maySee ? ` (post ${holder.id})` : ''}. Yours was not sent.`,
    remedy: 'Look at that post. If yours shall go out as well, send it again knowing that.',
    postId: holder.id,
  });
};
