import { checkPost } from '../../../../contracts/post-rules';
import { type PostReason } from '../../../../contracts/posts';
import { type Account } from '../../accounts';
import { databaseNowMs } from '../../database/clock';
import { type MediaSource } from '../../media';
import { type CreatorInfo } from '../../tiktok';
import { consentDigest } from '../life/consent';
import { creatorLimits } from '../life/creator-limits';
import { isMissed } from '../life/lateness';
import { type BudgetKind, type Taken } from '../limits/budget';
import { type Gate } from '../limits/gates';
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
  taken: Taken;
}

/** What the preflight says of a file. */
type Checked = Awaited<ReturnType<PublisherContext['media']['preflightOf']>>;

/** How often a post is looked at that waits for the other mode. */
const MODE_RECHECK_MS = 5 * 60_000;

/** `closed`: it waits behind this gate, with all the others that it concerns. */
export type Prepared = { ready: Ready } | { verdict: Verdict } | { closed: Gate };

const hold = (why: Verdict['reason'], until: number | null = null): Prepared => ({
  verdict: { kind: 'hold', until, reason: why },
});

const closed = (subject: Gate['subject'], opensAt: number, why: PostReason): { closed: Gate } => ({
  closed: { subject, opensAt, reason: why },
});

/**
 * The gate that keeps this post now, or null when it may begin. The claim has asked as well, but a
 * gate may have closed since. In an outage one post alone is tried.
 */
export const gateOf = async (
  { gates, accounts, outages, strapi }: PublisherContext,
  post: PostRow,
): Promise<Gate | null> => {
  const account = await accounts.find(post.account_id);
  const clientKey = account?.clientKey ?? null;
  const gate = await gates.of(post, clientKey);
  if (gate || clientKey === null) return gate;
  const outage = await outages.of(clientKey);
  if (!outage) return null;
  const now = await databaseNowMs(strapi);
  const comeAgainAt =
    outage.retryAt > now ? outage.retryAt : await outages.tryAsProbe(clientKey, post.id);
  if (comeAgainAt === null) return null;
  return {
    subject: { clientKey },
    opensAt: comeAgainAt,
    reason: REASONS.tiktokOutage(comeAgainAt),
  };
};

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
  const { accounts, settings, gates, config, strapi } = context;
  const now = await databaseNowMs(strapi);

  const account = await accounts.require(post.account_id);
  const latenessMs = config.latenessHours * 3_600_000;
  // How long gates kept it matters only for a post that is too late without them.
  if (
    isMissed(post, [], now, latenessMs) &&
    isMissed(post, await gates.ownWaits(post, account.clientKey), now, latenessMs)
  ) {
    return hold(REASONS.missed(config.latenessHours));
  }

  const app = await settings.activeApp();
  if (account.state !== 'connected' || account.clientKey !== app.clientKey) {
    const why = reason(
      'account_not_connected',
      'The account is not connected with the TikTok app that is active now.',
      'Connect the account again, or switch the mode back. The post then goes on by itself.',
    );
    // Nobody tells when the mode is switched back; a new connection is told.
    return account.state === 'quiet'
      ? closed({ accountId: account.id }, now + MODE_RECHECK_MS, why)
      : hold(why);
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

  const files = await openFiles(context, post, now, signal);
  if ('verdict' in files) return files;
  let handedOver = false;
  try {
    const lost = await lostRights(strapi, post, account);
    if (lost) return hold(lost);
    const checked = await checkRules(context, post, account, files.preflights, signal);
    if ('closed' in checked) return checked;
    if ('kind' in checked) return { verdict: checked };
    handedOver = true;
    return { ready: { account, source: files.source, taken: checked } };
  } finally {
    if (!handedOver) await files.source?.close();
  }
};

const openFiles = async (
  { media, random }: PublisherContext,
  post: PostRow,
  now: number,
  signal: AbortSignal,
): Promise<
  { source: MediaSource | null; preflights: readonly Checked[] } | { verdict: Verdict }
> => {
  let source: MediaSource | null = null;
  try {
    if (post.kind === 'photo') {
      await media.readyPictures(post.media, signal);
      const looks = post.media.map((file) =>
        media.probe(file.assetId, { asker: 'publisher', signal }),
      );
      return { source, preflights: await Promise.all(looks) };
    }
    const preflights: Checked[] = [];
    for (const [index, fingerprint] of post.media.entries()) {
      const opened = await media.openSource(fingerprint, signal);
      try {
        // The fingerprint has just proved that these are the bytes that were looked at then.
        const known = post.consent?.facts?.[index];
        preflights.push(await media.preflightOf(opened, { asker: 'publisher', signal, known }));
      } finally {
        if (post.transfer === 'file_upload') source = opened;
        else await opened.close();
      }
    }
    return { source, preflights };
  } catch (error) {
    await source?.close();
    const verdict = judgeSource(error, now, post.tries, random());
    if (!verdict) throw error;
    return { verdict };
  }
};

/**
 * Takes from the budget, and checks the preflight and, for Direct Post, TikTok's word of this moment
 * on what the account allows. What was taken is given back where no init follows.
 */
const checkRules = async (
  context: PublisherContext,
  post: PostRow,
  account: Account,
  preflights: readonly Checked[],
  signal: AbortSignal,
): Promise<Taken | Verdict | { closed: Gate }> => {
  const { budget } = context;
  const direct = post.share_type === 'direct_post';
  // All at once: whoever has to wait for an init must not use up the creator infos meanwhile.
  const taking = await budget.take(
    account.id,
    direct ? ['direct_post', 'init', 'creator_info'] : ['inbox_draft', 'init'],
  );
  if (!taking.ok) return budgetGate(account.id, post.share_type, taking);
  const { taken } = taking;
  let asked = false;
  let verdict: Verdict | null = null;
  let kept = false;
  try {
    const creator = direct
      ? await askCreator(context, account, taken, signal, () => {
          asked = true;
        })
      : null;
    verdict = await againstRules(context, post, account, creator, preflights);
    kept = verdict === null;
  } finally {
    if (!kept) await budget.giveBack(taken, asked ? ['creator_info'] : []);
  }
  return verdict ?? taken;
};

/** @param onSend called right before the call */
const askCreator = async (
  { accounts, settings, budget }: PublisherContext,
  account: Account,
  taken: Taken,
  signal: AbortSignal,
  onSend: () => void,
): Promise<CreatorInfo> => {
  const creator = await accounts.withAccessToken(account.id, async (token) => {
    // A renewal of the token takes its time.
    await budget.countFromNow(taken);
    onSend();
    return settings.client().creatorInfo(token, { signal });
  });
  // Without the scope user.info.profile the handle, and with it every link, is known from here.
  await accounts.rememberCreator(account.id, {
    nickname: creator.creatorNickname,
    handle: creator.creatorUsername,
  });
  return creator;
};

const againstRules = async (
  { settings }: PublisherContext,
  post: PostRow,
  account: Account,
  creator: CreatorInfo | null,
  preflights: readonly Checked[],
): Promise<Verdict | null> => {
  const [problem] = checkPost({
    kind: post.kind,
    shareType: post.share_type,
    content: post.content,
    options: post.options,
    creator: creator && creatorLimits(creator),
    audited: await settings.isAudited(account.mode),
    media: post.media.map((file, index) => ({
      name: file.name,
      durationSec: preflights[index]?.facts.duration ?? null,
      findings: preflights[index]?.findings ?? [],
    })),
  });
  if (!problem) return null;
  return {
    kind: 'hold',
    until: null,
    reason: reason(problem.code, problem.message, problem.remedy),
  };
};

/** The gate of a budget that is used up: the account's posts wait for its next free place. */
const budgetGate = (
  accountId: number,
  shareType: PostRow['share_type'],
  { kind, retryAt }: { kind: BudgetKind; retryAt: number },
): { closed: Gate } => {
  switch (kind) {
    case 'direct_post':
      return closed(
        { accountId, shareType },
        retryAt,
        reason(
          'daily_cap',
          'This account has had about 15 direct posts in the last 24 hours, which is what TikTok allows.',
          'It goes out by itself when the oldest of them is 24 hours old.',
          retryAt,
        ),
      );
    case 'inbox_draft':
      return closed(
        { accountId, shareType },
        retryAt,
        reason(
          'drafts_cap',
          'Five drafts of the last 24 hours wait in the TikTok inbox, which is what TikTok allows.',
          'Finish drafts in the TikTok app; it goes out by itself as soon as there is room.',
          retryAt,
        ),
      );
    case 'init':
    case 'creator_info':
    case 'status':
      return closed(
        { accountId },
        retryAt,
        reason(
          'waits_its_turn',
          'TikTok takes only a few calls a minute from one account; this post waits for its turn.',
          null,
          retryAt,
        ),
      );
  }
};
