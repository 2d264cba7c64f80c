import { type PostView } from '../../../contracts/posts';
import { type Emulator } from '../../support';
import { type Point } from './points';

/** What became of a post after a fault, by the emulator's ledger and by what the admin shows. */
export type Verdict = 'fine' | 'doubled' | 'lost' | 'wrong';

export interface Judged {
  verdict: Verdict;
  shown: PostView['state'] | 'none';
  /** A person had to sign in anew. */
  reconnected: boolean;
  why: string;
}

const WAITS: readonly PostView['state'][] = [
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
];

/** What one user has at TikTok since `before` (publish_ids). */
export const ledgerOf = (tiktok: Emulator, handle: string, before: ReadonlySet<string>) => {
  const fresh = <T extends { handle: string; publishId: string }>(all: readonly T[]): T[] =>
    all.filter((one) => one.handle === handle && !before.has(one.publishId));
  return {
    inits: fresh(tiktok.publishes()),
    live: fresh(tiktok.posts()),
    drafts: fresh(tiktok.drafts()),
  };
};

/** TikTok may have given a new pair of tokens that is not stored yet. */
const mayLoseSignIn = ({ step, phase }: Point): boolean =>
  step.kind === 'call'
    ? step.endpoint === 'oauth.token:refresh_token'
    : phase === 'before' && /^update .*tiktok_accounts.* set .*refresh_token/i.test(step.name);

/**
 * Reads the ledger and the post as the admin shows it, and nothing else. Unknown is an honest answer
 * only where TikTok's answer to a pull's init could be lost, and nothing came that settles it.
 */
export const judge = (
  point: Point,
  post: PostView | null,
  { inits, live, drafts }: ReturnType<typeof ledgerOf>,
  reconnected: boolean,
): Judged => {
  const { tale } = point;
  const inbox = tale.changes.shareType === 'inbox';
  const shown = post?.state ?? 'none';
  const facts = `${inits.length} inits, ${drafts.length} drafts, ${live.length} live`;
  const say = (verdict: Verdict, why: string): Judged => ({
    verdict,
    shown,
    reconnected,
    why: `${why} (${facts}; ${post?.reason?.code ?? 'no reason'})`,
  });
  if (live.length > 1 || drafts.length > 1) return say('doubled', 'TikTok has it twice');
  if (reconnected && !mayLoseSignIn(point)) return say('wrong', 'had to sign in anew');
  if (!post) return say('lost', 'there is no such post');
  if (WAITS.includes(post.state)) return say('lost', `it stands still as ${post.state}`);
  switch (post.state) {
    case 'published':
      return live.length === 1 ? say('fine', 'published') : say('wrong', 'nothing is live');
    case 'in_inbox':
      return live.length === 0 && drafts.length === 1 && inbox
        ? say('fine', 'in the inbox')
        : say('wrong', 'no draft, or published already');
    case 'failed':
      return live.length === 0 && inits.at(-1)?.status === 'FAILED'
        ? say('fine', 'TikTok says failed')
        : say('wrong', 'TikTok never said failed');
    case 'held':
      return live.length > 0 ? say('wrong', 'held, and live') : say('lost', 'held for no cause');
    case 'outcome_unknown': {
      const settled = tale.webhooks && live.length === 1;
      if (settled) return say('wrong', 'unknown, though TikTok told');
      const answerLost = tale.pulls === true && post.attempts.at(-1)?.publishId === null;
      return answerLost ? say('fine', 'unknown, and said so') : say('wrong', 'unknown');
    }
    default:
      return say('wrong', `unexpected: ${post.state}`);
  }
};
