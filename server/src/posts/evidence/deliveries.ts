import { type Core } from '@strapi/strapi';

import { isOneOf } from '../../../../contracts/posts';
import { type AttemptStore } from '../life/attempt-store';
import { type PostStore } from '../life/post-store';
import { MAY_BE_FETCHED } from '../life/state-machine';
import { noteDeliveryTrouble } from './delivery-trouble';

interface DeliveriesOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  attempts: AttemptStore;
}

/** What the delivery route asks and tells of the attempts whose files TikTok fetches. */
export const createDeliveries = ({ strapi, posts, attempts }: DeliveriesOptions) => ({
  /** Whether TikTok may fetch a file of this attempt now. */
  async mayBePulled(attemptId: number, index: number): Promise<boolean> {
    const attempt = await attempts.find(attemptId);
    if (!attempt || attempt.committed_at === null) return false;
    const post = await posts.find(attempt.post_id);
    // An attempt that another one has taken the place of must not be fetched late.
    const newest = (await attempts.ofPost(attempt.post_id)).at(-1);
    return (
      post !== null &&
      newest?.id === attempt.id &&
      post.transfer === 'pull_from_url' &&
      index < post.media.length &&
      ['open', 'unknown'].includes(attempt.outcome) &&
      isOneOf(post.state, MAY_BE_FETCHED)
    );
  },

  /** TikTok asked for a file of this attempt and could not be given it. */
  async failed(attemptId: number, message: string): Promise<void> {
    const attempt = await attempts.find(attemptId);
    if (attempt) await noteDeliveryTrouble(strapi, attempt, message);
  },
});
