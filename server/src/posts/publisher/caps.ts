import { TikTokError } from '../../tiktok';
import { type Lease } from '../queue/lease';
import { pauseOf } from '../limits/pauses';
import { type PublisherContext } from '../context';
import { isAppWide, type Verdict } from './verdict';

/** Lets every other post of the account, or of the app, wait for the same cap (T63, T64). */
export const noteCap = async (
  { pauses, accounts, settings }: PublisherContext,
  lease: Lease,
  verdict: Verdict,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof TikTokError)) return;
  const account = await accounts.find(lease.post.account_id);
  if (!account) return;
  if (error.code.startsWith('unaudited_')) await settings.markUnaudited(account.mode);
  if (verdict.kind !== 'hold' || verdict.until === null) return;
  if (error.name !== 'TikTokCapReached') return;
  const subject = isAppWide(error)
    ? (`app:${account.clientKey}` as const)
    : pauseOf(account.id, lease.post.share_type);
  await pauses.set(subject, verdict.until, verdict.reason);
};
