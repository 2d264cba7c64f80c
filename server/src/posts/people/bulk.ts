import { type RequestOf, type ResponseOf } from '../../../../contracts/endpoint';
import { type bulkPosts } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type PostRow } from '../life/rows';
import { requireTheirs } from './gate';
import { type People } from './people';
import { among } from './same-moment';
import { CANCELS, RESCHEDULES, RESTORES, type VerbName } from './verbs';

type Request = RequestOf<typeof bulkPosts>['body'];
type Result = ResponseOf<typeof bulkPosts>['results'][number];

const MINUTE_MS = 60_000;

const MEANS: Record<Request['action'], readonly VerbName[]> = {
  cancel: CANCELS,
  restore: RESTORES,
  retry: ['retry'],
  reschedule: RESCHEDULES,
};

/** The same for many posts, one after the other: what cannot be done to one says so and stops none. */
export const createBulk = (people: People) => ({
  async run(caller: Caller, { action, posts, at, spacingMinutes }: Request): Promise<Result[]> {
    requireTheirs(caller, MEANS[action]);
    if (action === 'reschedule' && at === undefined) {
      throw new Problem({
        status: 400,
        code: 'invalid_request',
        message: 'A new time is missing.',
        remedy: 'Choose the time of the first post.',
        fields: { at: 'A new time is missing.' },
      });
    }
    const first = Date.parse(at ?? '');
    // Whoever chose them knows that they are of the same files.
    const isKnown = among(posts.map(({ id }) => id));
    const act = (id: number, version: number, index: number): Promise<PostRow> => {
      if (action === 'cancel') return people.cancel(caller, id, version);
      if (action === 'restore') return people.restore(caller, id, version);
      if (action === 'retry') return people.retry(caller, id, { version, isKnown });
      const time = new Date(first + index * spacingMinutes * MINUTE_MS).toISOString();
      return people.reschedule(caller, id, { version, isKnown }, time);
    };
    const results: Result[] = [];
    for (const [index, { id, version }] of posts.entries()) {
      try {
        const now = await act(id, version, index);
        results.push({ id, done: true, version: now.version, message: null, code: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { message, code } = error.details;
        results.push({ id, done: false, version: null, message, code });
      }
    }
    return results;
  },
});
