import { z } from 'zod';

import { type Emulator, type EmulatorOptions } from '../../../emulator';
import { post, start, stopAll } from './helpers';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIELDS = 'id,create_time,view_count,like_count,comment_count,share_count';

let emulator: Emulator;
let token = '';
const begin = async (options: EmulatorOptions = {}): Promise<void> => {
  emulator = await start(options);
  token = emulator.connect('demo_creator').access_token;
};
afterEach(stopAll);

const made = z.object({ postId: z.string() });
const postInApp = (title: string, createdAt?: number): string =>
  made.parse(emulator.act('postInApp', { handle: 'demo_creator', title, createdAt })).postId;

const query = (ids: readonly string[], fields = FIELDS) =>
  post(emulator, `/v2/video/query/?fields=${fields}`, token, { filters: { video_ids: ids } });

const videos = z.array(z.record(z.string(), z.unknown()));
const counters = z.object({
  view_count: z.number(),
  like_count: z.number(),
  comment_count: z.number(),
  share_count: z.number(),
});
const countersOf = async (id: string) =>
  counters.parse(videos.parse((await query([id])).data.videos)[0]);
const idsOf = async (ids: readonly string[]) =>
  videos.parse((await query(ids)).data.videos).map(({ id }) => id);
const renew = (): void => {
  token = emulator.connect('demo_creator').access_token;
};

it('lets the counters of each video grow along its own curve as the clock goes on or jumps', async () => {
  await begin();
  const [one, other] = [postInApp('one'), postInApp('two')];
  emulator.act('setCurve', { postId: one, views: 1000, halfHours: 24 });
  expect((await countersOf(one)).view_count).toBe(0);
  emulator.advance(24 * HOUR);
  renew();
  expect((await countersOf(one)).view_count).toBeCloseTo(500, -1);
  const after = await countersOf(one);
  expect(after.like_count).toBe(Math.floor(after.view_count * 0.08));
  expect((await countersOf(other)).view_count).not.toBe(after.view_count);
  emulator.advance(60 * DAY);
  renew();
  expect((await countersOf(one)).view_count).toBe(1000);
});

it('has a counter fall, be missing, or be larger than a number holds', async () => {
  await begin();
  const id = postInApp('one', 1_700_000_000_000);
  const fix = (values: Record<string, string | number | null>) =>
    emulator.act('setCounters', { postId: id, counters: values });
  fix({ view_count: 10 });
  expect((await countersOf(id)).view_count).toBe(10);
  fix({ view_count: 4 });
  expect((await countersOf(id)).view_count).toBe(4);
  fix({ like_count: null });
  expect(videos.parse((await query([id])).data.videos)[0]).not.toHaveProperty('like_count');
  fix({ view_count: '9223372036854775807' });
  expect((await query([id])).text).toContain('"view_count":9223372036854775807');
});

it('leaves out what is deleted or private, answers fewer than asked, and in the other order', async () => {
  await begin();
  const ids = [1, 2, 3].map((n) => postInApp(`${n}`, 1_700_000_000_000 + n * 1000));
  const [first = '', second = '', third = ''] = ids;
  expect(await idsOf(ids)).toEqual([third, second, first]);
  emulator.act('setVideoAnswers', { reversed: true });
  expect(await idsOf(ids)).toEqual([first, second, third]);
  emulator.act('setVideoAnswers', { leftOut: 1 });
  expect(await idsOf(ids)).toEqual([third, second]);
  emulator.act('setVideoAnswers', {});
  emulator.setPostPrivacy(second, 'SELF_ONLY');
  emulator.moderate(third, 'remove');
  expect(await idsOf(ids)).toEqual([first]);
  emulator.setPostPrivacy(second, 'PUBLIC_TO_EVERYONE');
  expect(await idsOf(ids)).toEqual([second, first]);
});

it('pages through the list by a cursor in milliseconds, 20 at most, to its end', async () => {
  await begin();
  for (let n = 0; n < 45; n += 1) postInApp(`${n}`, 1_700_000_000_000 + n * 1000);
  const seen: unknown[] = [];
  let cursor: number | undefined;
  for (let page = 0; page < 3; page += 1) {
    const { data } = await post(emulator, `/v2/video/list/?fields=id`, token, {
      max_count: 20,
      ...(cursor !== undefined && { cursor }),
    });
    seen.push(...videos.parse(data.videos).map(({ id }) => id));
    expect(data.has_more).toBe(page < 2);
    cursor = z.number().parse(data.cursor);
  }
  expect(new Set(seen).size).toBe(45);
  expect((await post(emulator, '/v2/video/list/?fields=id', token, { max_count: 21 })).code).toBe(
    'invalid_params',
  );
  expect((await query(Array.from({ length: 21 }, (_, n) => String(n)))).code).toBe(
    'invalid_params',
  );
});

it('knows is_aigc of a video, or answers an older app with a field error', async () => {
  await begin();
  const id = postInApp('one');
  expect((await query([id], 'id,is_aigc')).data.videos).toEqual([{ id, is_aigc: false }]);
  await begin({ quirks: { aigcField: false } });
  expect((await query([postInApp('one')], 'id,is_aigc')).code).toBe('invalid_params');
});

it('lets an account gain followers day by day, and likes with its videos', async () => {
  await begin();
  const stats = async () => {
    const answer = await fetch(
      `${emulator.apiUrl}/v2/user/info/?fields=follower_count,likes_count`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    return z
      .object({
        data: z.object({ user: z.object({ follower_count: z.number(), likes_count: z.number() }) }),
      })
      .parse(await answer.json()).data.user;
  };
  emulator.act('setAccount', { handle: 'demo_creator', change: { followersPerDay: 10 } });
  const before = await stats();
  const id = postInApp('one');
  emulator.act('setCurve', { postId: id, views: 1000, halfHours: 1 });
  emulator.advance(7 * DAY);
  renew();
  const after = await stats();
  expect(after.follower_count - before.follower_count).toBe(70);
  expect(after.likes_count - before.likes_count).toBe((await countersOf(id)).like_count);
});
