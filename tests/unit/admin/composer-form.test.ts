import {
  changeForm,
  type FormChange,
  type FormValues,
  isChanged,
  makingsOf,
  wordsFor,
} from '../../../admin/src/composer/model/form';
import { newIdempotencyKey } from '../../../admin/src/composer/model/idempotency-key';
import {
  type ComposedBefore,
  formOfPost,
  openingForm,
} from '../../../admin/src/composer/model/opening-form';
import { contentOf } from '../../../admin/src/composer/model/making';
import { chosenIds, moved } from '../../../admin/src/composer/model/material';
import { wordsOf } from '../../../admin/src/composer/model/suggested';
import { shareTypesOf } from '../../../admin/src/composer/model/target';
import { UNTOUCHED_OPTIONS } from '../../../contracts/post-rules';
import { type AccountView } from '../../../contracts/accounts';
import { type MediaItem } from '../../../contracts/media';
import { accountOf, fileOf } from '../../component/support/things';

const account = (id: number, grantedScopes: string[]): AccountView =>
  accountOf({ id, openId: `-open-${id}`, nickname: `Account ${id}`, grantedScopes });

const item = (assetId: number, kind: MediaItem['kind']): MediaItem =>
  fileOf(assetId, `${assetId}`, kind);

const both = account(1, ['video.publish', 'video.upload']);
const inboxOnly = account(2, ['video.upload']);
const site = { allowed: ['direct_post', 'inbox'], preferred: 'direct_post' } as const;
const video = item(7, 'video');
const photo = (assetId: number) => item(assetId, 'photo');

const withAccounts = (form: FormValues, ...accounts: AccountView[]): FormValues =>
  accounts.reduce(
    (values, one) => changeForm(values, { type: 'addAccount', account: one, site }),
    form,
  );
const typed = (form: FormValues, accountId: number, caption: string): FormValues =>
  changeForm(form, { type: 'ownWords', accountId, words: { caption } });
const forAll = (form: FormValues, caption: string): FormValues =>
  changeForm(form, { type: 'words', words: { caption } });
const captions = (form: FormValues): string[] =>
  form.parts.map((part) => wordsFor(form, part).caption);
const ids = ({ material }: FormValues): number[] => chosenIds(material);

describe('the form as it opens', () => {
  it('takes the first video, for no account', () => {
    const form = openingForm([photo(1), video, item(8, 'video')]);
    expect(form.material.kind).toBe('video');
    expect(ids(form)).toEqual([7]);
    expect(form.parts).toEqual([]);
    expect(isChanged(form, openingForm([video, photo(1)]))).toBe(false);
  });

  it('takes the pictures in their order, each once, at most 35', () => {
    const form = openingForm([photo(3), photo(1), photo(3), photo(2)]);
    expect(form.material.kind).toBe('photo');
    expect(ids(form)).toEqual([3, 1, 2]);
    const many = openingForm(Array.from({ length: 40 }, (_, index) => photo(index + 1)));
    expect(ids(many)).toHaveLength(35);
  });

  it('keeps TikTok’s choice of the cover', () => {
    expect(openingForm([video]).material.coverTimestampMs).toBeNull();
  });
});

describe('choosing accounts', () => {
  const empty = openingForm([video]);

  it('opens each with nothing chosen, nothing ticked, and a key of its own', () => {
    const { parts, activeId } = withAccounts(empty, both, account(9, ['video.publish']));
    expect(parts.map(({ options }) => options)).toEqual([UNTOUCHED_OPTIONS, UNTOUCHED_OPTIONS]);
    expect(parts[1]?.options.privacyLevel).toBeNull();
    expect(new Set(parts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    expect(activeId).toBe(9);
  });

  it("takes the site's Share Type where the account has granted it, else what it has", () => {
    const shareType = (chosen: AccountView, preferred: 'inbox' | 'direct_post') =>
      changeForm(empty, { type: 'addAccount', account: chosen, site: { ...site, preferred } })
        .parts[0]?.shareType;
    expect(shareType(both, 'inbox')).toBe('inbox');
    expect(shareType(inboxOnly, 'direct_post')).toBe('inbox');
    expect(shareType(account(3, ['video.publish']), 'inbox')).toBe('direct_post');
  });

  it('offers only what the site allows and the account has granted', () => {
    expect(shareTypesOf(both)).toEqual(['direct_post', 'inbox']);
    expect(shareTypesOf(both, { allowed: ['inbox'], preferred: 'inbox' })).toEqual(['inbox']);
    expect(shareTypesOf(inboxOnly)).toEqual(['inbox']);
  });

  it('takes one text for all accounts, chosen before or after it was typed', () => {
    const form = withAccounts(forAll(empty, 'Hello'), both, inboxOnly);
    expect(captions(form)).toEqual(['Hello', 'Hello']);
    expect(captions(forAll(form, 'Other'))).toEqual(['Other', 'Other']);
  });

  it('keeps words of one account apart once they differ, until they are those for all again', () => {
    const two = typed(withAccounts(forAll(empty, 'All'), both, inboxOnly), 2, 'Two');
    expect(captions(two)).toEqual(['All', 'Two']);
    expect(captions(forAll(two, 'Everyone'))).toEqual(['Everyone', 'Two']);
    expect(captions(changeForm(two, { type: 'sameWords', accountId: 2 }))).toEqual(['All', 'All']);
  });

  it('keeps choices of each account apart', () => {
    const two = withAccounts(empty, both, account(9, ['video.publish']));
    const changed = changeForm(two, {
      type: 'options',
      accountId: 1,
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true },
    });
    expect(changed.parts[1]?.options).toEqual(UNTOUCHED_OPTIONS);
  });

  it('keeps what was typed when the account is exchanged, and forgets what was chosen', () => {
    const ticked = changeForm(forAll(withAccounts(empty, both), 'Hello'), {
      type: 'options',
      accountId: 1,
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE', allowComment: true },
    });
    const none = changeForm(ticked, { type: 'removeAccount', accountId: 1 });
    const other = withAccounts(none, account(9, ['video.publish']));
    expect(captions(other)).toEqual(['Hello']);
    expect(other.parts[0]?.options).toEqual(UNTOUCHED_OPTIONS);
  });

  it('gives an account that comes back its own words, and no other one those', () => {
    const two = typed(withAccounts(forAll(empty, 'All'), both, inboxOnly), 2, 'Two');
    const without = changeForm(two, { type: 'removeAccount', accountId: 2 });
    expect(without.activeId).toBe(1);
    expect(captions(withAccounts(without, inboxOnly))).toEqual(['All', 'Two']);
    expect(captions(withAccounts(without, account(3, ['video.upload'])))).toEqual(['All', 'All']);
  });
});

describe('a word that arrives late', () => {
  const form = withAccounts(openingForm([photo(1)]), both);
  /** What a list or a menu of the form as it was would still say, after all of this was changed. */
  const late: FormChange[] = [
    { type: 'words', words: { title: 'Late title' } },
    { type: 'options', accountId: 1, options: { allowComment: true } },
    { type: 'shareType', accountId: 1, shareType: 'inbox' },
    { type: 'photos', assetIds: [1], cover: 1 },
    { type: 'when', when: { type: 'next_slot' } },
    { type: 'cover', coverTimestampMs: null },
    { type: 'kind', kind: 'photo' },
  ];

  it.each(late)('brings back nothing of what else was typed: $type', (change) => {
    const meanwhile = changeForm(
      changeForm(form, { type: 'words', words: { description: 'Typed meanwhile' } }),
      { type: 'options', accountId: 1, options: { privacyLevel: 'SELF_ONLY' } },
    );
    const after = changeForm(meanwhile, change);
    expect(after.material.words.description).toBe('Typed meanwhile');
    expect(after.parts[0]?.options.privacyLevel).toBe('SELF_ONLY');
  });

  it('of an account that was taken out changes nothing', () => {
    const none = changeForm(form, { type: 'removeAccount', accountId: 1 });
    for (const change of late.filter((one) => 'accountId' in one)) {
      expect(changeForm(none, change).parts).toEqual([]);
    }
  });
});

describe('the posts that the form makes', () => {
  const subject = { source: null, title: 'Harbour', post: null };

  it('are one for each account, of the same files, each with its own key', () => {
    const form = typed(
      withAccounts(forAll(openingForm([video]), 'All'), both, inboxOnly),
      2,
      'Two',
    );
    const [one, two] = makingsOf(form, subject);
    expect([one?.words.caption, two?.words.caption]).toEqual(['All', 'Two']);
    expect(one?.material).toBe(two?.material);
    expect(one?.idempotencyKey).not.toBe(two?.idempotencyKey);
    expect([one?.key, two?.key]).toEqual(['1', '2']);
  });
});

describe('pictures', () => {
  const three = openingForm([photo(1), photo(2), photo(3)]);

  it('moves one to another place and stops at the ends', () => {
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 3, 2]);
    expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 3)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], -1, 1)).toEqual([1, 2, 3]);
  });

  it('keeps the cover with its picture when the order changes', () => {
    const next = changeForm(three, { type: 'photos', assetIds: [3, 1, 2], cover: 1 });
    expect(next.material.photoCoverIndex).toBe(1);
  });

  it('falls back to the first picture when the cover is taken out', () => {
    const next = changeForm(three, { type: 'photos', assetIds: [1, 2], cover: 3 });
    expect(next.material.photoCoverIndex).toBe(0);
  });
});

describe('files added from the Media Library', () => {
  it('are chosen at once, each once, at most 35 pictures', () => {
    const form = openingForm([photo(1), photo(2)]);
    const more = changeForm(form, { type: 'addMedia', media: [photo(2), photo(5)] });
    expect(ids(more)).toEqual([1, 2, 5]);
    expect(more.material.media.map(({ assetId }) => assetId)).toEqual([1, 2, 5]);
    const many = Array.from({ length: 50 }, (_, index) => photo(index + 10));
    expect(ids(changeForm(form, { type: 'addMedia', media: many }))).toHaveLength(35);
  });

  it('a video takes the place of what was chosen, and of its cover', () => {
    const form = changeForm(openingForm([video]), { type: 'cover', coverTimestampMs: 500 });
    const other = changeForm(form, { type: 'addMedia', media: [item(8, 'video')] });
    expect(ids(other)).toEqual([8]);
    expect(other.material.coverTimestampMs).toBeNull();
  });
});

describe('the cover of a video', () => {
  it('goes with the content of each account, and is forgotten with its video', () => {
    const form = changeForm(withAccounts(openingForm([video, item(8, 'video')]), both), {
      type: 'cover',
      coverTimestampMs: 1500,
    });
    const [part] = form.parts;
    expect(part && contentOf(form.material, wordsFor(form, part)).coverTimestampMs).toBe(1500);
    expect(changeForm(form, { type: 'video', assetId: 8 }).material.coverTimestampMs).toBeNull();
  });
});

const post: ComposedBefore = {
  kind: 'photo',
  shareType: 'direct_post',
  account: { id: 1, nickname: 'Account 1', handle: null },
  content: {
    caption: '',
    title: 'A title',
    description: 'Words #one',
    coverTimestampMs: null,
    photoCoverIndex: 2,
  },
  options: { ...UNTOUCHED_OPTIONS, privacyLevel: 'SELF_ONLY', allowComment: true },
  media: [photo(4), photo(2), photo(9)],
};

describe('a post that is composed anew', () => {
  const media = [photo(2), photo(4), photo(9), photo(11)];
  const form = formOfPost(post, media, { type: 'now' });

  it('opens with its files in its order, its words and its choices', () => {
    expect(ids(form)).toEqual([4, 2, 9]);
    expect(form.material.photoCoverIndex).toBe(2);
    expect(form.parts[0]).toMatchObject({
      accountId: 1,
      shareType: 'direct_post',
      own: null,
      options: { privacyLevel: 'SELF_ONLY', allowComment: true },
    });
  });

  it('opens with its words', () => {
    expect(form.material.words).toMatchObject({ title: 'A title', description: 'Words #one' });
  });

  it('leaves out a file that is gone, and the cover stays with its picture', () => {
    const fewer = formOfPost(post, [photo(2), photo(9)], { type: 'now' });
    expect(ids(fewer)).toEqual([2, 9]);
    expect(fewer.material.photoCoverIndex).toBe(1);
  });

  it('is changed by a word, a tick, a file, the order, the cover or the time, and by nothing else', () => {
    expect(isChanged(form, form)).toBe(false);
    expect(isChanged(changeForm(form, { type: 'show', accountId: 1 }), form)).toBe(false);
    const changes: FormChange[] = [
      { type: 'words', words: { title: 'Another' } },
      { type: 'ownWords', accountId: 1, words: { title: 'Another' } },
      { type: 'options', accountId: 1, options: { allowComment: false } },
      { type: 'photos', assetIds: [2, 4, 9], cover: 9 },
      { type: 'photos', assetIds: [4, 2, 9], cover: 4 },
      { type: 'photos', assetIds: [4, 2], cover: 4 },
      { type: 'when', when: { type: 'at', date: '', time: '', picked: null } },
    ];
    for (const change of changes) expect(isChanged(changeForm(form, change), form)).toBe(true);
  });
});

describe('closing', () => {
  const opened = openingForm([photo(1), photo(2), video, item(8, 'video')]);

  it('asks for whatever was typed, ticked, chosen or put into another order', () => {
    const form = withAccounts(opened, both);
    const changes: FormChange[] = [
      { type: 'words', words: { caption: 'x' } },
      { type: 'ownWords', accountId: 1, words: { caption: 'x' } },
      { type: 'options', accountId: 1, options: { allowDuet: true } },
      { type: 'when', when: { type: 'at', date: '', time: '', picked: null } },
      { type: 'when', when: { type: 'entry_published' } },
      { type: 'cover', coverTimestampMs: 0 },
      { type: 'video', assetId: 8 },
      { type: 'kind', kind: 'photo' },
      { type: 'shareType', accountId: 1, shareType: 'inbox' },
      { type: 'removeAccount', accountId: 1 },
    ];
    for (const change of changes) {
      expect([change, isChanged(changeForm(form, change), form)]).toEqual([change, true]);
    }
    expect(isChanged(form, opened)).toBe(true);
    const photos = openingForm([photo(1), photo(2)]);
    const turned = changeForm(photos, { type: 'photos', assetIds: [2, 1], cover: 1 });
    expect(isChanged(turned, photos)).toBe(true);
  });

  it('does not ask where everything is as it opened, whichever account is in view', () => {
    const form = withAccounts(opened, both);
    expect(isChanged(changeForm(form, { type: 'show', accountId: 1 }), form)).toBe(false);
    expect(isChanged(changeForm(opened, { type: 'kind', kind: 'video' }), opened)).toBe(false);
  });
});

describe('the idempotency key', () => {
  it('is 128 random bits, another one each time', () => {
    const keys = new Set(Array.from({ length: 200 }, newIdempotencyKey));
    expect(keys.size).toBe(200);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('words that the entry suggests', () => {
  const suggested = { caption: 'From the entry', title: 'Title', description: 'From the entry' };

  it('stand in the form for every account, and may be changed for one', () => {
    const form = withAccounts(openingForm([video], suggested), both, inboxOnly);
    expect(form.material.words).toEqual(suggested);
    const changed = typed(form, both.id, 'Mine');
    expect(captions(changed)).toEqual(['Mine', 'From the entry']);
    expect([isChanged(form, form), isChanged(changed, form)]).toEqual([false, true]);
  });

  it('are cut for a video where a photo could have more', () => {
    const long = `${'word '.repeat(500)}end`;
    const words = wordsOf({ caption: long, title: '', why: null });
    expect(words.caption.length).toBeLessThanOrEqual(2_200);
    expect(words.description).toBe(long);
  });
});
