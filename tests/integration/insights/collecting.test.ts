import { z } from 'zod';

import { followedAccount } from '../../../contracts/insights';
import { until } from '../../support';
import { DAY, HOUR, type InsightsSite, startInsightsSite } from './support';

const YEAR_OF_AGES = [
  1, 3, 8, 24, 48, 168, 672, 2160, 2880, 3600, 4320, 5040, 5760, 6480, 7200, 7920, 8640,
];

let world: InsightsSite;
let accountId = 0;

beforeAll(async () => {
  world = await startInsightsSite();
  accountId = (await world.stories.connect()).id;
  await world.collect();
});
afterAll(() => world.site.stop());
afterEach(async () => {
  world.site.emulator().faults.clear();
  world.site.emulator().act('setVideoAnswers', {});
  for (const table of ['tiktok_samples', 'tiktok_videos', 'tiktok_posts', 'tiktok_insight_calls']) {
    await world.site.strapi.db.connection(table).delete();
  }
  await world.site.strapi.db.connection('tiktok_followed_accounts').update({
    retry_at: null,
    failures: 0,
    refused_scope: null,
    refreshed_at: null,
    follows_others: 0,
  });
});

const row = z.looseObject({
  missing_since: z.coerce.number().nullable(),
  hidden_since: z.coerce.number().nullable(),
  next_at: z.coerce.number().nullable(),
  measured_at: z.coerce.number().nullable(),
});
const videoRow = async (videoId: string) =>
  row.parse(
    await world.site.strapi.db.connection('tiktok_videos').where({ video_id: videoId }).first(),
  );

/** Goes on through the ages by small steps. */
const passTo = async (age: number, from: number): Promise<void> => {
  world.pass(from + age - world.now());
  await world.collect();
};

it('takes one sample of a post at each age of its first year, and none twice', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('one', { at: created });
  await world.ourPost(accountId, videoId);
  await world.collect();
  expect(await world.samples()).toEqual([]);
  for (const hours of YEAR_OF_AGES) {
    await passTo(hours * HOUR + 60_000, created);
    await passTo(hours * HOUR + 120_000, created);
  }
  const samples = await world.samples();
  expect(samples.map(({ slot }) => slot)).toEqual(YEAR_OF_AGES);
  expect(samples.every(({ late }) => late === 0)).toBe(true);
  const views = samples.map((one) => Number(one.views));
  expect([...views].sort((a, b) => a - b)).toEqual(views);
  expect((await videoRow(videoId)).next_at).toBeNull();
  world.pass(40 * DAY);
  expect(await world.collect()).toBeLessThanOrEqual(1); // the account's own day
});

it('keeps a sample that comes too late with its true age, and makes up for none that was missed', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('late', { at: created });
  await world.ourPost(accountId, videoId);
  await passTo(30 * HOUR, created);
  await passTo(48 * HOUR + 9 * HOUR, created);
  const samples = await world.samples();
  expect(samples.map(({ slot, late }) => [slot, late])).toEqual([
    [24, 1],
    [48, 0],
  ]);
  const [first] = samples;
  expect(Math.abs((first?.age_ms ?? 0) - 30 * HOUR)).toBeLessThan(60_000);
});

it('asks for 20 videos in a call, and never for one whose age has not come', async () => {
  const created = Math.floor(world.now() / 1000) * 1000 - 3 * HOUR;
  for (let n = 0; n < 41; n += 1) {
    const videoId = world.postInApp(`${n}`, { at: created - n * 1000 });
    await world.ourPost(accountId, videoId, { published_at: created - n * 1000 });
  }
  const before = world.site.emulator().calls().length;
  await world.collect();
  const calls = world.site
    .emulator()
    .calls()
    .slice(before)
    .filter(({ endpoint }) => endpoint === 'video.query');
  expect(calls).toHaveLength(3);
  expect(await world.samples()).toHaveLength(41);
  expect(await world.collect()).toBe(0);
});

it('holds counters of 64 bits without rounding them, also falling ones and missing ones', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('large', { at: created });
  await world.ourPost(accountId, videoId);
  const fix = (views: string | null) =>
    world.site.emulator().act('setCounters', { postId: videoId, counters: { view_count: views } });
  fix('9223372036854775807');
  await passTo(HOUR + 1000, created);
  fix('9223372036854775806');
  await passTo(3 * HOUR + 1000, created);
  fix(null);
  await passTo(8 * HOUR + 1000, created);
  expect((await world.samples()).map(({ views }) => views)).toEqual([
    '9223372036854775807',
    '9223372036854775806',
    null,
  ]);
});

it('says that a video is not visible once it was left out twice, a day apart, beside another one', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const [gone, stays] = [
    world.postInApp('gone', { at: created }),
    world.postInApp('stays', { at: created + 1000 }),
  ];
  await world.ourPost(accountId, gone);
  await world.ourPost(accountId, stays);
  await passTo(HOUR + 5000, created);
  world.site.emulator().setPostPrivacy(gone, 'SELF_ONLY');
  await passTo(3 * HOUR + 5000, created);
  const since = world.now();
  expect(await videoRow(gone)).toMatchObject({ hidden_since: null });
  for (let hours = 4; hours <= 26; hours += 1) await passTo(hours * HOUR + 5000, created);
  expect((await videoRow(gone)).hidden_since).toBeNull();
  for (let hours = 27; hours <= 32; hours += 1) await passTo(hours * HOUR + 5000, created);
  const hidden = (await videoRow(gone)).hidden_since ?? 0;
  expect(Math.abs(hidden - since)).toBeLessThan(60_000);
  expect((await videoRow(stays)).hidden_since).toBeNull();
  world.site.emulator().setPostPrivacy(gone, 'PUBLIC_TO_EVERYONE');
  await passTo(48 * HOUR + 5000, created);
  expect(await videoRow(gone)).toMatchObject({ missing_since: null, hidden_since: null });
});

it('says nothing of the kind where TikTok showed no other video either', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('alone', { at: created });
  await world.ourPost(accountId, videoId);
  world.site.emulator().act('setVideoAnswers', { leftOut: 20 });
  for (let hours = 1; hours <= 60; hours += 3) await passTo(hours * HOUR + 5000, created);
  expect((await videoRow(videoId)).missing_since).toBeNull();
  world.site.emulator().act('setVideoAnswers', {});
  await passTo(169 * HOUR, created);
  expect((await world.samples()).map(({ slot }) => slot)).toEqual([168]);
});

it('stops for the whole app when TikTok says that it is too much, and goes on after the pause', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  await world.ourPost(accountId, world.postInApp('one', { at: created }));
  world.pass(HOUR + 60_000);
  world.site.emulator().faults.add({
    endpoint: 'video.query',
    kind: 'error',
    code: 'rate_limit_exceeded',
    httpStatus: 429,
  });
  const asked = world.now();
  const refused = await world.collector.round();
  expect(refused.retryAt).toBeGreaterThan(asked + 50_000);
  const before = world.site.emulator().calls().length;
  expect((await world.collector.round()).calls).toBe(0);
  expect(world.site.emulator().calls().length).toBe(before);
  world.pass(61_000);
  await world.collect();
  expect(await world.samples()).toHaveLength(1);
});

it('makes at most 120 calls in any minute, however much is due', async () => {
  const granted: number[] = [];
  let at = world.now();
  for (let tries = 0; tries < 4000 && granted.length < 400; tries += 1) {
    const { ok } = await world.collector.calls.take('an-app');
    if (ok) granted.push((at = world.now()));
    else world.pass(200);
  }
  expect(at).toBeGreaterThan(0);
  const most = Math.max(
    ...granted.map((from) => granted.filter((one) => one >= from && one < from + 60_000).length),
  );
  expect(most).toBeLessThanOrEqual(120);
  expect(most).toBeGreaterThan(100);
});

it('waits while something is being sent, but not until a sample would be late', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  await world.ourPost(accountId, world.postInApp('one', { at: created }));
  const sending = await world.ourPost(accountId, '1', {
    state: 'sending',
    post_ids: null,
    lease_until: Date.now() + 600_000,
  });
  world.pass(HOUR + 60_000);
  expect((await world.collector.round()).calls).toBe(0);
  world.pass(5 * 60_000);
  await world.collect();
  expect(await world.samples()).toHaveLength(1);
  await world.site.strapi.db.connection('tiktok_posts').where({ id: sending }).delete();
});

it('works on an account in one process at a time', async () => {
  const one = await world.collector.followed.lease(accountId);
  expect(one).not.toBeNull();
  expect(await world.collector.followed.lease(accountId)).toBeNull();
  await one?.end();
  const two = await world.collector.followed.lease(accountId);
  expect(await one?.renew()).toBe(false);
  expect(await two?.renew()).toBe(true);
  await two?.end();
});

it('measures the account once a day at three in its own zone', async () => {
  await world.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), {
    timeZone: 'America/New_York',
  });
  const days = () =>
    world.site.strapi.db.connection('tiktok_account_days').where({ account_id: accountId });
  await days().delete();
  for (let hour = 0; hour < 96; hour += 1) {
    world.pass(HOUR);
    await world.collect();
  }
  const rows = z
    .array(z.object({ day: z.string(), at: z.coerce.number(), followers: z.coerce.number() }))
    .parse(await days().orderBy('day').select());
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const { day, at } of rows.slice(1)) {
    const there = new Date(at).toLocaleString('sv', { timeZone: 'America/New_York' });
    expect(there.slice(0, 10)).toBe(day);
    expect(Number(there.slice(11, 13))).toBeGreaterThanOrEqual(3);
    expect(Number(there.slice(11, 13))).toBeLessThanOrEqual(4);
  }
  expect(rows[0]?.followers).toBe(1204);
});

/** The last Sunday of a month, the next one after now and some days. */
const lastSunday = (month: number): string => {
  const of = (year: number): Date => {
    const end = new Date(Date.UTC(year, month, 0));
    return new Date(end.getTime() - end.getUTCDay() * DAY);
  };
  const year = new Date(world.now()).getUTCFullYear();
  const next = [of(year), of(year + 1)].find((day) => day.getTime() > world.now() + 3 * DAY);
  return next!.toISOString().slice(0, 10);
};

it.each([
  // At three the clock goes on to four that night; at four it goes back to three, which comes twice.
  ['March', 3, '04'],
  ['October', 10, '03'],
])(
  'measures the account once in the night of %s in which the clocks change',
  async (_name, month, hour) => {
    const zone = 'Europe/Helsinki';
    const day = lastSunday(month);
    await world.stories.call('PUT', `/tiktok/accounts/${accountId}`, z.unknown(), {
      timeZone: zone,
    });
    world.pass(Date.parse(`${day}T00:00:00Z`) - 36 * HOUR - world.now());
    await world.collect();
    const days = () =>
      world.site.strapi.db.connection('tiktok_account_days').where({ account_id: accountId });
    await days().delete();
    for (let quarter = 0; quarter < 4 * 72; quarter += 1) {
      world.pass(HOUR / 4);
      await world.collect();
    }
    const rows = z
      .array(z.object({ day: z.string(), at: z.coerce.number() }))
      .parse(await days().orderBy('day').select('day', 'at'));
    expect(new Set(rows.map((one) => one.day)).size).toBe(rows.length);
    const at = rows.find((one) => one.day === day)?.at ?? 0;
    const there = new Date(at).toLocaleString('sv', { timeZone: zone });
    expect(there.slice(0, 10)).toBe(day);
    expect(there.slice(11, 13)).toBe(hour);
    // The first of the two hours.
    if (month === 10) expect(new Date(at).toISOString().slice(11, 13)).toBe('00');
  },
);

it('asks anew for a person at most every five minutes, and says when again', async () => {
  const refresh = async () =>
    world.site.request('POST', `/tiktok/insights/accounts/${accountId}/refresh`, {
      token: await world.site.as('superAdmin'),
    });
  const first = await refresh();
  expect(first.status).toBe(200);
  const { account } = z.object({ account: followedAccount }).parse(first.body);
  expect(account.counters.followers).toBe('1204');
  expect(account.profileLink).toBe('https://www.tiktok.com/@demo_creator');
  const second = await refresh();
  expect(second.status).toBe(429);
  expect(second.text).toContain('refreshed_just_now');
});

it('names the scopes that an account has not granted, and asks for nothing that they open', async () => {
  await world.grant(accountId, ['user.info.basic', 'video.upload', 'video.publish']);
  const created = Math.floor(world.now() / 1000) * 1000;
  await world.ourPost(accountId, world.postInApp('one', { at: created }));
  world.pass(2 * DAY);
  expect(await world.collect()).toBe(0);
  const answer = await world.site.request('PUT', `/tiktok/insights/accounts/${accountId}`, {
    token: await world.site.as('superAdmin'),
    body: { version: 'latest' },
  });
  expect(z.object({ account: followedAccount }).parse(answer.body).account.missingScopes).toEqual([
    'user.info.profile',
    'user.info.stats',
    'video.list',
  ]);
  await world.grant(accountId);
});

it('follows the other videos of an account once a day where that is switched on, and else never', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  world.postInApp('other', { at: created });
  for (let hour = 0; hour < 30; hour += 1) await passTo(hour * HOUR, created);
  expect(await world.samples()).toEqual([]);
  await world.stories.call('PUT', `/tiktok/insights/accounts/${accountId}`, z.unknown(), {
    followsOthers: true,
  });
  for (let hour = 30; hour < 120; hour += 1) await passTo(hour * HOUR, created);
  const slots = (await world.samples())
    .filter(({ views }) => views !== null)
    .map(({ slot }) => slot);
  expect(new Set(slots.filter((slot) => slot % 24 !== 0)).size).toBe(0);
  expect(slots.length).toBeGreaterThanOrEqual(3);
  await world.stories.call('PUT', `/tiktok/insights/accounts/${accountId}`, z.unknown(), {
    followsOthers: false,
  });
});

it('finds all other videos of a year, though the newest are known, and goes on where it was cut off', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const handle = 'other_creator';
  world.site.emulator().act('addAccount', { handle, nickname: 'Other creator' });
  const { id } = await world.stories.connect(handle);
  for (let n = 0; n < 50; n += 1) {
    world.postInApp(`other ${n}`, { handle, at: created - n * DAY });
  }
  // Behind these two pages there is no video of the last year.
  for (let n = 0; n < 50; n += 1) {
    world.postInApp(`old ${n}`, { handle, at: created - (400 + n) * DAY });
  }
  await world.ourPost(id, world.postInApp('ours', { handle, at: created }));
  await world.collect();
  // The site's own clock is behind that of the test.
  await world.site.strapi.db.connection('tiktok_insight_calls').delete();
  await world.stories.call('GET', `/tiktok/insights/accounts/${id}/videos`, z.unknown());
  await world.stories.call('PUT', `/tiktok/insights/accounts/${id}`, z.unknown(), {
    followsOthers: true,
  });
  world.pass(DAY);
  await world.site.strapi.db
    .connection('tiktok_followed_accounts')
    .whereNot('account_id', id)
    .update({
      next_at: world.now() + DAY,
    });
  // As if others had asked: three calls are left, and more come one after another.
  await world.site.strapi.db
    .connection('tiktok_insight_calls')
    .update({ free_at: world.now() + 17 * 600 });
  const before = world.site.emulator().calls().length;
  await world.collect();
  const asked = (endpoint: string): number =>
    world.site
      .emulator()
      .calls()
      .slice(before)
      .filter((call) => call.endpoint === endpoint).length;
  const known = world.site.strapi.db.connection('tiktok_videos').where({ account_id: id });
  expect([asked('user.info'), asked('video.list')]).toEqual([1, 4]);
  expect(await known.clone().where('created_at', '>', created - 365 * DAY)).toHaveLength(51);
  expect(
    await known
      .clone()
      .where('created_at', '>', created - 360 * DAY)
      .whereNull('next_at'),
  ).toEqual([]);
});

it('begins no further call once something is being sent', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  for (let n = 0; n < 30; n += 1) {
    await world.ourPost(accountId, world.postInApp(`${n}`, { at: created }));
  }
  world.pass(HOUR + 60_000);
  const emulator = world.site.emulator();
  emulator.faults.add({ kind: 'hold', endpoint: 'video.query' });
  const round = world.collector.round();
  await until('TikTok was asked for the first of them', () =>
    emulator.faults.list().some(({ fired }) => fired === 1),
  );
  const sending = await world.ourPost(accountId, '1', {
    state: 'sending',
    post_ids: null,
    lease_until: Date.now() + 600_000,
  });
  emulator.faults.release();
  await round;
  expect(await world.samples()).toHaveLength(20);
  await world.site.strapi.db.connection('tiktok_posts').where({ id: sending }).delete();
  await world.collect();
  expect(await world.samples()).toHaveLength(30);
});

it('forgets what is older than the settings keep', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  await world.ourPost(accountId, world.postInApp('one', { at: created }));
  await passTo(HOUR + 1000, created);
  expect(await world.samples()).toHaveLength(1);
  await world.stories.changeSettings({
    retention: { timelineDays: null, webhookDays: 30, insightsMonths: 1 },
  });
  world.pass(40 * DAY);
  await world.collect();
  expect((await world.samples()).map(({ slot }) => slot)).not.toContain(1);
});

it('forgets the last numbers too once they are older than that, and never the post they are of', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('one', { at: created });
  const id = await world.ourPost(accountId, videoId);
  await passTo(HOUR + 1000, created);
  const db = world.site.strapi.db.connection;
  const video = () => db('tiktok_videos').where({ post_id: id });
  await video().update({ measured_at: created - 40 * DAY, next_at: null });
  // A clock that goes a day back and forth delays nothing.
  for (const days of [1, -1, 1]) {
    world.pass(days * DAY);
    await world.collect();
  }
  expect(await video().select('video_id', 'views', 'likes', 'measured_at')).toEqual([
    { video_id: videoId, views: null, likes: null, measured_at: null },
  ]);
});

it('goes on where a clock that was far ahead is put back', async () => {
  const db = world.site.strapi.db.connection;
  const ahead = 300 * DAY;
  world.pass(ahead);
  await world.collect();
  await world.collector.calls.refused('an app of that time');
  await world.collector.calls.take('an app of that time');
  expect(await world.collector.followed.takeRefresh(accountId, 5 * 60_000)).toBeNull();
  world.pass(-ahead);
  const followed = () => db('tiktok_followed_accounts').where({ account_id: accountId });
  await followed().update({ lease_owner: 'long gone', lease_until: Date.now() + ahead });
  await db('tiktok_account_days').where({ account_id: accountId }).delete();
  await db('tiktok_insight_calls').update({ free_at: world.now() + ahead });
  const created = Math.floor(world.now() / 1000) * 1000;
  await world.ourPost(accountId, world.postInApp('one', { at: created }));
  world.pass(HOUR + 60_000);
  await world.collect();
  expect(await world.samples()).toHaveLength(1);
  expect(await db('tiktok_account_days').where({ account_id: accountId })).toHaveLength(1);
  expect(await world.collector.calls.take('an app of that time')).toEqual({ ok: true });
  expect(await world.collector.followed.takeRefresh(accountId, 5 * 60_000)).toBeNull();
});

it('measures a draft from the inbox once its id is known', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const id = await world.ourPost(accountId, '', {
    share_type: 'inbox',
    post_ids: null,
    published_at: created - 3 * DAY,
  });
  await passTo(2 * HOUR, created);
  expect(await world.samples()).toEqual([]);
  const videoId = world.postInApp('finished in the app', { at: created });
  await world.site.strapi.db
    .connection('tiktok_posts')
    .where({ id })
    .update({ post_ids: JSON.stringify([videoId]) });
  await passTo(4 * HOUR, created);
  expect((await world.samples()).map(({ video_id: known }) => known)).toEqual([videoId]);
});

it('never takes a video for a post because of its caption', async () => {
  const created = Math.floor(world.now() / 1000) * 1000;
  const caption = 'The very same words';
  const videoId = world.postInApp(caption, { at: created });
  const of = { state: 'published', title: caption, content: JSON.stringify({ caption }) };
  await world.ourPost(accountId, '', { ...of, post_ids: null, published_at: created });
  const told = await world.collector.ask.list((await world.account(accountId))!, undefined);
  if (!told.asked) throw new Error('TikTok was not asked.');
  await world.collector.videos.listed(accountId, told.answer.videos, world.now(), true);
  await world.collect();
  const row = await world.site.strapi.db
    .connection('tiktok_videos')
    .where({ video_id: videoId })
    .first('post_id');
  expect(row).toEqual({ post_id: null });
});

it('stores nothing of an account that was erased while TikTok was asked', async () => {
  const { id } = await world.stories.connect('no_duets');
  const account = (await world.account(id))!;
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('one', { handle: 'no_duets', at: created });
  await world.ourPost(id, videoId);
  await world.collect();
  world.pass(HOUR + 60_000);
  const due = await world.collector.videos.due(id, world.now(), 20);
  expect(due).toHaveLength(1);
  const videos = await world.collector.ask.videos(account, [videoId]);
  const profile = await world.collector.ask.profile(account);
  if (!videos.asked || !profile.asked) throw new Error('TikTok was not asked.');
  await world.stories.call('DELETE', `/tiktok/accounts/${id}`, z.unknown());
  await world.collector.videos.answered(due, videos.answer.videos, world.now());
  await world.collector.videos.listed(id, videos.answer.videos, world.now(), true);
  await world.collector.followed.told(account, profile.answer, { asDay: true });
  for (const table of [
    'tiktok_samples',
    'tiktok_videos',
    'tiktok_account_days',
    'tiktok_followed_accounts',
  ]) {
    expect(await world.site.strapi.db.connection(table).where({ account_id: id })).toEqual([]);
  }
});

it('erases samples, days and videos with the account', async () => {
  const account = await world.stories.connect('no_duets');
  const created = Math.floor(world.now() / 1000) * 1000;
  const videoId = world.postInApp('one', { handle: 'no_duets', at: created });
  await world.ourPost(account.id, videoId);
  await passTo(HOUR + 1000, created);
  expect(await world.samples()).toHaveLength(1);
  const answer = await world.stories.call(
    'DELETE',
    `/tiktok/accounts/${account.id}`,
    z.object({ receipt: z.object({ erased: z.record(z.string(), z.number()) }) }),
  );
  expect(answer.receipt.erased).toMatchObject({
    samples: 1,
    videos: 1,
    accountDays: expect.any(Number),
  });
  for (const table of [
    'tiktok_samples',
    'tiktok_videos',
    'tiktok_account_days',
    'tiktok_followed_accounts',
  ]) {
    const left: unknown[] = await world.site.strapi.db
      .connection(table)
      .where({ account_id: account.id });
    expect(left).toEqual([]);
  }
});
