import { pollEvery, untilNextDue } from '../../../admin/src/posts/poll';
import { callOf, isFiltered, readListQuery } from '../../../admin/src/posts/query';
import { isTikTokAddress } from '../../../admin/src/posts/tiktok-address';
import { type PostState, postState } from '../../../contracts/posts';

const NOW = Date.parse('2026-11-02T10:00:00Z');
const post = (
  state: PostState,
  scheduledAt: string | null = null,
  nextStepAt: string | null = scheduledAt,
) => ({ state, scheduledAt, nextStepAt });

describe('asking for posts again', () => {
  it('happens only while one of them is under way', () => {
    const polled = postState.options.filter((state) => pollEvery([post(state)], NOW) > 0);
    expect(polled).toEqual(['due', 'sending', 'committing', 'processing']);
    expect(pollEvery([], NOW)).toBe(0);
  });

  it('goes by the quickest of them', () => {
    const quick = pollEvery([post('sending')], NOW);
    expect(pollEvery([post('published'), post('processing'), post('sending')], NOW)).toBe(quick);
  });

  it('begins by itself when the next scheduled post becomes due', () => {
    const now = Date.parse('2026-11-02T10:00:00Z');
    const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
    const posts = [
      post('scheduled', at(90)),
      post('scheduled', at(30)),
      post('failed', at(1), null),
    ];
    expect(untilNextDue(posts, now)).toBe(31_000);
    expect(untilNextDue([post('published')], now)).toBeNull();
  });

  it('follows a post that was brought forward, whose planned time is still to come', () => {
    const brought = post('scheduled', '2026-12-02T10:00:00Z', '2026-11-02T10:00:00Z');
    expect(pollEvery([brought], NOW)).toBe(2_000);
    expect(untilNextDue([brought], NOW)).toBeNull();
    expect(pollEvery([post('scheduled', '2026-12-02T10:00:00Z')], NOW)).toBe(0);
  });

  it('follows what is held until a time, and what is published without an address yet', () => {
    for (const state of ['held', 'published'] as const) {
      expect(untilNextDue([post(state, null, '2026-11-02T10:01:00Z')], NOW)).toBe(61_000);
      expect(pollEvery([post(state, null, '2026-11-02T09:59:00Z')], NOW)).toBe(2_000);
      expect(pollEvery([post(state, '2026-11-02T09:59:00Z', null)], NOW)).toBe(0);
    }
  });

  it('waits no longer than a timer of the browser can', () => {
    const now = Date.parse('2026-11-02T10:00:00Z');
    expect(untilNextDue([post('scheduled', '2027-11-02T10:00:00Z')], now)).toBe(2 ** 31 - 1);
  });
});

describe("the list's address", () => {
  const NOTHING = { tab: 'upcoming', page: 1, pageSize: 25, sort: 'time', order: 'asc' } as const;
  /** Filters as Strapi writes them into the address. */
  const filtered = (...$and: Record<string, Record<string, string>>[]) => ({ filters: { $and } });

  it('is read where it fits and left out where it does not', () => {
    expect(
      readListQuery({
        page: '2',
        pageSize: '50',
        sort: 'account',
        ...filtered(
          { state: { $eq: 'held' } },
          { state: { $eq: 'failed' } },
          { accountId: { $eq: '3' } },
        ),
      }),
    ).toEqual({
      ...NOTHING,
      page: 2,
      pageSize: 50,
      state: ['held', 'failed'],
      accountId: [3],
      sort: 'account',
    });
    expect(
      readListQuery({
        page: '-1',
        pageSize: '9999',
        _q: '   ',
        order: 'sideways',
        ...filtered(
          { state: { $eq: 'x' } },
          { accountId: { $eq: '' } },
          { kind: { $eq: 'song' } },
          { date: { $gte: 'yesterday' } },
          { date: { $lte: '2026-13-45' } },
        ),
      }),
    ).toEqual(NOTHING);
    expect(readListQuery({ filters: 'all of them' })).toEqual(NOTHING);
  });

  it('says whether anything narrows the list', () => {
    expect(isFiltered(readListQuery({ page: '3', sort: 'time' }))).toBe(false);
    expect(isFiltered(readListQuery({ _q: 'harbour' }))).toBe(true);
  });

  it('asks for whole days of the reader, the last one included', () => {
    const { from, to } = callOf(
      readListQuery(filtered({ date: { $gte: '2026-11-20' } }, { date: { $lte: '2026-11-21' } })),
    );
    expect([from, to]).toEqual([
      new Date(2026, 10, 20).toISOString(),
      new Date(2026, 10, 22).toISOString(),
    ]);
  });
});

describe('the address of a post that a person gives', () => {
  it.each(['https://www.tiktok.com/@kim/video/7678907398077074696', 'https://vm.tiktok.com/ZM1/'])(
    'may be %s',
    (text) => expect(isTikTokAddress(text)).toBe(true),
  );

  it.each([
    'http://www.tiktok.com/@kim',
    'https://tiktok.com.evil.example/',
    'https://eviltiktok.com/',
    'javascript:alert(1)',
    'kim',
  ])('may not be %s', (text) => expect(isTikTokAddress(text)).toBe(false));
});
