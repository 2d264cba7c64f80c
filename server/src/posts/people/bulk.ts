import { type RequestOf, type ResponseOf } from '../../../../contracts/endpoint';
import { type bulkPosts } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { requireTheirs } from './gate';
import { type People } from './people';
import { CANCELS, RESCHEDULES, type VerbName } from './verbs';

type Request = RequestOf<typeof bulkPosts>['body'];
type Result = ResponseOf<typeof bulkPosts>['results'][number];

const MINUTE_MS = 60_000;

const MEANS: Record<Request['action'], readonly VerbName[]> = {
  cancel: CANCELS,
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
    const act = async (id: number, version: number, index: number): Promise<void> => {
      if (action === 'cancel') await people.cancel(caller, id, version);
      else if (action === 'retry') await people.retry(caller, id, { version });
      else {
        const time = new Date(first + index * spacingMinutes * MINUTE_MS).toISOString();
        await people.reschedule(caller, id, { version }, time);
      }
    };
    const results: Result[] = [];
    for (const [index, { id, version }] of posts.entries()) {
      try {
        await act(id, version, index);
        results.push({ id, done: true, message: null, code: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { message, code } = error.details;
        results.push({ id, done: false, message, code });
      }
    }
    return results;
  },
});
