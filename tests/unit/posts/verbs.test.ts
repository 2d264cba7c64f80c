import * as posts from '../../../contracts/posts';
import { resumeAfterOutage } from '../../../contracts/publisher';
import { type Endpoint } from '../../../contracts/endpoint';
import { transition } from '../../../server/src/posts/life/state-machine';
import {
  CANCELS,
  RESCHEDULES,
  RESTORES,
  verb,
  type VerbName,
  VERBS,
} from '../../../server/src/posts/people/verbs';

const names = Object.keys(VERBS) as VerbName[];

/** The verbs behind each address. */
const ROUTES: [Endpoint, readonly VerbName[]][] = [
  [posts.createPost, ['new_draft', 'new_request', 'new_post']],
  [posts.updatePost, ['redraft', 'submit', 'agree', 'approve']],
  [posts.reschedulePost, RESCHEDULES],
  [posts.returnPost, ['give_back']],
  [posts.duplicatePost, ['duplicate']],
  [posts.keepPost, ['keep']],
  [posts.cancelPost, CANCELS],
  [posts.restorePost, RESTORES],
  [posts.deletePost, ['remove']],
  [posts.publishPostNow, ['publish_now']],
  [posts.retryPost, ['retry']],
  [posts.resolvePost, ['say_live', 'say_not_live', 'send_again']],
  [posts.bulkPosts, [...CANCELS, ...RESTORES, 'retry', ...RESCHEDULES]],
  [resumeAfterOutage, ['send_after_outage']],
];

describe('the verbs of people', () => {
  it.each(ROUTES)('$path is open to just the rights of what it can mean', ({ access }, means) => {
    const rights = new Set(means.flatMap((name) => verb(name).rights));
    expect('admin' in access && [...access.admin].sort()).toEqual([...rights].sort());
  });

  it('have an address each, but what rules make', () => {
    const served = new Set(ROUTES.flatMap(([, means]) => means));
    expect(names.filter((name) => !served.has(name))).toEqual(['rule_request', 'rule_post']);
  });

  it('tell the state machine only what it takes from a person', () => {
    for (const name of names) {
      const { on } = verb(name);
      if (on === 'new') continue;
      for (const state of Object.keys(on) as (keyof typeof on)[]) {
        const event = on[state];
        if (event) expect([name, state, transition(state, event, 'person')]).not.toContain(null);
      }
    }
  });

  it('that make a post go are a person’s, and only one is for a post that may be live', () => {
    const sending = names.filter((name) => verb(name).sends !== null);
    for (const name of sending) expect([name, verb(name).by]).toEqual([name, 'person']);
    const mayBeLive = [...posts.UNDER_WAY, 'in_inbox', 'outcome_unknown', 'published'] as const;
    const brave = sending.filter((name) => {
      const { on } = verb(name);
      return on !== 'new' && mayBeLive.some((state) => on[state] !== undefined);
    });
    expect(brave).toEqual(['send_again']);
  });
});
