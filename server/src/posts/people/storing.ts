import { type Core } from '@strapi/strapi';

import { type ComposedPost } from '../../../../contracts/posts';
import { databaseNowMs } from '../../database/clock';
import { type Guard, GuardTaken } from '../life/guards';
import { type Composed, type Composing } from './composing';
import { type Pass } from './gate';
import { isSlot, justSent, repeatGuards, slotGuard, taking } from './same-moment';
import { type Visibility } from './visibility';

/** So many others may take the next posting time first, in the course of one call. */
const TRIES = 20;

interface StoringOptions {
  strapi: Core.Strapi;
  composing: Composing;
  visibility: Visibility;
}

/**
 * Checks what was composed and stores it, unless somebody else was quicker with the same: of a posting
 * time the next one is taken; of the same files to the same account the person is told.
 */
export const createStoring = ({ strapi, composing, visibility }: StoringOptions) => {
  const guardsOf = async (
    { state, account, media, scheduledAt }: Composed,
    body: ComposedPost,
    byRule: boolean,
  ): Promise<Guard[]> => {
    if (state !== 'scheduled') return [];
    const slot =
      body.when.type === 'next_slot' && scheduledAt !== null
        ? [slotGuard(account.id, scheduledAt)]
        : [];
    const now = await databaseNowMs(strapi);
    const repeats = repeatGuards({ account_id: account.id, media }, now, body.knownRepeats ?? []);
    return [...slot, ...(byRule ? repeats.map(taking) : repeats)];
  };

  /**
   * @param store keeps the post, all of the guards taken or nothing stored
   * @throws Problem `just_sent`, and what is wrong with what was composed
   */
  return async <T>(
    pass: Pass,
    body: ComposedPost,
    byRule: boolean,
    store: (composed: Composed, guards: readonly Guard[]) => Promise<T>,
  ): Promise<T> => {
    const takenTimes: number[] = [];
    for (;;) {
      const composed = await composing.check(pass, body, { byRule, takenTimes });
      try {
        return await store(composed, await guardsOf(composed, body, byRule));
      } catch (error) {
        if (!(error instanceof GuardTaken)) throw error;
        if (!isSlot(error) || composed.scheduledAt === null || takenTimes.length >= TRIES) {
          throw justSent(error, await visibility.maySee(pass.caller, error.holder));
        }
        takenTimes.push(composed.scheduledAt);
      }
    }
  };
};

export type Storing = ReturnType<typeof createStoring>;
