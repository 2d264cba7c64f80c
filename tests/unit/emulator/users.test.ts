import { z } from 'zod';
import { type Emulator } from '../../../emulator';
import { creatorInfo, post, publishVideo, start, stopAll } from './helpers';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(stopAll);

const userInfo = async (token: string, fields: string) => {
  const reply = await fetch(`${emulator.apiUrl}/v2/user/info/?fields=${fields}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = z
    .object({
      data: z.looseObject({ user: z.record(z.string(), z.unknown()).optional() }),
      error: z.object({ code: z.string() }),
    })
    .parse(await reply.json());
  return { status: reply.status, code: body.error.code, user: body.data.user };
};

it('gives the fields of granted scopes and refuses a field of any other', async () => {
  const { access_token, open_id } = emulator.connect('demo_creator', {
    scopes: ['user.info.basic'],
  });
  const { user } = await userInfo(access_token, 'open_id,display_name');
  expect(user).toEqual({ open_id, display_name: 'Demo Creator' });
  expect(await userInfo(access_token, 'open_id,username')).toMatchObject({
    status: 401,
    code: 'scope_not_authorized',
  });
  expect(await userInfo(access_token, 'open_id,nickname')).toMatchObject({
    status: 400,
    code: 'invalid_params',
  });
  expect((await userInfo(access_token, '')).status).toBe(400);
  const all = emulator.connect('demo_creator').access_token;
  expect((await userInfo(all, 'username,is_verified,follower_count')).user).toEqual({
    username: 'demo_creator',
    is_verified: true,
    follower_count: 1204,
  });
});

it('gives an avatar that is a picture for two hours', async () => {
  const { data } = await creatorInfo(emulator, emulator.connect('demo_creator').access_token);
  const url = String(data.creator_avatar_url);
  const reply = await fetch(url);
  expect(reply.headers.get('content-type')).toBe('image/webp');
  expect(
    Buffer.from(await reply.arrayBuffer())
      .subarray(8, 12)
      .toString(),
  ).toBe('WEBP');
  expect((await fetch(url.replace('demo_creator', 'no_duets'))).status).toBe(403);
  emulator.advance(2 * 3600 * 1000 + 1000);
  expect((await fetch(url)).status).toBe(403);
});

it('tells in creator_info what a private account and a creator without duets allow', async () => {
  const closed = await creatorInfo(emulator, emulator.connect('private_creator').access_token);
  expect(closed.data).toMatchObject({
    privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    duet_disabled: true,
    stitch_disabled: true,
    comment_disabled: false,
  });
  const nora = await creatorInfo(emulator, emulator.connect('no_duets').access_token);
  expect(nora.data).toMatchObject({
    duet_disabled: true,
    stitch_disabled: false,
    max_video_post_duration_sec: 180,
  });
});

const page = z.object({
  videos: z.array(z.record(z.string(), z.unknown())),
  cursor: z.number(),
  has_more: z.boolean(),
});

it('T83 lists public posts newest first, by a cursor in ms while create_time is in s', async () => {
  const token = emulator.connect('demo_creator').access_token;
  for (const title of ['one', 'two', 'three']) {
    await publishVideo(emulator, token, { privacy_level: 'PUBLIC_TO_EVERYONE', title });
  }
  await publishVideo(emulator, token, { privacy_level: 'SELF_ONLY', title: 'hidden' });
  const list = async (body: unknown) =>
    page.parse(
      (await post(emulator, '/v2/video/list/?fields=id,title,create_time,share_url', token, body))
        .data,
    );
  const first = await list({ max_count: 2 });
  expect(first.videos.map((video) => video.title)).toEqual(['three', 'two']);
  expect(first.has_more).toBe(true);
  expect(Math.floor(first.cursor / 1000)).toBe(first.videos[1]?.create_time);
  const second = await list({ max_count: 2, cursor: first.cursor });
  expect(second.videos.map((video) => video.title)).toEqual(['one']);
  expect(second.has_more).toBe(false);
  const id = emulator.posts()[2]?.postId;
  expect(first.videos[0]).toMatchObject({
    id,
    share_url: `https://www.tiktok.com/@demo_creator/video/${id}?utm_campaign=tt4d_open_api&utm_source=awemulatorkey123`,
  });
});

it('T72 cuts captions at 150 and drops line breaks', async () => {
  const token = emulator.connect('demo_creator').access_token;
  await publishVideo(emulator, token, {
    privacy_level: 'PUBLIC_TO_EVERYONE',
    title: `a\nb${'x'.repeat(200)}`,
  });
  const id = emulator.posts()[0]?.postId;
  const { data } = await post(emulator, '/v2/video/query/?fields=id,video_description', token, {
    filters: { video_ids: [id, '7600000000000000001'] },
  });
  expect(data.videos).toEqual([{ id, video_description: `a b${'x'.repeat(147)}` }]);
});

describe('is_aigc of a video, which TikTok added in August 2026,', () => {
  const publishLabelled = async (of: Emulator) => {
    const { access_token: token } = of.connect('demo_creator');
    for (const label of [true, false]) {
      await publishVideo(of, token, { privacy_level: 'PUBLIC_TO_EVERYONE', is_aigc: label });
    }
    const filters = { video_ids: of.posts().map(({ postId }) => postId) };
    const list = (fields: string) =>
      post(of, `/v2/video/list/?fields=${fields}`, token, { max_count: 20 });
    const query = (fields: string) =>
      post(of, `/v2/video/query/?fields=${fields}`, token, { filters });
    return [list, query];
  };
  const labels = z.object({ videos: z.array(z.object({ is_aigc: z.boolean() })) });

  it('is told where the app knows it', async () => {
    for (const ask of await publishLabelled(emulator)) {
      const { videos } = labels.parse((await ask('id,is_aigc')).data);
      expect(videos.map((video) => video.is_aigc).sort()).toEqual([false, true]);
    }
  });

  it('refuses the whole call where the app is older, which goes through without it', async () => {
    const older = await start({ quirks: { aigcField: false } });
    for (const ask of await publishLabelled(older)) {
      const refused = await ask('id,is_aigc');
      expect([refused.status, refused.code, refused.data]).toEqual([400, 'invalid_params', {}]);
      expect(refused.message).toContain('is_aigc');
      const { videos } = z
        .object({ videos: z.array(z.record(z.string(), z.unknown())) })
        .parse((await ask('id')).data);
      expect(videos.map((video) => Object.keys(video))).toEqual([['id'], ['id']]);
    }
  });
});

it('wants fields in the query and no more than 20 videos', async () => {
  const token = emulator.connect('demo_creator').access_token;
  expect((await post(emulator, '/v2/video/list/', token, { fields: 'id' })).status).toBe(400);
  expect((await post(emulator, '/v2/video/list/?fields=id', token, { max_count: 21 })).status).toBe(
    400,
  );
  const noList = emulator.connect('demo_creator', { scopes: ['video.publish'] }).access_token;
  expect((await post(emulator, '/v2/video/list/?fields=id', noList, {})).code).toBe(
    'scope_not_authorized',
  );
});
