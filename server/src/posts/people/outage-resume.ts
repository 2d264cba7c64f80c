import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type Accounts } from '../../accounts';
import { type Outages } from '../limits/outages';
import { requireTheirs } from './gate';
import { type People } from './people';
import { type PostRow } from '../life/rows';

/** So many posts one call takes; each is checked for itself. */
const AT_ONCE = 500;

interface ResumeOptions {
  accounts: Accounts;
  outages: Outages;
  people: () => People;
}

/** A person's word that everything an outage of TikTok held back shall be sent. */
export const createOutageResume = ({ accounts, outages, people }: ResumeOptions) => {
  /** False where this person may not send it, or somebody else was quicker. */
  const sendOne = async (caller: Caller, post: PostRow): Promise<boolean> => {
    try {
      await people().send(
        caller,
        post,
        'send_after_outage',
        {
          code: 'sent_after_outage',
          message: `${caller.name} asked for everything to be sent that TikTok's outage held back.`,
        },
        // Its lateness counts from now on: a person wants it sent.
        { scheduled_at: Date.now() },
      );
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  };

  /**
   * Schedules them at once, none twice: each on the version that was found, with the consent it has.
   * The first is tried by itself; when TikTok takes it the others follow.
   * @returns how many were scheduled, and how many wait still: not this person's, or beyond one call
   */
  return async (caller: Caller): Promise<{ sent: number; left: number }> => {
    requireTheirs(caller, ['send_after_outage']);
    let sent = 0;
    for (const post of await outages.waiting(AT_ONCE)) {
      if (await sendOne(caller, post)) sent += 1;
    }
    if (sent > 0) {
      const keys = new Set((await accounts.all()).map(({ clientKey }) => clientKey));
      for (const key of keys) await outages.tryNow(key);
    }
    return { sent, left: (await outages.summary())?.waiting ?? 0 };
  };
};

export type OutageResume = ReturnType<typeof createOutageResume>;
