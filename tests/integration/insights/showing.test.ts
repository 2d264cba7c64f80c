import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import {
  accountHistory,
  accountVideos,
  bestTimes,
  entryInsights,
  insightsOverview,
  insightsWidget,
  postInsights,
  viewsOfEntries,
  viewsOfPosts,
} from '../../../contracts/insights';
import { VIDEO } from '../../support';
import { DAY, HOUR, type InsightsSite, startInsightsSite } from './support';

const UID = 'api::article.article';

let world: InsightsSite;
let accountId = 0;
let documentId = '';
const posts: { id: number; videoId: string }[] = [];
let start = 0;

const read = async <T>(schema: z.ZodType<T>, path: string): Promise<T> =>
  world.stories.call('GET', `/tiktok/insights${path}`, schema);

const passTo = async (age: number): Promise<void> => {
  world.pass(start + age - world.now());
  await world.collect();
};

/** Seven posts, an hour apart; after 24 hours the last has 300 views, those before it 100 each. */
beforeAll(async () => {
  world = await startInsightsSite();
  accountId = (await world.stories.connect()).id;
  const asset = await world.site.uploadAsset(VIDEO);
  documentId = await world.stories.writeArticle(asset.id, 'Harbour');
  start = Math.floor(world.now() / 1000) * 1000;
  for (let n = 0; n < 7; n += 1) {
    const at = start + n * 60_000;
    const videoId = world.postInApp(`Caption ${n}`, { at });
    const id = await world.ourPost(accountId, videoId, {
      published_at: at,
      uid: UID,
      document_id: documentId,
      locale: n % 2 === 0 ? 'en' : null,
      source_status: 'draft',
      created_by_name: n % 2 === 0 ? 'Anna' : 'Ben',
      rule_name: n === 0 ? 'Every article' : null,
    });
    posts.push({ id, videoId });
    world.site.emulator().act('setCounters', {
      postId: videoId,
      counters: {
        view_count: n === 6 ? 300 : 100,
        like_count: 10,
        comment_count: 5,
        share_count: 5,
      },
    });
  }
  for (const hours of [1.2, 3.2, 8.2, 24.2]) await passTo(hours * HOUR);
});
afterAll(() => world.site.stop());

const lastPost = () => posts.at(-1)!;

it('compares a post with what the account usually gets at the same age', async () => {
  const { videos, marks } = await read(postInsights.response, `/posts/${lastPost().id}`);
  expect(videos).toHaveLength(1);
  const [video] = videos;
  expect(video?.comparison).toEqual({ hours: 24, views: '300', usual: 100, of: 6, times: 3 });
  expect(video?.samples.map(({ hours }) => hours)).toEqual([1, 3, 8, 24]);
  expect(video?.engagement).toBeCloseTo(20 / 300);
  expect(marks).toEqual([]);
  const early = await read(postInsights.response, `/posts/${posts[3]!.id}`);
  expect(early.videos[0]?.comparison).toMatchObject({ usual: null, of: 3 });
});

it('compares with nothing that was measured too late', async () => {
  const samples = () => world.site.strapi.db.connection('tiktok_samples');
  const of = (id: number) => samples().where({ video_row: id, slot: 24 });
  const rows: { id: number }[] = await world.site.strapi.db
    .connection('tiktok_videos')
    .where({ post_id: posts[0]!.id })
    .select('id');
  await of(rows[0]!.id).update({ late: 1 });
  const { videos } = await read(postInsights.response, `/posts/${lastPost().id}`);
  expect(videos[0]?.comparison).toMatchObject({ hours: 24, of: 5 });
  // Its own late sample stands for no age: the one before it is compared.
  await of(videos[0]!.id).update({ late: 1 });
  const own = await read(postInsights.response, `/posts/${lastPost().id}`);
  expect(own.videos[0]?.comparison).toMatchObject({ hours: 8, of: 6 });
  await samples().update({ late: 0 });
});

it('says when the entry was saved and published since, beside what happened to the post', async () => {
  const publish = `/content-manager/collection-types/${UID}/${documentId}/actions/publish`;
  const token = await world.site.as('superAdmin');
  expect((await world.site.request('POST', publish, { token, body: {} })).status).toBe(200);
  // The clock of the test is ahead of that of Strapi, so the post is made as long ago as it was.
  const posted = () => world.site.strapi.db.connection('tiktok_posts').where({ id: posts[0]!.id });
  await posted().update({ published_at: Date.now() - HOUR });
  const { marks } = await read(postInsights.response, `/posts/${posts[0]!.id}`);
  expect(marks.map(({ what }) => what).sort()).toEqual(['entry_published', 'entry_saved']);
  await posted().update({ published_at: start });
});

it('lets nobody learn from the order of the list what they may not read', async () => {
  const none = await world.site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
  for (const path of ['/tiktok/posts?sort=views', '/tiktok/plan/export?sort=views']) {
    expect((await world.site.request('GET', path, { token: none.token })).status).toBe(403);
  }
});

it('shows an entry all its posts and languages with their sum, and asks nothing of TikTok for it', async () => {
  const before = world.site.emulator().calls().length;
  const entry = await read(entryInsights.response, `/entries/${UID}/${documentId}`);
  expect(entry).toMatchObject({ on: true, missing: [], total: { views: '900', likes: '70' } });
  expect(entry.videos).toHaveLength(7);
  expect(world.site.emulator().calls().length).toBe(before);
});

it('gives a page of a list its views in one call', async () => {
  const ids = posts.map(({ id }) => id);
  const ofPosts = await world.stories.call(
    'POST',
    '/tiktok/insights/post-views',
    viewsOfPosts.response,
    { ids },
  );
  expect(ofPosts.views[String(lastPost().id)]).toBe('300');
  const ofEntries = await world.stories.call(
    'POST',
    '/tiktok/insights/entry-views',
    viewsOfEntries.response,
    {
      uid: UID,
      documentIds: [documentId, 'nothing'],
    },
  );
  expect(ofEntries.views).toEqual({ [documentId]: '900' });
});

const overview = (more = '') => {
  const query = new URLSearchParams({
    from: new Date(start - DAY).toISOString(),
    to: new Date(world.now() + 1000).toISOString(),
  });
  return read(insightsOverview.response, `?${query}${more}`);
};

it('says what was gained in a period, by what, and where it is not known', async () => {
  const all = await overview();
  expect(all.totals).toMatchObject({ posts: 7, gained: { views: '900' }, partly: 0, unknown: 0 });
  expect(all.best[0]).toMatchObject({ gained: '300', video: { postId: lastPost().id } });
  expect(all.worst.map(({ video }) => video.id)).not.toContain(all.best[0]?.video.id);
  expect(all.rows).toMatchObject([{ label: 'Demo Creator', posts: 7, usual: 100, of: 7 }]);
  const labels = async (by: string) =>
    (await overview(`&by=${by}`)).rows.map(({ label, posts: n }) => [label, n]);
  expect(await labels('locale')).toEqual([
    ['en', 4],
    [null, 3],
  ]);
  expect(await labels('author')).toEqual([
    ['Anna', 4],
    ['Ben', 3],
  ]);
  expect(await labels('rule')).toEqual(
    expect.arrayContaining([
      ['Every article', 1],
      [null, 6],
    ]),
  );
  expect((await labels('type'))[0]?.[1]).toBe(7);
});

it('makes the table by a field of the entry that the editor picks, and offers only such', async () => {
  const { fields } = await overview();
  const [field] = fields.filter(({ uid }) => uid === UID);
  if (!field) return expect(fields).toEqual([]);
  const { rows } = await overview(`&by=field&uid=${UID}&field=${field.field}`);
  expect(rows.reduce((sum, { posts: count }) => sum + count, 0)).toBe(7);
  const none = await overview(`&by=field&uid=${UID}&field=title`);
  expect(none.rows.every(({ label }) => label === null)).toBe(true);
});

it('reads that field in the language of the post', async () => {
  const { strapi } = world.site;
  await strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
  const tag = await strapi.documents('api::tag.tag').create({ data: { name: 'Hafen' } as object });
  const { documentId: german } = await strapi.documents(UID).create({
    locale: 'de',
    data: { title: 'Nur auf Deutsch', tags: { connect: [tag.documentId] } } as object,
  });
  const db = strapi.db.connection;
  const entry = { uid: UID, document_id: german, locale: 'de' };
  const id = await world.ourPost(accountId, '31', { source_status: 'draft', ...entry });
  await db('tiktok_videos').insert({
    account_id: accountId,
    video_id: '31',
    post_id: id,
    kind: 'video',
    created_at: start,
    ...entry,
  });
  const { rows } = await overview(`&by=field&uid=${UID}&field=tags`);
  expect(rows.find(({ label }) => label === 'Hafen')?.posts).toBe(1);
  await db('tiktok_videos').where({ post_id: id }).delete();
  await db('tiktok_posts').where({ id }).delete();
});

it('refuses a period that ends before it begins', async () => {
  const query = `from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z`;
  const answer = await world.site.request('GET', `/tiktok/insights?${query}`, {
    token: await world.site.as('superAdmin'),
  });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('invalid_period');
});

it('says the week for the homepage, and nothing where insights are off', async () => {
  const week = await read(insightsWidget.response, '/week');
  expect(week.on).toBe(true);
});

it('gives an account its days, and no best time with too few posts', async () => {
  const history = await read(accountHistory.response, `/accounts/${accountId}/history`);
  expect(history.days.length).toBeGreaterThan(0);
  expect(history.days[0]?.followers).toBe('1204');
  const times = await read(bestTimes.response, `/accounts/${accountId}/best-times`);
  expect(times).toMatchObject({ posts: 7, cells: null });
});

it('says how an account changed over 7 and 28 days, from the day that is nearest', async () => {
  const days = () => world.site.strapi.db.connection('tiktok_account_days');
  const { id } = await world.stories.connect('no_duets');
  const today = Math.floor(world.now() / DAY) * DAY + 3 * HOUR;
  for (let back = 0; back < 40; back += 1) {
    const at = today - back * DAY;
    const day = new Date(at).toISOString().slice(0, 10);
    await days().insert({ account_id: id, day, at, followers: 1_000 - back, likes: back % 2 });
  }
  const ask = () => read(accountHistory.response, `/accounts/${id}/history`);
  const { days: shown, change } = await ask();
  expect(shown.map(({ followers }) => Number(followers))).toEqual(
    Array.from({ length: 40 }, (_, index) => 961 + index),
  );
  expect(change.week).toEqual({ followers: '7', following: null, likes: '-1', videos: null });
  expect(change.month).toMatchObject({ followers: '28', likes: '0' });
  // A day that was missed is stood for by one before it, at most two days.
  await days()
    .where({ account_id: id, at: today - 7 * DAY })
    .delete();
  expect((await ask()).change.week?.followers).toBe('8');
  await days()
    .where({ account_id: id })
    .where('at', '<', today - 6 * DAY)
    .delete();
  expect((await ask()).change).toEqual({ week: null, month: null });
});

it('exports samples, videos and account days as CSV', async () => {
  const token = await world.site.as('superAdmin');
  const csv = async (what: string) => {
    const answer = await world.site.request('GET', `/tiktok/insights/export/${what}`, { token });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    return answer.text.trim().split('\r\n');
  };
  expect(await csv('samples')).toHaveLength(1 + 28);
  expect(await csv('videos')).toHaveLength(1 + 7);
  expect((await csv('account-days'))[1]).toContain('1204');
  // A spreadsheet must not take words for a formula, whosever they are.
  const words = () => world.site.strapi.db.connection('tiktok_posts').where({ id: posts[0]!.id });
  await words().update({ title: '=HYPERLINK("https://evil.test")' });
  const [, first] = await csv('videos');
  expect(first).toContain(`"'=HYPERLINK(`);
  await words().update({ title: 'Post 1' });
});

it('shows a person only the accounts and entries that they may see, and others nothing at all', async () => {
  const stranger = await world.site.createAdmin({ roleActions: [ACTIONS.readInsights] });
  const get = (path: string) =>
    world.site.request('GET', `/tiktok/insights${path}`, { token: stranger.token });
  expect((await get(`/entries/${UID}/${documentId}`)).status).toBe(404);
  expect((await get(`/posts/${lastPost().id}`)).status).toBe(404);
  const csv = await get('/export/samples');
  expect(csv.text.trim().split('\r\n')).toHaveLength(1);
  const none = await world.site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
  const refused = await world.site.request('GET', '/tiktok/insights/week', { token: none.token });
  expect(refused.status).toBe(403);
});

describe('the other videos of an account', () => {
  const list = (more = '') => read(accountVideos.response, `/accounts/${accountId}/videos${more}`);

  // The site's own clock is behind that of the test by now.
  beforeAll(() => world.site.strapi.db.connection('tiktok_insight_calls').delete());

  it('are listed page by page, with a cover from our own address', async () => {
    for (let n = 0; n < 16; n += 1) world.postInApp(`Other ${n}`);
    const first = await list();
    expect(first.videos).toHaveLength(20);
    const second = await list(`?cursor=${first.cursor}`);
    expect(second.cursor).toBeNull();
    const ids = [...first.videos, ...second.videos].map(({ videoId }) => videoId);
    expect(new Set(ids).size).toBe(23);
    const url = new URL(first.videos[0]!.coverUrl!, world.site.url);
    const picture = await world.site.request('GET', url.pathname + url.search);
    expect(picture.headers.get('content-type')).toMatch(/^image\//);
    expect((await world.site.request('GET', `${url.pathname}?token=forged`)).status).toBe(404);
    const other = url.pathname.replace(/\d+$/, (id) => String(Number(id) + 1));
    expect((await world.site.request('GET', `${other}${url.search}`)).status).toBe(404);
  });

  it('can be said to belong to an entry, once', async () => {
    const [other] = (await list()).videos.filter(({ postId }) => postId === null);
    const link = (body: object) =>
      world.stories.call('POST', `/tiktok/insights/videos/${other!.id}/link`, z.unknown(), body);
    const entry = { uid: UID, documentId, locale: null };
    await link({ entry });
    const found = await read(entryInsights.response, `/entries/${UID}/${documentId}`);
    expect(found.videos.map(({ videoId }) => videoId)).toContain(other!.videoId);
    await expect(link({ entry })).rejects.toThrow('video_taken');
  });

  it('tell nobody of a post or an entry that they may not read', async () => {
    const { token } = await world.site.createAdmin({ roleActions: [ACTIONS.readInsights] });
    const path = `/tiktok/insights/accounts/${accountId}/videos`;
    const { body } = await world.site.request('GET', path, { token });
    const linked = accountVideos.response.parse(body).videos.filter(({ isLinked }) => isLinked);
    expect(linked).not.toHaveLength(0);
    for (const video of linked) {
      expect(video).toMatchObject({ postId: null, uid: null, documentId: null });
    }
    expect((await list()).videos.filter(({ uid }) => uid === UID)).not.toHaveLength(0);
  });

  it('can be said to be a post of unknown outcome, which settles it, through the gate', async () => {
    const [other] = (await list()).videos.filter(
      ({ postId, documentId: id }) => postId === null && id === null,
    );
    const id = await world.ourPost(accountId, '1', {
      state: 'outcome_unknown',
      post_ids: null,
      published_at: null,
    });
    const link = (version: number) =>
      world.stories.call('POST', `/tiktok/insights/videos/${other!.id}/link`, z.unknown(), {
        post: { id, version },
      });
    await expect(link(7)).rejects.toThrow('version_conflict');
    await link(1);
    const post = await world.stories.readPost(id);
    expect(post.state).toBe('published');
    expect(post.link).toContain(other!.videoId);
    const { videos } = await read(postInsights.response, `/posts/${id}`);
    expect(videos.map(({ videoId }) => videoId)).toEqual([other!.videoId]);
  });

  it('settles one post only, though two people say it of two at the same moment', async () => {
    const [other] = (await list()).videos.filter(
      ({ postId, documentId: id }) => postId === null && id === null,
    );
    const unknown = { state: 'outcome_unknown', post_ids: null, published_at: null };
    const ids = [
      await world.ourPost(accountId, '1', unknown),
      await world.ourPost(accountId, '1', unknown),
    ];
    const outcomes = await Promise.allSettled(
      ids.map((id) =>
        world.stories.call('POST', `/tiktok/insights/videos/${other!.id}/link`, z.unknown(), {
          post: { id, version: 1 },
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const posts = await Promise.all(ids.map((id) => world.stories.readPost(id)));
    expect(posts.map(({ state }) => state).sort()).toEqual(['outcome_unknown', 'published']);
  });
});

it('counts in a period what was sent from here or belongs to an entry, and nothing else', async () => {
  // Seven posts, one that was linked to an entry, two that posts turned out to be; of 23 videos.
  expect((await overview()).totals.posts).toBe(10);
});

it('lets front ends read counters only where an administrator allows it for the account', async () => {
  const ask = async () => {
    const answer = await world.site.request(
      'GET',
      `/api/tiktok/posts?uid=${UID}&documentId=${documentId}`,
      {
        token: await apiToken(),
      },
    );
    return z
      .object({
        data: z.array(z.looseObject({ counters: z.object({ views: z.string() }).optional() })),
      })
      .parse(answer.body).data;
  };
  expect((await ask()).every(({ counters }) => counters === undefined)).toBe(true);
  await world.stories.call('PUT', `/tiktok/insights/accounts/${accountId}`, z.unknown(), {
    publicCounters: true,
  });
  expect((await ask()).map(({ counters }) => counters?.views)).toContain('300');
  // Taken back, they are gone at once.
  await world.stories.call('PUT', `/tiktok/insights/accounts/${accountId}`, z.unknown(), {
    publicCounters: false,
  });
  expect((await ask()).every(({ counters }) => counters === undefined)).toBe(true);
});

let token: Promise<string> | undefined;
const apiToken = (): Promise<string> =>
  (token ??= world.site.strapi
    .service('admin::api-token')
    .create({ name: 'front', type: 'read-only', lifespan: null, permissions: null })
    .then(({ accessKey }: { accessKey: string }) => accessKey));
