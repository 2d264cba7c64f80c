import { logWord } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { Problem } from '../../http/problem';
import { TikTokError } from '../../tiktok';
import { retryDelay } from '../limits/backoff';
import { type Gate } from '../limits/gates';
import { type AttemptRow } from '../life/rows';
import { type Lease, LeaseLost } from '../queue/lease';
import { currentAttempt } from './attempts';
import { mayBeThereAlready } from '../evidence/restored';
import { duringOutage, staysHeld } from './during-outage';
import { type PublisherContext } from '../context';
import { follow } from '../evidence/follow';
import { noteCap } from './caps';
import { carryOut } from './outcome';
import { gateOf, prepare } from './prepare';
import { resumeFile, startFile } from './send-file';
import { resumePull, startPull } from './send-pull';
import { gateOfTrouble, judge } from './verdict';

/**
 * Does the work that a claimed post needs now, one step, and gives it back with the time of the
 * next. Every error ends here: in a state with words, or, where a defect of ours shows, in a later
 * try with a line in the log.
 */
export const createPublisher = (context: PublisherContext) => ({
  async work(lease: Lease): Promise<void> {
    try {
      await step(context, lease);
    } catch (error) {
      if (error instanceof LeaseLost || lease.signal.aborted) {
        if (!lease.isWindingDown) {
          context.strapi.log.debug(
            `TikTok: post ${lease.post.id} is no longer this process's; it writes nothing more of it.`,
          );
        }
        return;
      }
      await afterDefect(context, lease, error);
    } finally {
      lease.stop();
      await context.outages.stepEnded(lease.post.id).catch(() => undefined);
    }
  },
});

export type Publisher = ReturnType<typeof createPublisher>;

const step = async (context: PublisherContext, lease: Lease): Promise<void> => {
  const { post } = lease;
  const attempt = await currentAttempt(context, lease);
  switch (post.state) {
    case 'held':
      if (await staysHeld(context, lease)) return;
      if (await waits(context, lease)) return;
      // It waited for a time that has come.
      await lease.move({
        event: 'schedule',
        by: 'publisher',
        note: { code: 'goes_on', message: 'The wait is over; it goes on.', actor: 'publisher' },
        patch: { reason: null },
      });
      await lease.move({
        event: 'claim',
        by: 'publisher',
        note: { code: 'due', message: 'The publisher takes up the post.', actor: 'publisher' },
      });
      return begin(context, lease, attempt);
    case 'due':
      if (await waits(context, lease)) return;
      return begin(context, lease, attempt);
    case 'sending':
    case 'committing':
      if (!attempt) throw new Error(`post ${post.id} is ${post.state} without an attempt`);
      return post.transfer === 'file_upload'
        ? resumeFile(context, lease, attempt)
        : resumePull(context, lease, attempt);
    case 'processing':
    case 'in_inbox':
    case 'published':
    case 'outcome_unknown':
      if (!attempt) return lease.release(null);
      return follow(context, lease, attempt);
    case 'scheduled':
    case 'draft':
    case 'awaiting_approval':
    case 'failed':
    case 'cancelled':
      // A claim turns scheduled into due, and the others are never claimed.
      return lease.release(post.next_step_at);
  }
};

/** Behind a closed gate nothing is done for a post, and nothing is written of it. */
const waits = async (context: PublisherContext, lease: Lease): Promise<boolean> => {
  const gate = await gateOf(context, lease.post);
  if (gate) await waitBehind(context, lease, gate);
  return gate !== null;
};

const begin = async (
  context: PublisherContext,
  lease: Lease,
  before: AttemptRow | null,
): Promise<void> => {
  const { strapi, random } = context;
  if (await mayBeThereAlready(context, lease)) return;
  let prepared: Awaited<ReturnType<typeof prepare>>;
  try {
    prepared = await prepare(context, lease.post, lease.signal);
  } catch (error) {
    const now = await databaseNowMs(strapi);
    const gate = gateOfTrouble(error, lease.post.account_id, now);
    if (gate) return waitBehind(context, lease, gate);
    const judged = judge(error, now, lease.post.tries, random());
    if (!judged) throw error;
    const verdict = await duringOutage(context, lease, judged, error);
    await noteCap(context, lease, verdict, error);
    return carryOut(context, lease, verdict);
  }
  if ('closed' in prepared) return waitBehind(context, lease, prepared.closed);
  if ('verdict' in prepared) return carryOut(context, lease, prepared.verdict);
  const { ready } = prepared;
  if (lease.post.transfer === 'pull_from_url') return startPull(context, lease, ready, before);
  const { source } = ready;
  if (!source) throw new Error('an upload without a file');
  try {
    await startFile(context, lease, { ...ready, source }, before);
  } finally {
    await source.close();
  }
};

/** Closes a gate that this post has found shut, for all that it concerns. */
const waitBehind = async ({ gates }: PublisherContext, lease: Lease, gate: Gate): Promise<void> => {
  await gates.close(gate);
  await lease.putBack();
};

/** Nothing is lost by a defect: the post keeps its state and is looked at again, ever more rarely. */
const afterDefect = async (
  context: PublisherContext,
  lease: Lease,
  error: unknown,
): Promise<void> => {
  const { strapi, random } = context;
  const words =
    error instanceof TikTokError || error instanceof Problem ? logWord(error) : errorName(error);
  strapi.log.error(`TikTok: post ${lease.post.id} (${lease.post.state}): ${words}`);
  try {
    const tries = lease.post.tries + 1;
    const at = (await databaseNowMs(strapi)) + retryDelay(tries, random());
    await lease.release(at, { tries });
  } catch {
    // The database does not answer either: the lease runs out and the post is claimed again.
  }
};

/** Messages of unknown errors may quote addresses; the name and the place are enough to find it. */
const errorName = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.stack?.split('\n')[1]?.trim() ?? ''}`
    : 'unknown error';
