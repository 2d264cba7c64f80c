import {
  bulkAddress,
  type BulkSubject,
  readBulkAddress,
} from '../../../admin/src/bulk/model/address';
import { copyTo, hasSame } from '../../../admin/src/bulk/model/copy';
import { chosenIds } from '../../../admin/src/composer/model/material';
import { NO_TARGET } from '../../../admin/src/composer/model/target';
import { UNTOUCHED_OPTIONS } from '../../../contracts/post-rules';
import {
  type BulkChange,
  changeBulk,
  makingsOf,
  openingTable,
  type Row,
  type RowChange,
  rowOfEntry,
} from '../../../admin/src/bulk/model/rows';
import { planTimes } from '../../../admin/src/bulk/model/times';
import { type MediaItem } from '../../../contracts/media';
import { formState } from '../../../contracts/post-form';
import { type PostOptions } from '../../../contracts/posts';
import { accountOf } from '../../component/support/things';
import { directVideo, privateCreator } from '../post-rules/support';

const item = (assetId: number, kind: MediaItem['kind']): MediaItem => ({
  assetId,
  kind,
  name: `file ${assetId}`,
  mime: kind === 'video' ? 'video/mp4' : 'image/jpeg',
  ext: null,
  bytes: 1,
  width: null,
  height: null,
  previewUrl: null,
  updatedAt: '2026-11-21T00:00:00.000Z',
  field: 'video',
});

const entry = (documentId: string, media: MediaItem[] = [item(1, 'video')]): Row =>
  rowOfEntry({
    source: { uid: 'api::article.article', documentId, locale: 'en', status: 'published' },
    title: documentId,
    media,
    mayPost: true,
    mayNotWhy: null,
    suggested: null,
    posts: 0,
  });

const changed = (row: Row, change: RowChange): Row => {
  const [after] = changeBulk(openingTable([row]), { type: 'row', key: row.key, change }).rows;
  if (!after) throw new Error('The row is gone.');
  return after;
};

const withOptions = (row: Row, options: Partial<PostOptions>): Row =>
  changed(row, { type: 'own', change: { type: 'options', options } });

describe('the address of the table', () => {
  it.each<BulkSubject>([
    { kind: 'entries', uid: 'api::article.article', documentIds: ['a', 'b'], locale: 'en' },
    { kind: 'entries', uid: 'api::clip.clip', documentIds: ['a'], locale: null },
    { kind: 'posts', postIds: [3, 1, 2] },
  ])('says what it is about', (subject) => {
    const [, search = ''] = bulkAddress(subject).split('?');
    expect(readBulkAddress(new URLSearchParams(search))).toEqual(subject);
  });

  it('says nothing where nothing is named', () => {
    expect(readBulkAddress(new URLSearchParams('uid=x&ids='))).toBeNull();
    expect(readBulkAddress(new URLSearchParams('posts=a,-1,'))).toBeNull();
  });
});

describe('a row of the table', () => {
  it('opens with the first video, or else with the pictures, and nothing else chosen', () => {
    const both = entry('a', [item(3, 'photo'), item(1, 'video'), item(2, 'video')]);
    expect([both.material.kind, chosenIds(both.material)]).toEqual(['video', [1]]);
    const photos = entry('b', [item(4, 'photo'), item(3, 'photo')]);
    expect([photos.material.kind, chosenIds(photos.material)]).toEqual(['photo', [4, 3]]);
    expect(makingsOf(openingTable([both])).map(({ target }) => target)).toEqual([NO_TARGET]);
  });

  it('takes pictures in any order, and the cover stays at its picture', () => {
    const row = entry('a', [item(1, 'photo'), item(2, 'photo'), item(3, 'photo')]);
    const moved = changed(row, { type: 'photos', assetIds: [3, 1, 2], cover: 2 }).material;
    expect([moved.photoIds, moved.photoCoverIndex]).toEqual([[3, 1, 2], 2]);
    const without = changed(row, { type: 'photos', assetIds: [3, 1], cover: 2 }).material;
    expect([without.photoIds, without.photoCoverIndex]).toEqual([[3, 1], 0]);
  });

  it('has a key of its own, so that one press is one post each', () => {
    expect(entry('a').idempotencyKey).not.toBe(entry('a').idempotencyKey);
  });
});

describe('what is set once for all', () => {
  const shareTypes = { allowed: ['direct_post', 'inbox'], preferred: 'direct_post' } as const;
  const run = (...changes: BulkChange[]) =>
    makingsOf(changes.reduce(changeBulk, openingTable([entry('a'), entry('b')])));
  const levels = (...changes: BulkChange[]) =>
    run(...changes).map(({ target }) => target.options.privacyLevel);
  const all = (options: Partial<PostOptions>): BulkChange => ({
    type: 'shared',
    change: { type: 'options', options },
  });
  const one = (change: RowChange): BulkChange => ({ type: 'row', key: 'entry:a', change });
  const everyone = all({ privacyLevel: 'PUBLIC_TO_EVERYONE' });
  const onlyMe = one({
    type: 'own',
    change: { type: 'options', options: { privacyLevel: 'SELF_ONLY' } },
  });

  it.each([
    ['begins with nothing chosen', [], [null, null]],
    ['goes to every row', [everyone], ['PUBLIC_TO_EVERYONE', 'PUBLIC_TO_EVERYONE']],
    ['leaves a row that differs', [onlyMe, everyone], ['SELF_ONLY', 'PUBLIC_TO_EVERYONE']],
    [
      'is where a row begins to differ',
      [everyone, one({ type: 'differ' }), all({ privacyLevel: 'SELF_ONLY' })],
      ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
    ],
    [
      'counts again for a row that does not differ any more',
      [onlyMe, everyone, one({ type: 'same' })],
      ['PUBLIC_TO_EVERYONE', 'PUBLIC_TO_EVERYONE'],
    ],
  ] as const)('%s', (_, changes, expected) => {
    expect(levels(...changes)).toEqual(expected);
  });

  it('forgets settings that were chosen for another account', () => {
    const to = (id: number): BulkChange => ({
      type: 'shared',
      change: { type: 'account', account: accountOf({ id }), site: shareTypes },
    });
    expect(levels(to(1), everyone, to(1))).toEqual(['PUBLIC_TO_EVERYONE', 'PUBLIC_TO_EVERYONE']);
    expect(levels(to(1), everyone, to(2))).toEqual([null, null]);
  });
});

describe('a value that is copied to another row', () => {
  const from = withOptions(entry('a'), {
    privacyLevel: 'PUBLIC_TO_EVERYONE',
    allowComment: true,
    allowDuet: true,
  });
  const open = formState(directVideo());
  const closed = formState(directVideo({ creator: privateCreator }));

  it('arrives where the account offers it', () => {
    const to = copyTo('privacy', from, entry('b'), NO_TARGET, open);
    expect(to.own?.options.privacyLevel).toBe('PUBLIC_TO_EVERYONE');
    expect(hasSame('privacy', from, to, NO_TARGET)).toBe(true);
  });

  it('leaves the row empty where the account does not offer it', () => {
    const chosen = withOptions(entry('b'), { privacyLevel: 'SELF_ONLY' });
    const to = copyTo('privacy', from, chosen, NO_TARGET, closed);
    expect(to.own?.options.privacyLevel).toBeNull();
    expect(hasSame('privacy', from, to, NO_TARGET)).toBe(false);
  });

  it('leaves out the interactions that the creator switched off', () => {
    const to = copyTo('interactions', from, entry('b'), NO_TARGET, closed);
    expect(to.own?.options).toMatchObject({ allowComment: true, allowDuet: false });
    expect(hasSame('interactions', from, to, NO_TARGET)).toBe(false);
  });

  it('changes nothing while TikTok has not said what the account offers', () => {
    expect(copyTo('privacy', from, entry('b'), NO_TARGET, null).own).toBeNull();
  });

  it('does not make branded content private', () => {
    const branded = withOptions(entry('a'), { discloseContent: true, brandedContent: true });
    const onlyMe = formState(directVideo({ options: { privacyLevel: 'SELF_ONLY' } }));
    const to = copyTo('disclosure', branded, entry('b'), NO_TARGET, onlyMe);
    expect(to.own?.options).toMatchObject({ discloseContent: true, brandedContent: false });
  });

  it('brings an account without the settings that were chosen for another one', () => {
    const direct = { shareType: 'direct_post' as const, options: UNTOUCHED_OPTIONS };
    const account = { ...from, own: { accountId: 7, ...direct } };
    const chosen = withOptions(entry('b'), { privacyLevel: 'SELF_ONLY' });
    const target = { ...chosen, own: { ...NO_TARGET, ...chosen.own, accountId: 8 } };
    expect(copyTo('account', account, target, NO_TARGET, open).own).toEqual({
      accountId: 7,
      ...direct,
    });
  });

  it('takes the words and nothing besides', () => {
    const worded = changed(from, { type: 'words', words: { caption: 'Hello' } });
    const to = copyTo('words', worded, entry('b'), NO_TARGET, null);
    expect([to.material.words.caption, to.own]).toEqual(['Hello', null]);
  });
});

describe('when the posts of a table go out', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z');
  const keys = ['a', 'b', 'c'];
  const at = (time: string) => ({ type: 'at', at: `2026-11-21T${time}:00.000Z` });

  it('at once, all together, without a spacing', () => {
    const times = planTimes(keys, new Set(keys), { type: 'now' }, 0, now);
    expect([...times.values()]).toEqual([{ type: 'now' }, { type: 'now' }, { type: 'now' }]);
  });

  it('the first at once and the others after it, counting only those still to be sent', () => {
    const times = planTimes(keys, new Set(['b', 'c']), { type: 'now' }, 30, now);
    expect(times.get('a')).toBeUndefined();
    expect([times.get('b'), times.get('c')]).toEqual([{ type: 'now' }, at('12:30')]);
  });

  it('at the times of the table, whatever became of the others', () => {
    const start = { type: 'at' as const, at: now + 3_600_000 };
    const times = planTimes(keys, new Set(['c']), start, 15, now);
    expect(times.get('c')).toEqual(at('13:30'));
  });

  it('each at the next posting time of its account, which the server takes, without a spacing', () => {
    const times = planTimes(keys, new Set(['c']), { type: 'next_slot' }, 15, now);
    expect([...times.values()]).toEqual(keys.map(() => ({ type: 'next_slot' })));
  });

  it('real minutes apart over a change of the clocks (T94)', () => {
    // Europe/Berlin goes back from 03:00 to 02:00 at 01:00 UTC.
    const start = { type: 'at' as const, at: Date.parse('2026-10-25T00:30:00.000Z') };
    const times = planTimes(['a', 'b'], new Set(['a', 'b']), start, 60, start.at - 1);
    expect(times.get('b')).toEqual({ type: 'at', at: '2026-10-25T01:30:00.000Z' });
  });
});
