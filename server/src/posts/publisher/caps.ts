import { TikTokError } from '../../tiktok';
import { type Lease } from '../queue/lease';
import { type PublisherContext } from '../context';
import { isAppWide, type Verdict } from './verdict';

/** Lets every other post of the account, or of the app, wait for the same cap (T63, T64). */
export const noteCap = async (
  { gates, accounts, settings }: PublisherContext,
  lease: Lease,
  verdict: Verdict,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof TikTokError)) return;
  const account = await accounts.find(lease.post.account_id);
  if (!account) return;
  if (error.code.startsWith('unaudited_')) await settings.markUnaudited(account.mode);
  const { reason } = verdict;
  if (error.name === 'TikTokRateLimited' && verdict.kind === 'wait') {
    await gates.close({ subject: { accountId: account.id }, opensAt: verdict.at, reason });
  }
  if (verdict.kind !== 'hold' || verdict.until === null) return;
  if (error.name !== 'TikTokCapReached') return;
  const subject = isAppWide(error)
    ? { clientKey: account.clientKey }
    : { accountId: account.id, shareType: lease.post.share_type };
  await gates.close({ subject, opensAt: verdict.until, reason });
};
