import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type Accounts } from '../../accounts';
import { type Outages } from '../limits/outages';
import { requireTheirs } from './gate';
import { type People } from './people';
import { type PostRow } from '../life/rows';
import { type Visibility } from './visibility';

/** So many posts one call takes; each is checked for itself. */
const AT_ONCE = 500;

interface ResumeOptions {
  accounts: Accounts;
  outages: Outages;
  visibility: Visibility;
  people: () => People;
}

/** A person's word that everything an outage of TikTok held back shall be sent. */
export const createOutageResume = ({ accounts, outages, visibility, people }: ResumeOptions) => {
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
   * How many posts of an app this person sends by opening its gate. Those that a person has sent are
   * not among them: somebody may be doing the same at this moment.
   */
  const countBehind = async (caller: Caller, clientKey: string): Promise<number> => {
    let count = 0;
    for (const post of await outages.behindGate(clientKey, AT_ONCE)) {
      if (post.consent?.sentBy === undefined && (await visibility.maySee(caller, post))) count += 1;
    }
    return count;
  };

  /**
   * Schedules them at once, none twice: each on the version that was found, with the consent it has.
   * The first is tried by itself; when TikTok takes it the others follow.
   * @returns how many were scheduled, and how many wait still: not this person's, or beyond one call
   */
  return async (caller: Caller): Promise<{ sent: number; left: number }> => {
    requireTheirs(caller, ['send_after_outage']);
    const before = (await outages.summary())?.waiting ?? 0;
    const keys = new Set((await accounts.all()).map(({ clientKey }) => clientKey));
    const behind = new Map<string, number>();
    for (const key of keys) behind.set(key, await countBehind(caller, key));
    let sent = 0;
    let live = 0;
    for (const post of await outages.waiting(AT_ONCE)) {
      const became = await sendOne(caller, post);
      if (became === 'sent') sent += 1;
      if (became === 'live') live += 1;
    }
    const byHand = sent;
    for (const key of keys) {
      const untouched = behind.get(key) ?? 0;
      // Those need nothing but an open gate; of two people who ask at once, one opens it.
      if (byHand + untouched > 0 && (await outages.tryNow(key))) sent += untouched;
    }
    // What was sent may wait for a moment until the first of them has been tried.
    return { sent, left: Math.max(0, before - sent - live) };
  };
};

export type OutageResume = ReturnType<typeof createOutageResume>;
