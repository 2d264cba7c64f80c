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
  /** `waits`: this person may not send it, or somebody else was quicker. `live`: TikTok has it after all. */
  const sendOne = async (caller: Caller, post: PostRow): Promise<'sent' | 'live' | 'waits'> => {
    try {
      // The button stands below the words that TikTok may have taken some of them.
      const seen = { id: post.id, version: post.version, knowing: true };
      await people().send(caller, seen, 'send_after_outage', {
        code: 'sent_after_outage',
        message: `${caller.name} asked for everything to be sent that TikTok's outage held back.`,
      });
      return 'sent';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.details.code === 'live_after_all' ? 'live' : 'waits';
    }
  };

  /**
   * Schedules them at once, none twice: each on the version that was found, with the consent it has.
   * The first is tried by itself; when TikTok takes it the others follow.
   * @returns how many were scheduled, and how many wait still: not this person's, or beyond one call
   */
  return async (caller: Caller): Promise<{ sent: number; left: number }> => {
    requireTheirs(caller, ['send_after_outage']);
    const before = (await outages.summary())?.waiting ?? 0;
    let sent = 0;
    let live = 0;
    for (const post of await outages.waiting(AT_ONCE)) {
      const became = await sendOne(caller, post);
      if (became === 'sent') sent += 1;
      if (became === 'live') live += 1;
    }
    if (sent > 0) {
      const keys = new Set((await accounts.all()).map(({ clientKey }) => clientKey));
      for (const key of keys) await outages.tryNow(key);
    }
    // What was sent may wait for a moment until the first of them has been tried.
    return { sent, left: Math.max(0, before - sent - live) };
  };
};

export type OutageResume = ReturnType<typeof createOutageResume>;
