import {
  changeForm,
  chosenIds,
  isTouched,
  moved,
  openingForm,
  shareTypesOf,
  UNTOUCHED_OPTIONS,
} from '../../../admin/src/composer/form';
import { newIdempotencyKey } from '../../../admin/src/composer/idempotency-key';
import { whenProblem } from '../../../admin/src/composer/when-problem';
import { type AccountView } from '../../../contracts/accounts';

const account = (id: number, grantedScopes: string[]): AccountView => ({
  id,
  openId: `-open-${id}`,
  mode: 'live',
  nickname: `Account ${id}`,
  handle: null,
  verified: null,
  avatarUrl: null,
  counters: null,
  state: 'connected',
  stateMessage: null,
  grantedScopes,
  missingScopes: [],
  label: null,
  timeZone: null,
  roleIds: null,
  connectedAt: null,
  connectedBy: null,
  scheduledPosts: 0,
});

const both = account(1, ['video.publish', 'video.upload']);
const inboxOnly = account(2, ['video.upload']);
const video = { assetId: 7, kind: 'video' } as const;
const photo = (assetId: number) => ({ assetId, kind: 'photo' }) as const;

describe('the form as it opens', () => {
  it('takes the first video, nothing chosen, nothing ticked', () => {
    const form = openingForm([photo(1), video, { assetId: 8, kind: 'video' }]);
    expect(form.kind).toBe('video');
    expect(chosenIds(form)).toEqual([7]);
    expect(form.options).toEqual(UNTOUCHED_OPTIONS);
    expect(form.options.privacyLevel).toBeNull();
    expect(Object.values(form.options)).not.toContain(true);
    expect(isTouched(form)).toBe(false);
  });

  it('takes the pictures in their order, each once, at most 35', () => {
    const form = openingForm([photo(3), photo(1), photo(3), photo(2)]);
    expect(form.kind).toBe('photo');
    expect(chosenIds(form)).toEqual([3, 1, 2]);
    const many = openingForm(Array.from({ length: 40 }, (_, index) => photo(index + 1)));
    expect(chosenIds(many)).toHaveLength(35);
  });
});

describe('choosing an account', () => {
  const empty = openingForm([video]);

  it("takes the site's Share Type where the account has granted it, else what it has", () => {
    const site = { allowed: ['direct_post', 'inbox'], preferred: 'inbox' } as const;
    const shareType = (chosen: AccountView) =>
      changeForm(empty, { type: 'account', account: chosen, site }).shareType;
    expect(shareType(both)).toBe('inbox');
    expect(shareType(inboxOnly)).toBe('inbox');
    expect(shareType(account(3, ['video.publish']))).toBe('direct_post');
  });

  it('offers only what the site allows and the account has granted', () => {
    expect(shareTypesOf(both)).toEqual(['direct_post', 'inbox']);
    expect(shareTypesOf(both, { allowed: ['inbox'], preferred: 'inbox' })).toEqual(['inbox']);
    expect(shareTypesOf(inboxOnly)).toEqual(['inbox']);
  });

  it('keeps what was typed, and forgets what was chosen for another account', () => {
    const first = changeForm(empty, { type: 'account', account: both });
    const typed = changeForm(first, { type: 'content', content: { caption: 'Hello' } });
    const ticked = changeForm(typed, {
      type: 'options',
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true },
    });
    const other = changeForm(ticked, { type: 'account', account: account(9, ['video.publish']) });
    expect(other.content.caption).toBe('Hello');
    expect(other.options).toEqual(UNTOUCHED_OPTIONS);
  });
});

describe('pictures', () => {
  const three = openingForm([photo(1), photo(2), photo(3)]);

  it('moves by one step and stops at the ends', () => {
    expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2]);
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  });

  it('keeps the cover with its picture when the order changes', () => {
    const next = changeForm(three, { type: 'photos', assetIds: [3, 1, 2], cover: 1 });
    expect(next.content.photoCoverIndex).toBe(1);
  });

  it('falls back to the first picture when the cover is taken out', () => {
    const next = changeForm(three, { type: 'photos', assetIds: [1, 2], cover: 3 });
    expect(next.content.photoCoverIndex).toBe(0);
  });
});

describe('closing', () => {
  const form = openingForm([video]);

  it('asks once something was typed, ticked or dated', () => {
    const changes = [
      { type: 'content', content: { caption: 'x' } },
      { type: 'options', options: { allowDuet: true } },
      { type: 'when', when: { type: 'at', at: null } },
    ] as const;
    for (const change of changes) expect(isTouched(changeForm(form, change))).toBe(true);
  });

  it('does not ask for an account that was merely chosen', () => {
    expect(isTouched(changeForm(form, { type: 'account', account: both }))).toBe(false);
  });
});

describe('when', () => {
  const now = Date.parse('2026-11-02T10:00:00Z');

  it('wants a time that is still to come', () => {
    expect(whenProblem({ type: 'now' }, now)).toBeNull();
    expect(whenProblem({ type: 'at', at: null }, now)).toBe('missing');
    expect(whenProblem({ type: 'at', at: new Date(now) }, now)).toBe('past');
    expect(whenProblem({ type: 'at', at: new Date(now + 1) }, now)).toBeNull();
  });
});

describe('the idempotency key', () => {
  it('is 128 random bits, another one for each opening', () => {
    const keys = new Set(Array.from({ length: 200 }, newIdempotencyKey));
    expect(keys.size).toBe(200);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
