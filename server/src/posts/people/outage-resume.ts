import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type Accounts } from '../../accounts';
import { type Outages } from '../limits/outages';
import { requireTheirs } from './gate';
import { type People } from './people';
import { type PostRow } from '../life/rows';
import { type Visibility } from './visibility';

/** So many posts one call takes at most; each is checked for itself, and TikTok asked about it. */
const AT_ONCE = 50;
/** After so long no further one is begun: whoever calls goes on with another call. */
const BEGUN_WITHIN_MS = 10_000;
/** So many that need nothing but an open gate are counted. */
const COUNTED = 200;

/** One lot: from which post on, and whether somebody still waits for the answer. */
export interface Lot {
  after: number;
  signal: AbortSignal;
  /** Milliseconds; for tests. */
  within?: number;
}

interface ResumeOptions {
  accounts: Accounts;
  outages: Outages;
  visibility: Visibility;
  people: () => People;
}

/** A person's word that everything an outage of TikTok held back shall be sent. */
export const createOutageResume = ({ accounts, outages, visibility, people }: ResumeOptions) => {
  /** `waits`: this person may not send it, or somebody else was quicker. `live`: TikTok has it after all. */
  const sendOne = async (
    caller: Caller,
    post: PostRow,
    signal: AbortSignal,
  ): Promise<'sent' | 'live' | 'waits'> => {
    try {
      const { id, version } = post;
      // Of whatever stood when it was held or failed, somebody was told when it was agreed to.
      const isKnown = ({ created_at: madeAt }: PostRow) => madeAt <= post.updated_at;
      // The button stands below the words that TikTok may have taken some of them.
      const seen = { id, version, knowing: true, isKnown, signal };
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
    for (const post of await outages.behindGate(clientKey, COUNTED)) {
      if (post.consent?.sentBy === undefined && (await visibility.maySee(caller, post))) count += 1;
    }
    return count;
  };

  /**
   * Schedules a lot of them at once, none twice: each on the version that was found, with the consent
   * it has. The first is tried by itself; when TikTok takes it the others follow.
   * @returns how many were scheduled; how many wait still: not this person's, or not come to yet; and
   * the post behind which the next lot begins, null where there is none
   */
  return async (
    caller: Caller,
    { after, signal, within = BEGUN_WITHIN_MS }: Lot,
  ): Promise<{ sent: number; left: number; next: number | null }> => {
    requireTheirs(caller, ['send_after_outage']);
    const began = performance.now();
    const before = (await outages.summary())?.waiting ?? 0;
    const keys = new Set((await accounts.all()).map(({ clientKey }) => clientKey));
    const lot = await outages.waiting(AT_ONCE, after);
    let sent = 0;
    let live = 0;
    let last = after;
    for (const post of lot) {
      // What was scheduled stays so, and is tried by itself.
      signal.throwIfAborted();
      if (last !== after && performance.now() - began > within) break;
      const became = await sendOne(caller, post, signal);
      if (became === 'sent') sent += 1;
      if (became === 'live') live += 1;
      last = post.id;
    }
    const isLast = lot.length < AT_ONCE && last === (lot.at(-1)?.id ?? after);
    const byHand = sent;
    for (const key of keys) {
      // Those need nothing but an open gate; of two people who ask at once, one opens it.
      const untouched = isLast ? await countBehind(caller, key) : 0;
      if (byHand + untouched > 0 && (await outages.tryNow(key))) sent += untouched;
    }
    // What was sent may wait for a moment until the first of them has been tried.
    const left = Math.max(0, before - sent - live);
    return { sent, left, next: isLast ? null : last };
  };
};

export type OutageResume = ReturnType<typeof createOutageResume>;
