import { type Core } from '@strapi/strapi';

import { type ComposedPost, type PostReason } from '../../../../contracts/posts';
import { Problem } from '../../http/problem';
import { onStateChanged } from '../life/changes';
import { type PostRow } from '../life/rows';
import { OUTCOMES } from '../life/state-machine';
import { sourceOf } from './view';

/** A post that somebody is about to agree to. */
export interface ConsentAsked {
  /** Who agrees; of a rule with a standing consent: who gave that. */
  by: { id: number; name: string };
  /** A rule sends it; nobody looks at a form now. */
  byRule: boolean;
  post: Omit<ComposedPost, 'consent' | 'fingerprints'>;
}

/** Refusing is said to the person in these words; for a rule they are the reason in the entry's panel. */
export type BeforeConsent = (
  asked: ConsentAsked,
) => void | { refuse: string } | Promise<void | { refuse: string }>;

/** How a post came out. It can have more than one outcome: an Inbox draft is published later. */
export interface Outcome {
  postId: number;
  state: (typeof OUTCOMES)[number];
  accountId: number;
  kind: PostRow['kind'];
  shareType: PostRow['share_type'];
  source: ComposedPost['source'];
  /** Where it is on TikTok, as far as TikTok has said so yet. */
  link: string | null;
  reason: PostReason | null;
}

export type AfterOutcome = (outcome: Outcome) => void | Promise<void>;

const isOutcome = (state: string): state is Outcome['state'] =>
  (OUTCOMES as readonly string[]).includes(state);

/** What the site's own code has to say about posts. */
export const createHooks = (strapi: Core.Strapi, find: (id: number) => Promise<PostRow | null>) => {
  const before: BeforeConsent[] = [];

  return {
    /**
     * Asked before a consent is recorded, in the order of registration; the first refusal counts. A
     * hook that throws refuses too: what should have been checked was not.
     */
    beforeConsent(hook: BeforeConsent): void {
      before.push(hook);
    },

    /**
     * Told after an outcome is stored, in the process that stored it. Nobody waits for it and its
     * errors are only logged; what is told when the process dies at that moment is lost.
     */
    afterOutcome(hook: AfterOutcome): void {
      onStateChanged(strapi, async ({ postId, to }) => {
        if (!isOutcome(to)) return;
        const post = await find(postId);
        if (!post) return;
        await hook({
          postId,
          state: to,
          accountId: post.account_id,
          kind: post.kind,
          shareType: post.share_type,
          source: sourceOf(post),
          link: post.link,
          reason: post.reason,
        });
      });
    },

    /** @throws Problem `refused_by_site` */
    async askBeforeConsent(asked: ConsentAsked): Promise<void> {
      for (const hook of before) {
        const refusal = await Promise.resolve()
          .then(() => hook(asked))
          .catch((error: unknown) => {
            const name = error instanceof Error ? error.message : 'unknown error';
            strapi.log.error(`TikTok: a beforeConsent hook failed: ${name}`);
            return { refuse: 'A check of this site failed, so the post was not accepted.' };
          });
        if (!refusal) continue;
        throw new Problem({
          status: 409,
          code: 'refused_by_site',
          message: refusal.refuse,
          remedy: 'This check belongs to this site; ask whoever develops it.',
        });
      }
    },
  };
};

export type Hooks = ReturnType<typeof createHooks>;
