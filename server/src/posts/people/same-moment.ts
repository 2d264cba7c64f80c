import { createHash } from 'node:crypto';

import { isOneOf } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
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

/** Whether whoever sends a post was told of this other one, and goes on. */
export type IsKnown = (other: PostRow) => boolean;

export const among =
  (ids: readonly number[] = []): IsKnown =>
  ({ id }) =>
    ids.includes(id);

/**
 * What keeps two posts of the same files from being sent to the same account at the same moment: the
 * question about repeats was asked while neither was there (T07). A post has the minute in which it
 * was sent and the next one, so that no two on either side of a minute's end miss each other.
 */
export const repeatGuards = (
  { account_id: accountId, media }: Pick<PostRow, 'account_id' | 'media'>,
  now: number,
  isKnown: IsKnown,
): Guard[] => {
  const minute = Math.floor(now / MINUTE_MS);
  const digest = mediaDigest(media);
  return [minute, minute + 1].map((at) => ({
    key: `repeat:${accountId}:${digest}:${at}`,
    holds: (other, fresh) =>
      !isKnown(other) && (fresh || !isOneOf(other.state, ['awaiting_approval', ...LEFT_UNSENT])),
  }));
};

/** What keeps two posts of an account from the same one of its posting times. */
export const slotGuard = (accountId: number, at: number): Guard => ({
  key: `slot:${accountId}:${at}`,
  holds: ({ state, scheduled_at: taken }, fresh) =>
    fresh || (taken === at && isOneOf(state, PLANNED)),
});

export const isSlot = ({ guard }: GuardTaken): boolean => guard.key.startsWith('slot:');

/** Who sent the holder, to whoever may see it: themselves a moment ago, a rule, or somebody else. */
const whoSent = (caller: Caller, { id, created_by_id: by, rule_name: rule, ...post }: PostRow) => {
  if (rule !== null) {
    return `The rule "${rule}" sent the same file to this account a moment ago (post ${id}). Yours was not sent.`;
  }
  const senderId = post.consent?.sentBy?.id ?? post.consent?.byId ?? by;
  if (senderId === caller.id) {
    return `You sent the same file to this account a moment ago (post ${id}). This one was not sent.`;
  }
  const name = post.consent?.sentBy?.name ?? post.consent?.byName ?? post.created_by_name;
  return `${name} was quicker: the same file was sent to this account a moment ago (post ${id}). Yours was not sent.`;
};

/** The answer to who comes second: who was quicker, as far as they may see it. */
export const justSent = (caller: Caller, { holder }: GuardTaken, maySee: boolean): Problem =>
  new Problem({
    status: 409,
    code: 'just_sent',
    message: maySee
      ? whoSent(caller, holder)
      : 'Somebody else was quicker: the same file was sent to this account a moment ago. Yours was not sent.',
    remedy: 'Look at that post. If yours shall go out as well, send it again knowing that.',
    postId: holder.id,
  });
