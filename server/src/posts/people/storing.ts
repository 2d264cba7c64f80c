import { type Core } from '@strapi/strapi';

import { type ComposedPost } from '../../../../contracts/posts';
import { databaseNowMs } from '../../database/clock';
import { type Guard, GuardTaken } from '../life/guards';
import { type PostReason } from '../../../../contracts/posts';
import { REASONS } from '../life/reasons';
import { type Composed, type Composing } from './composing';
import { type Pass } from './gate';
import { among, isSlot, justSent, repeatGuards, slotGuard } from './same-moment';
import { type Visibility } from './visibility';

/** So many others may take the next posting time first, in the course of one call. */
const TRIES = 20;

interface StoringOptions {
  strapi: Core.Strapi;
  composing: Composing;
  visibility: Visibility;
}

/**
 * Checks what was composed and stores it, unless another post was quicker with the same: of a posting
 * time the next one is taken; of the same files to the same account the person is told. A rule can be
 * told nothing: what it makes is stored as held, for a person to decide.
 */
export const createStoring = ({ strapi, composing, visibility }: StoringOptions) => {
  const guardsOf = async (
    { state, account, media, scheduledAt }: Composed,
    body: ComposedPost,
  ): Promise<Guard[]> => {
    if (state !== 'scheduled') return [];
    const slot =
      body.when.type === 'next_slot' && scheduledAt !== null
        ? [slotGuard(account.id, scheduledAt)]
        : [];
    const now = await databaseNowMs(strapi);
    return [
      ...slot,
      ...repeatGuards({ account_id: account.id, media }, now, among(body.knownRepeats)),
    ];
  };

  /**
   * @param store keeps the post, all of the guards taken or nothing stored; with a reason, it is held
   * @throws Problem `just_sent`, and what is wrong with what was composed
   */
  return async <T>(
    pass: Pass,
    body: ComposedPost,
    byRule: boolean,
    store: (composed: Composed, guards: readonly Guard[], heldFor: PostReason | null) => Promise<T>,
  ): Promise<T> => {
    const takenTimes: number[] = [];
    for (;;) {
      const composed = await composing.check(pass, body, { byRule, takenTimes });
      try {
        return await store(composed, await guardsOf(composed, body), null);
      } catch (error) {
        if (!(error instanceof GuardTaken)) throw error;
        if (!isSlot(error) && byRule) return store(composed, [], REASONS.justSent);
        if (!isSlot(error) || composed.scheduledAt === null || takenTimes.length >= TRIES) {
          const maySee = await visibility.maySee(pass.caller, error.holder);
          throw justSent(pass.caller, error, maySee);
        }
        takenTimes.push(composed.scheduledAt);
      }
    }
  };
};

export type Storing = ReturnType<typeof createStoring>;
