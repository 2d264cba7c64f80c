import fc from 'fast-check';

import { postState } from '../../../contracts/posts';
import {
  arrows,
  type By,
  type Event,
  isFinal,
  type State,
  STATES,
  transition,
} from '../../../server/src/posts/life/state-machine';

const events = [...new Set(arrows().map(({ event }) => event))];
const actors: By[] = ['person', 'publisher', 'tiktok'];

const walk = (steps: readonly { event: Event; by: By }[]): { state: State; taken: Event[] } => {
  let state: State = 'draft';
  const taken: Event[] = [];
  for (const { event, by } of steps) {
    const next = transition(state, event, by);
    if (next === null) continue;
    state = next;
    taken.push(event);
  }
  return { state, taken };
};

const steps = fc.array(
  fc.record({ event: fc.constantFrom(...events), by: fc.constantFrom(...actors) }),
  { maxLength: 60 },
);

describe('the state machine of a post', () => {
  it('has the same states as the contract', () => {
    expect([...STATES].sort()).toEqual([...postState.options].sort());
  });

  it('lets nothing be sent that was not committed first: only committing leads to processing', () => {
    const into = arrows().filter(({ to }) => to === 'processing');
    expect(into.map(({ from }) => from).sort()).toEqual(['committing', 'outcome_unknown']);
  });

  it('never commits twice without a proof or a person in between', () => {
    fc.assert(
      fc.property(steps, (path) => {
        let mayBeLive = false;
        let state: State = 'draft';
        for (const { event, by } of path) {
          const next = transition(state, event, by);
          if (next === null) continue;
          if (event === 'commit') {
            expect(mayBeLive).toBe(false);
            mayBeLive = true;
          }
          // Proofs that nothing of the attempt is or will be live, and the word of a person.
          const proof =
            event === 'rewind' ||
            (event === 'fail' && by !== 'person') ||
            by === 'person' ||
            (event === 'hold' && state === 'committing');
          if (proof) mayBeLive = false;
          state = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows published only after TikTok or a person has said so', () => {
    for (const { to, by } of arrows()) {
      if (to === 'published') expect(by).not.toContain('publisher');
    }
  });

  it('cannot be cancelled any more from committing on', () => {
    for (const state of ['committing', 'processing', 'in_inbox', 'published'] as const) {
      expect(transition(state, 'cancel', 'person')).toBeNull();
    }
    for (const state of ['scheduled', 'due', 'sending', 'held', 'failed'] as const) {
      expect(transition(state, 'cancel', 'person')).toBe('cancelled');
    }
  });

  it('leaves an unknown outcome only by evidence or by a person (T02)', () => {
    const out = arrows().filter(({ from }) => from === 'outcome_unknown');
    for (const { by } of out) expect(by).not.toContain('publisher');
  });

  it('sends a failed post again only when a person says so', () => {
    expect(transition('failed', 'schedule', 'person')).toBe('scheduled');
    expect(transition('failed', 'schedule', 'publisher')).toBeNull();
    expect(transition('failed', 'schedule', 'tiktok')).toBeNull();
  });

  it('takes an inbox post that is finished days later as published (T13)', () => {
    expect(transition('in_inbox', 'publish', 'tiktok')).toBe('published');
  });

  it('ends in published and cancelled and nowhere else', () => {
    expect(STATES.filter(isFinal)).toEqual(['published', 'cancelled']);
  });

  it('never reaches a state outside its list', () => {
    fc.assert(fc.property(steps, (path) => STATES.includes(walk(path).state)));
  });
});
