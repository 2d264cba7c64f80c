import { makingState } from '../../../admin/src/composer/model/making';
import { materialOf } from '../../../admin/src/composer/model/material';
import {
  changeSending,
  NOTHING_SENT,
  openStates,
  outcomeOf,
  requestOf,
  type SendOutcome,
} from '../../../admin/src/composer/model/sending';
import { UNTOUCHED_OPTIONS } from '../../../contracts/post-rules';
import { fileOf, postOf } from '../../component/support/things';

const stateOf = (post: { id: number; version: number } | null = null) =>
  makingState(
    {
      key: 'a',
      title: 'Harbour',
      source: null,
      post,
      mayNotWhy: null,
      material: materialOf([fileOf(1, 'quay.mp4')]),
      words: { caption: 'Hello', title: '', description: '' },
      target: { accountId: 7, shareType: 'direct_post', options: UNTOUCHED_OPTIONS },
      idempotencyKey: 'k',
    },
    {
      accounts: [],
      opening: () => ({ opened: null, problem: null }),
      file: () => ({ opened: null, problem: null }),
    },
  );

const problem = (status: number, code = 'x', more: { postId?: number } = {}) => ({
  status,
  code,
  message: 'No.',
  remedy: null,
  retryAt: null,
  fields: {},
  conflict: null,
  ...more,
});
const pressed = { press: 'publish', time: { type: 'now' }, shown: [] } as const;
const request = requestOf(stateOf(), NOTHING_SENT, pressed)!;
const unknown: SendOutcome = { kind: 'unknown', problem: problem(0), request };
const after = (...outcomes: SendOutcome[]) =>
  outcomes.reduce(
    (sending, outcome) => changeSending(sending, { type: 'answered', key: 'a', outcome }),
    NOTHING_SENT,
  );

describe('what becomes of a press', () => {
  it.each([
    [200, undefined, 'done'],
    [409, undefined, 'refused'],
    [400, undefined, 'refused'],
    [403, undefined, 'refused'],
    [0, undefined, 'unknown'],
    [500, undefined, 'unknown'],
    [503, undefined, 'unknown'],
    // At the door nothing is known of the press before.
    [429, unknown, 'unknown'],
    [403, unknown, 'unknown'],
    [409, unknown, 'refused'],
  ] as const)('an answer %i after %j is %s', (status, before, kind) => {
    const answer =
      status === 200
        ? ({ ok: true, data: { post: postOf() } } as const)
        : ({ ok: false, problem: problem(status) } as const);
    expect(outcomeOf(request, answer, before).kind).toBe(kind);
  });
});

describe('what the next press sends', () => {
  it('is the very same where no answer came, whatever was typed or pressed since', () => {
    const again = requestOf(
      { ...stateOf(), content: { ...stateOf().content, caption: 'Changed' } },
      after(unknown),
      { ...pressed, press: 'draft' },
    );
    expect(again).toBe(request);
  });

  it('is nothing for what is done, and everything else', () => {
    const done: SendOutcome = { kind: 'done', post: postOf() };
    const refused: SendOutcome = { kind: 'refused', problem: problem(400) };
    const open = (...outcomes: SendOutcome[]) => openStates([stateOf()], after(...outcomes)).length;
    expect([open(), open(refused), open(unknown), open(done)]).toEqual([1, 1, 1, 0]);
  });

  it('goes on knowingly once the person has read why it was refused', () => {
    const refused = problem(409, 'just_sent', { postId: 5 });
    const sending = changeSending(after({ kind: 'refused', problem: refused }), {
      type: 'goOnKnowing',
      key: 'a',
      problem: refused,
    });
    expect(sending.outcomes.size).toBe(0);
    expect(requestOf(stateOf(), sending, pressed)?.body).toMatchObject({
      knowing: true,
      knownRepeats: [5],
    });
    expect(request.body).not.toHaveProperty('knowing');
  });

  it('knows what the form shows of earlier posts, and what was made beside it', () => {
    const done: SendOutcome = { kind: 'done', post: postOf({ id: 9 }) };
    const sending = changeSending(NOTHING_SENT, { type: 'answered', key: 'b', outcome: done });
    expect(requestOf(stateOf(), sending, { ...pressed, shown: [4] })?.body.knownRepeats).toEqual([
      4, 9,
    ]);
  });

  it('changes a post from the version that was opened, or from a newer one that was shown', () => {
    const state = stateOf({ id: 3, version: 1 });
    expect(requestOf(state, NOTHING_SENT, pressed)).toMatchObject({ id: 3, body: { version: 1 } });
    const newer = changeSending(after({ kind: 'refused', problem: problem(409) }), {
      type: 'goOnFrom',
      key: 'a',
      version: 4,
    });
    expect(requestOf(state, newer, pressed)).toMatchObject({ id: 3, body: { version: 4 } });
  });

  it('is another one for a draft, which is no answer to a press that sends', () => {
    const draft = requestOf(stateOf(), NOTHING_SENT, { ...pressed, press: 'draft' });
    expect([request.body, draft?.body]).toMatchObject([
      { idempotencyKey: 'k' },
      { idempotencyKey: 'k-draft' },
    ]);
  });

  it('is nothing without a time', () => {
    expect(requestOf(stateOf(), NOTHING_SENT, { ...pressed, time: undefined })).toBeNull();
  });
});
