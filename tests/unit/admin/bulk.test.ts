import { bulkAddress, type BulkSubject, readBulkAddress } from '../../../admin/src/bulk/address';
import { copyTo, hasSame } from '../../../admin/src/bulk/copy';
import { changeRow, filesOf, type Row, rowOfEntry } from '../../../admin/src/bulk/rows';
import { planTimes } from '../../../admin/src/bulk/times';
import { UNTOUCHED_OPTIONS } from '../../../admin/src/composer/form';
import { type MediaItem } from '../../../contracts/media';
import { formState } from '../../../contracts/post-form';
import { type PostOptions } from '../../../contracts/posts';
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

const withOptions = (row: Row, options: Partial<PostOptions>): Row =>
  changeRow(row, { type: 'options', options });

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
    expect([both.kind, filesOf(both)]).toEqual(['video', [1]]);
    const photos = entry('b', [item(4, 'photo'), item(3, 'photo')]);
    expect([photos.kind, filesOf(photos)]).toEqual(['photo', [4, 3]]);
    expect([both.accountId, both.shareType, both.options]).toEqual([null, null, UNTOUCHED_OPTIONS]);
  });

  it('takes pictures in any order, and the cover stays at its picture', () => {
    const row = entry('a', [item(1, 'photo'), item(2, 'photo'), item(3, 'photo')]);
    const moved = changeRow(row, { type: 'photos', assetIds: [3, 1, 2], cover: 2 });
    expect([moved.photoIds, moved.content.photoCoverIndex]).toEqual([[3, 1, 2], 2]);
    const without = changeRow(moved, { type: 'photos', assetIds: [3, 1], cover: 2 });
    expect([without.photoIds, without.content.photoCoverIndex]).toEqual([[3, 1], 0]);
  });

  it('has a key of its own, so that one press is one post each', () => {
    expect(entry('a').idempotencyKey).not.toBe(entry('a').idempotencyKey);
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
    const to = copyTo('privacy', from, entry('b'), open);
    expect(to.options.privacyLevel).toBe('PUBLIC_TO_EVERYONE');
    expect(hasSame('privacy', from, to)).toBe(true);
  });

  it('leaves the row empty where the account does not offer it', () => {
    const chosen = withOptions(entry('b'), { privacyLevel: 'SELF_ONLY' });
    const to = copyTo('privacy', from, chosen, closed);
    expect(to.options.privacyLevel).toBeNull();
    expect(hasSame('privacy', from, to)).toBe(false);
  });

  it('leaves out the interactions that the creator switched off', () => {
    const to = copyTo('interactions', from, entry('b'), closed);
    expect(to.options).toMatchObject({ allowComment: true, allowDuet: false });
    expect(hasSame('interactions', from, to)).toBe(false);
  });

  it('changes nothing while TikTok has not said what the account offers', () => {
    expect(copyTo('privacy', from, entry('b'), null)).toEqual(
      expect.objectContaining({ options: UNTOUCHED_OPTIONS }),
    );
  });

  it('does not make branded content private', () => {
    const branded = withOptions(entry('a'), { discloseContent: true, brandedContent: true });
    const onlyMe = formState(directVideo({ options: { privacyLevel: 'SELF_ONLY' } }));
    const to = copyTo('disclosure', branded, entry('b'), onlyMe);
    expect(to.options).toMatchObject({ discloseContent: true, brandedContent: false });
  });

  it('brings an account without the settings that were chosen for another one', () => {
    const account = { ...from, accountId: 7, shareType: 'direct_post' as const };
    const target = { ...withOptions(entry('b'), { privacyLevel: 'SELF_ONLY' }), accountId: 8 };
    expect(copyTo('account', account, target, open)).toMatchObject({
      accountId: 7,
      shareType: 'direct_post',
      options: UNTOUCHED_OPTIONS,
    });
  });

  it('takes the words and nothing besides', () => {
    const worded = changeRow(from, { type: 'content', content: { caption: 'Hello' } });
    const to = copyTo('words', worded, entry('b'), null);
    expect([to.content.caption, to.options]).toEqual(['Hello', UNTOUCHED_OPTIONS]);
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
