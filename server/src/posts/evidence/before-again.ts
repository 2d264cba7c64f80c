import { type Account } from '../../accounts';
import { createMemory } from '../../database/memory';
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
/** So long an answer serves who only moves the post, again and again. */
const REMEMBERED_MS = 60_000;

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

/** What TikTok leaves open about these attempts, each in words. */
const askAll = async (
  context: PublisherContext,
  post: PostRow,
  account: Account,
  given: readonly AttemptRow[],
  signal: AbortSignal,
): Promise<string[]> => {
  const open = new Set<string>();
  const note = (words: string | null): void => {
    if (words !== null) open.add(words);
  };
  await context.replayKept({ accountId: account.id });
  for (const attempt of given) note(await askStatus(context, attempt, signal));
  const unlisted = 'TikTok’s list of the account’s posts could not be read.';
  for (const attempt of given) {
    note(await orUnknown(askList(context, post, attempt, account, signal), unlisted));
  }
  return [...open];
};

interface Asking {
  /** The person was told what cannot be known, and goes on. */
  knowing: boolean;
  /** Nothing is sent by it yet: what TikTok said a moment ago will do. */
  lately: boolean;
  /** Ends when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

/**
 * Asks anew what became of a post that TikTok was given before, so that a person who sends it again
 * does not make a second one: kept events, the status of its latest attempts, and TikTok's list of
 * public posts. "Failed" was TikTok's word once and need not be the last.
 */
export const createAskBeforeAgain = (context: PublisherContext) => {
  const { attempts, posts } = context;
  const memory = createMemory<string, string[]>(REMEMBERED_MS);

  /** @throws Problem `live_after_all`, `cannot_be_known` */
  return async (post: PostRow, account: Account, asking: Asking): Promise<void> => {
    const { knowing, lately, signal } = asking;
    const given = (await attempts.ofPost(post.id)).filter(mayBeLive).slice(-ASKED).reverse();
    if (given.length === 0) return;
    const late = AbortSignal.timeout(ASK_MS);
    const until = signal ? AbortSignal.any([signal, late]) : late;
    const key = given.map(({ id }) => id).join(' ');
    if (!lately) memory.forget(key);
    const open = await memory.read(key, () => askAll(context, post, account, given, until));
    // Whoever went away may have left a question unanswered that TikTok would have answered.
    if (signal?.aborted) memory.forget(key);
    signal?.throwIfAborted();
    const now = await posts.require(post.id);
    if (now.state !== post.state) {
      throw new Problem({
        status: 409,
        code: 'live_after_all',
        message: `TikTok has this post after all${now.link ? `: ${now.link}` : ''}. It was not sent again.`,
        remedy: 'Reload the post to see where it is now.',
      });
    }
    if (knowing || open.length === 0) return;
    throw new Problem({
      status: 409,
      code: 'cannot_be_known',
      message: `TikTok was given this post before, and it may be there. ${open.join(' ')}`,
      remedy:
        'Look at the account in the TikTok app. If it is not there, send it again; if it is, it would be there twice.',
    });
  };
};

export type AskBeforeAgain = ReturnType<typeof createAskBeforeAgain>;
