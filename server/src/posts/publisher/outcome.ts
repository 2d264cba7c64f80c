import { databaseNowMs } from '../../database/clock';
import { type Lease, type Move } from '../queue/lease';
import { type AttemptRow } from '../life/rows';
import { type PublisherContext } from '../context';
import { type Verdict } from './verdict';

const inWords = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * Carries out a verdict on a post that is `due`, and gives the post back. The attempt, if there was
 * one, is closed with it.
 */
export const carryOut = async (
  { budget, strapi }: PublisherContext,
  lease: Lease,
  verdict: Verdict,
  attempt?: AttemptRow,
): Promise<void> => {
  const { reason, logId } = verdict;
  const closed: Move['attempt'] = attempt && {
    id: attempt.id,
    patch: {
      outcome: verdict.kind === 'fail' ? 'failed' : 'abandoned',
      fail_reason: reason.code,
      settled_at: await databaseNowMs(strapi),
      upload_url: null,
    },
  };
  const common = {
    by: 'publisher',
    ...(closed ? { attempt: closed } : {}),
    // That the same wait goes on is no news: its history tells it once.
    quiet: verdict.kind !== 'fail' && !attempt && lease.post.reason?.code === reason.code,
  } as const;
  const note = { code: reason.code, actor: 'publisher', logId };
  const stored = JSON.stringify(reason);
  switch (verdict.kind) {
    case 'wait':
      await lease.finish({
        ...common,
        event: 'schedule',
        note: { ...note, message: `${reason.message} Next try: ${inWords(verdict.at)}.` },
        patch: { reason: stored, next_step_at: verdict.at, tries: lease.post.tries + 1 },
      });
      break;
    case 'hold':
      await lease.finish({
        ...common,
        event: 'hold',
        note: {
          ...note,
          message: verdict.until
            ? `${reason.message} It goes on by itself at ${inWords(verdict.until)}.`
            : reason.message,
        },
        patch: { reason: stored, next_step_at: verdict.until, tries: 0 },
      });
      break;
    case 'fail':
      await lease.finish({
        ...common,
        event: 'fail',
        note: { ...note, message: reason.message },
        patch: { reason: stored, next_step_at: null, tries: 0 },
      });
      break;
  }
  // What TikTok refused does not count against the day; what it took, or may have taken, does.
  const counted = verdict.kind !== 'fail' && verdict.counted === true;
  if (attempt?.publish_id === null && !counted) await budget.giveBackOf(attempt.id);
};
