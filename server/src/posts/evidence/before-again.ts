import { type Account } from '../../accounts';
import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';
import { type PublisherContext } from '../context';
import { type AttemptRow, type PostRow } from '../life/rows';
import { findCandidates } from './candidates';
import { ask } from './follow';
import { mayBeListed } from './look-for-live';
import { evidenceOf, settle } from './settle';

/** So many of the latest attempts are asked about; earlier ones are days old. */
const ASKED = 3;
const ASK_MS = 15_000;

/** Of an attempt that was not committed nothing can be live. */
const mayBeLive = ({ committed_at: committedAt, outcome }: AttemptRow): boolean =>
  committedAt !== null && outcome !== 'published' && outcome !== 'in_inbox';

/** @returns what TikTok leaves open about this attempt, in words; null: it says that it failed */
const askStatus = async (
  context: PublisherContext,
  attempt: AttemptRow,
  signal: AbortSignal,
): Promise<string | null> => {
  const { publish_id: publishId } = attempt;
  if (publishId === null) return 'TikTok never said what it calls the post that it was given.';
  const asked = await ask(context, attempt, publishId, signal);
  if (asked.kind !== 'answer') {
    return 'TikTok could not be asked what became of the post that it was given.';
  }
  const evidence = evidenceOf(asked.status);
  if (evidence?.kind === 'failed') return null;
  if (!evidence || evidence.kind === 'processing') {
    return 'TikTok has not said that it is done with the post that it was given.';
  }
  await settle(context, attempt, evidence, { logId: asked.status.logId });
  return null;
};

const askList = async (
  context: PublisherContext,
  post: PostRow,
  attempt: AttemptRow,
  account: Account,
  signal: AbortSignal,
): Promise<string | null> => {
  if (!mayBeListed(post, account)) {
    return 'From here it cannot be seen whether it is on TikTok nevertheless: the list of posts shows only public ones, and only where the account has granted it.';
  }
  const found = await findCandidates(context, post, attempt, account, signal);
  if (found.sole === null) {
    return found.isLikely
      ? 'TikTok shows a public post with the same words, which may be this one.'
      : null;
  }
  await settle(context, attempt, { kind: 'published', postIds: [found.sole] });
  return null;
};

/** An error of asking is no answer. */
const orUnknown = async (asking: Promise<string | null>, words: string): Promise<string | null> => {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof TikTokError || error instanceof Problem) return words;
    throw error;
  }
};

/**
 * Asks anew what became of a post that TikTok was given before, so that a person who sends it again
 * does not make a second one: kept events, the status of its latest attempts, and TikTok's list of
 * public posts. "Failed" was TikTok's word once and need not be the last.
 * @param knowing the person was told what cannot be known, and goes on
 * @throws Problem `live_after_all`, `cannot_be_known`
 */
export const askBeforeAgain = async (
  context: PublisherContext,
  post: PostRow,
  account: Account,
  knowing: boolean,
): Promise<void> => {
  const { attempts, posts, replayKept } = context;
  const given = (await attempts.ofPost(post.id)).filter(mayBeLive).slice(-ASKED).reverse();
  if (given.length === 0) return;
  const signal = AbortSignal.timeout(ASK_MS);
  const open = new Set<string>();
  const note = (words: string | null): void => {
    if (words !== null) open.add(words);
  };
  await replayKept({ accountId: account.id });
  for (const attempt of given) note(await askStatus(context, attempt, signal));
  const unlisted = 'TikTok’s list of the account’s posts could not be read.';
  for (const attempt of given) {
    note(await orUnknown(askList(context, post, attempt, account, signal), unlisted));
  }
  const now = await posts.require(post.id);
  if (now.state !== post.state) {
    throw new Problem({
      status: 409,
      code: 'live_after_all',
      message: `TikTok has this post after all${now.link ? `: ${now.link}` : ''}. It was not sent again.`,
      remedy: 'Reload the post to see where it is now.',
    });
  }
  if (knowing || open.size === 0) return;
  throw new Problem({
    status: 409,
    code: 'cannot_be_known',
    message: `TikTok was given this post before, and it may be there. ${[...open].join(' ')}`,
    remedy:
      'Look at the account in the TikTok app. If it is not there, send it again; if it is, it would be there twice.',
  });
};
