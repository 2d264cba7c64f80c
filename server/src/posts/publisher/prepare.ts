import { checkPost } from '../../../../contracts/post-rules';
import { type Account } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { type MediaSource } from '../../media';
import { type CreatorInfo } from '../../tiktok';
import { consentDigest } from '../life/consent';
import { creatorLimits } from '../life/creator-limits';
import { promisedAt } from '../life/lateness';
import { pauseOf } from '../limits/pauses';
import { reason, REASONS } from '../life/reasons';
import { type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';
import { lostRights } from '../life/rights';
import { judgeSource, type Verdict } from './verdict';

export interface Ready {
  account: Account;
  /** Open; whoever gets it closes it. Null where TikTok pulls the media itself. */
  source: MediaSource | null;
  /** The place of this attempt in the day's budget, and its turn in the minute's. */
  slotId: number;
  turnId: number;
}

/** How often a post is looked at that waits for the other mode. */
const MODE_RECHECK_MS = 5 * 60_000;

export type Prepared = { ready: Ready } | { verdict: Verdict };

const hold = (why: Verdict['reason'], until: number | null = null): Prepared => ({
  verdict: { kind: 'hold', until, reason: why },
});

/**
 * Everything that must hold before an init, asked at the moment of sending: the consent still covers
 * the content, the account may post, TikTok's caps are open, the files are the ones agreed to and
 * pass the preflight, and creator info still allows what was chosen. Takes from the budget last.
 */
export const prepare = async (
  context: PublisherContext,
  post: PostRow,
  signal: AbortSignal,
): Promise<Prepared> => {
  const { accounts, settings, pauses, outages, budget, config, strapi } = context;
  const now = await databaseNowMs(strapi);

  if (now - promisedAt(post, now) > config.latenessHours * 3_600_000) {
    return hold(REASONS.missed(config.latenessHours));
  }

  const app = await settings.activeApp();
  const account = await accounts.require(post.account_id);
  if (account.state !== 'connected' || account.clientKey !== app.clientKey) {
    return hold(
      reason(
        'account_not_connected',
        'The account is not connected with the TikTok app that is active now.',
        'Connect the account again, or switch the mode back. The post then goes on by itself.',
      ),
      // Nobody tells when the mode is switched back; a new connection is told.
      account.state === 'quiet' ? now + MODE_RECHECK_MS : null,
    );
  }

  if (!post.consent) return hold(REASONS.noConsent);
  const digest = consentDigest({
    openId: account.openId,
    shareType: post.share_type,
    kind: post.kind,
    content: post.content,
    options: post.options,
    media: post.media,
  });
  if (digest !== post.consent.digest) return hold(REASONS.contentChanged);

  const paused = await pauses.active([
    pauseOf(account.id, post.share_type),
    `app:${account.clientKey}`,
  ]);
  if (paused) return hold(paused.reason, paused.until);

  const outage = await outages.of(account.clientKey);
  if (outage && outage.retryAt > now) {
    return hold(REASONS.tiktokOutage(outage.retryAt), outage.retryAt);
  }

  const files = await openFiles(context, post, now, signal);
  if ('verdict' in files) return files;
  let handedOver = false;
  try {
    const lost = await lostRights(strapi, post, account);
    if (lost) return hold(lost);
    // In an outage one post alone is tried; from here on TikTok is called.
    const comeAgainAt = outage && (await outages.tryAsProbe(account.clientKey, post.id));
    if (comeAgainAt) return hold(REASONS.tiktokOutage(comeAgainAt), comeAgainAt);
    const verdict = await checkRules(context, post, account, signal);
    if (verdict) return { verdict };
    // A renewal of the token takes its time; what is taken from the budget counts from the call.
    await accounts.withAccessToken(account.id, () => Promise.resolve());
    const taken = await takeBudget(budget, post, account.id);
    if ('kind' in taken) return { verdict: taken };
    handedOver = true;
    return { ready: { account, source: files.source, ...taken } };
  } finally {
    if (!handedOver) await files.source?.close();
  }
};

const openFiles = async (
  { media, random }: PublisherContext,
  post: PostRow,
  now: number,
  signal: AbortSignal,
): Promise<{ source: MediaSource | null } | { verdict: Verdict }> => {
  try {
    let source: MediaSource | null = null;
    if (post.kind === 'photo') {
      await media.readyPictures(post.media, signal);
      return { source };
    }
    for (const fingerprint of post.media) {
      const opened = await media.openSource(fingerprint, signal);
      if (post.transfer === 'file_upload') source = opened;
      else await opened.close();
    }
    return { source };
  } catch (error) {
    const verdict = judgeSource(error, now, post.tries, random());
    if (!verdict) throw error;
    return { verdict };
  }
};

/** Preflight and, for Direct Post, TikTok's word of this moment on what the account allows. */
const checkRules = async (
  { accounts, settings, media, budget }: PublisherContext,
  post: PostRow,
  account: Account,
  signal: AbortSignal,
): Promise<Verdict | null> => {
  const probes = await Promise.all(
    post.media.map((file) => media.probe(file.assetId, { asker: 'publisher', signal })),
  );
  let creator: CreatorInfo | null = null;
  if (post.share_type === 'direct_post') {
    // Whoever has to wait for an init anyway must not use up the creator infos meanwhile.
    const turnAt = await budget.freeAt(account.id, 'init');
    if (turnAt !== null) return waitForTurn(turnAt);
    const taken = await budget.take(account.id, 'creator_info');
    if (!taken.ok) return waitForTurn(taken.retryAt);
    creator = await accounts.withAccessToken(account.id, (token) =>
      settings.client().creatorInfo(token, { signal }),
    );
    // Without the scope user.info.profile the handle, and with it every link, is known from here.
    await accounts.rememberCreator(account.id, {
      nickname: creator.creatorNickname,
      handle: creator.creatorUsername,
    });
  }
  const [problem] = checkPost({
    kind: post.kind,
    shareType: post.share_type,
    content: post.content,
    options: post.options,
    creator: creator && creatorLimits(creator),
    audited: await settings.isAudited(account.mode),
    media: post.media.map((file, index) => ({
      name: file.name,
      durationSec: probes[index]?.facts.duration ?? null,
      findings: probes[index]?.findings ?? [],
    })),
  });
  if (!problem) return null;
  return {
    kind: 'hold',
    until: null,
    reason: reason(problem.code, problem.message, problem.remedy),
  };
};

const waitForTurn = (at: number): Verdict => ({
  kind: 'wait',
  at,
  reason: reason(
    'waits_its_turn',
    'TikTok takes only a few calls a minute from one account; this post waits for its turn.',
    null,
    at,
  ),
});

/** The day's share first and the minute's turn last, so that nothing is taken for a call not made. */
const takeBudget = async (
  budget: PublisherContext['budget'],
  post: PostRow,
  accountId: number,
): Promise<{ slotId: number; turnId: number } | Verdict> => {
  const daily = post.share_type === 'direct_post' ? 'direct_post' : 'inbox_draft';
  const share = await budget.take(accountId, daily);
  if (!share.ok) return capped(daily, share.retryAt);
  const turn = await budget.take(accountId, 'init');
  if (turn.ok) return { slotId: share.slotId, turnId: turn.slotId };
  await budget.giveBack(share.slotId);
  return waitForTurn(turn.retryAt);
};

const capped = (kind: 'direct_post' | 'inbox_draft', until: number): Verdict => ({
  kind: 'hold',
  until,
  reason:
    kind === 'direct_post'
      ? reason(
          'daily_cap',
          'This account has had about 15 direct posts in the last 24 hours, which is what TikTok allows.',
          'It goes out by itself when the oldest of them is 24 hours old.',
          until,
        )
      : reason(
          'drafts_cap',
          'Five drafts of the last 24 hours wait in the TikTok inbox, which is what TikTok allows.',
          'Finish drafts in the TikTok app; it goes out by itself as soon as there is room.',
          until,
        ),
});
