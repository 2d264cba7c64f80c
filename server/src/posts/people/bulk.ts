import { type RequestOf, type ResponseOf } from '../../../../contracts/endpoint';
import { ACTIONS } from '../../../../contracts/permissions';
import { type bulkPosts } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { forbidden, Problem } from '../../http/problem';
import { type People } from './people';

type Request = RequestOf<typeof bulkPosts>['body'];
type Result = ResponseOf<typeof bulkPosts>['results'][number];

const MINUTE_MS = 60_000;

const RIGHTS: Record<Request['action'], readonly string[]> = {
  cancel: [ACTIONS.composePosts, ACTIONS.resolvePosts],
  retry: [ACTIONS.publishPosts],
  reschedule: [ACTIONS.composePosts],
};

/** The same for many posts, one after the other: what cannot be done to one says so and stops none. */
export const createBulk = (people: People) => ({
  async run(caller: Caller, { action, posts, at, spacingMinutes }: Request): Promise<Result[]> {
    if (!RIGHTS[action].some((right) => caller.ability.can(right))) {
      throw forbidden('You may not do this.', 'Ask an administrator for the right to do it.');
    }
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
      else if (action === 'retry') await people.retry(caller, id, version);
      else {
        const time = new Date(first + index * spacingMinutes * MINUTE_MS).toISOString();
        await people.reschedule(caller, id, version, time);
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
