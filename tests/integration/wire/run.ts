import { type FaultInput } from '../../../emulator';
import { listPosts, type PostSummary } from '../../../contracts/posts';
import { type PublisherSite } from '../posts/support';
import { letPass } from '../../support/until';
import { type Books, booksOf, judge, untruthOf, type Verdict } from './judge';
import { type Story } from './stories';

export interface WireCase {
  story: Story;
  /** The endpoint, or `webhook`. */
  at: string;
  name: string;
  faults: readonly FaultInput[];
  /** The token has run out, so that the first call needs a refresh. */
  expired: boolean;
  /** A draft is finished in the app once it is there. */
  finishes: boolean;
}

export interface WireResult extends WireCase {
  verdict: Verdict;
  /** Whether a fault struck at all: a case that met none proves nothing. */
  struck: boolean;
  /** The post's own story, for words when it went wrong. */
  told: string;
}

/** Far longer than the longest deadline of a call, twice, also on a busy machine. */
const PATIENCE_MS = 600_000;
const LOOK_MS = 150;
/** New cases between two looks. */
const AT_A_TIME = 8;
/** How long an outcome that is unknown may still be settled by an event on its way. */
const SECOND_THOUGHTS_MS = 4_000;
/** So often TikTok's list has shown nothing: it will not. */
const ENOUGH = 2;

const inAnHour = () => ({
  type: 'at' as const,
  at: new Date(Date.now() + 3_600_000).toISOString(),
});

interface Begun {
  one: WireCase;
  id: number;
  handle: string;
  untrue: string | null;
  /** The last state that was seen, and since when (epoch ms). */
  state: string;
  since: number;
  giveUpAt: number;
}

const GOES_ON: readonly PostSummary['state'][] = [
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in_inbox',
  'held',
  'outcome_unknown',
];

/** `lists`: answers of TikTok's list of public posts, which is asked for a whole day. */
const hasEnded = (
  post: PostSummary,
  { one: { story, finishes }, since }: Begun,
  lists: () => number,
): boolean => {
  switch (post.state) {
    case 'published':
    case 'failed':
    case 'cancelled':
      return true;
    case 'in_inbox':
      return story.end === 'in_inbox' && !finishes;
    case 'held':
      return post.nextStepAt === null;
    case 'outcome_unknown':
      return (
        Date.now() - since > SECOND_THOUGHTS_MS && (post.nextStepAt === null || lists() >= ENOUGH)
      );
    default:
      return false;
  }
};

/** Runs cases side by side on one site, one account each, and judges them when all is quiet. */
export const createRunner = (publisher: PublisherSite, pictureId: number) => {
  const { tiktok, stories, hasten } = publisher;
  const books = (handle: string): Books => booksOf(tiktok, handle);

  const begin = async (one: WireCase): Promise<Begun> => {
    const { id: accountId, handle } = await publisher.newAccount();
    // The form is answered before anything breaks; only the publisher meets the fault.
    const body = { ...one.story.body(pictureId), when: inAnHour() };
    const { id } = await publisher.send(accountId, body);
    if (one.expired) tiktok.expireAccessTokens(handle);
    tiktok.faults.add(...one.faults.map((fault) => ({ ...fault, handle })));
    await hasten(id);
    const now = Date.now();
    return { one, id, handle, untrue: null, state: '', since: now, giveUpAt: now + PATIENCE_MS };
  };

  const finishDraft = (begun: Begun): void => {
    const [draft] = tiktok.drafts().filter(({ handle }) => handle === begun.handle);
    if (draft?.pending) tiktok.finishDraft(draft.publishId);
  };

  /** The posts that still go on, as the admin's list shows them: one request for all of them. */
  const listed = async (): Promise<Map<number, PostSummary>> => {
    const query = [...GOES_ON.map((state) => `state=${state}`), 'pageSize=100'].join('&');
    const { posts } = await stories.call('GET', `/tiktok/posts?${query}`, listPosts.response);
    return new Map(posts.map((post) => [post.id, post]));
  };

  /** One look at a post; true when nothing more is to come. Skips the publisher's waits. */
  const look = async (begun: Begun, post: PostSummary): Promise<boolean> => {
    begun.untrue ??= untruthOf(post, books(begun.handle));
    if (post.state !== begun.state) [begun.state, begun.since] = [post.state, Date.now()];
    const lists = () =>
      publisher.calls(begun.handle, 'video.list').filter(({ fault }) => fault === undefined).length;
    if (hasEnded(post, begun, lists) || Date.now() > begun.giveUpAt) return true;
    if (post.state === 'in_inbox' && begun.one.finishes) finishDraft(begun);
    if (post.nextStepAt !== null && Date.parse(post.nextStepAt) > Date.now()) {
      await hasten(begun.id);
    }
    return false;
  };

  const conclude = async (begun: Begun): Promise<WireResult> => {
    const post = await stories.readPost(begun.id);
    const seen = tiktok.faults.list().filter(({ fault }) => fault.handle === begun.handle);
    const told = post.timeline.map(({ to, message }) => `${to ?? '-'}: ${message}`);
    return {
      ...begun.one,
      verdict: judge(post, books(begun.handle), begun.untrue),
      struck: seen.every(({ fired }) => fired > 0),
      told: told.join('\n'),
    };
  };

  return async (cases: readonly WireCase[], atOnce: number): Promise<WireResult[]> => {
    const waiting = [...cases];
    const begun: Begun[] = [];
    let running: Begun[] = [];
    // Whoever is held goes on after a while, as with a line that stalls.
    const release = setInterval(() => tiktok.faults.release(), 1_500);
    try {
      while (waiting.length > 0 || running.length > 0) {
        for (const next of waiting.splice(0, Math.min(AT_A_TIME, atOnce - running.length))) {
          const started = await begin(next);
          begun.push(started);
          running.push(started);
        }
        await letPass(LOOK_MS, 'each look is a request for all posts');
        // So many accounts with faults at once look like an outage, which has tests of its own.
        await publisher.db('tiktok_outages').delete();
        await publisher.db('tiktok_gates').delete();
        const seen = await listed();
        const ended = await Promise.all(
          running.map(async (one) =>
            look(one, seen.get(one.id) ?? (await stories.readPost(one.id))),
          ),
        );
        running = running.filter((_one, index) => !ended[index]);
      }
      await tiktok.settled();
    } finally {
      clearInterval(release);
    }
    return Promise.all(begun.map(conclude));
  };
};
