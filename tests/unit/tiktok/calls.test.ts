import {
  createTikTokClient,
  publicPostUrl,
  TikTokAuthError,
  TikTokCapReached,
  TikTokInputError,
  TikTokRateLimited,
  TikTokRefused,
  TikTokScopeError,
  TikTokUnavailable,
  TikTokUnknownOutcome,
  userInfoFields,
} from '../../../server/src/tiktok';
import { type Answer, ok, refusal, rejection, serve } from './support/server';

const closers: Array<() => Promise<void>> = [];
const against = async (answer: Answer, options: { timeoutMs?: number } = {}) => {
  const server = await serve(answer);
  closers.push(server.close);
  const calls: object[] = [];
  const client = createTikTokClient({
    apiUrl: `${server.url}/`,
    timeoutMs: 2000,
    onCall: (call) => calls.push(call),
    ...options,
  });
  return { client, seen: server.seen, calls };
};
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const ID = '7678907398077074696';

describe('the profile', () => {
  test('asks only for the fields whose scopes were granted', async () => {
    expect(userInfoFields(['video.publish'])).toEqual([]);
    const { client, seen } = await against(() => ({
      body: ok({
        user: { open_id: '-a-b', display_name: 'Ann', username: 'ann', is_verified: true },
      }),
    }));
    const user = await client.users.info('act.t', ['user.info.basic', 'user.info.profile']);
    expect(user).toMatchObject({
      openId: '-a-b',
      displayName: 'Ann',
      username: 'ann',
      isVerified: true,
    });
    const fields = seen[0]?.query.get('fields')?.split(',') ?? [];
    expect(fields).toContain('username');
    expect(fields).not.toContain('follower_count');
    expect(seen[0]?.headers.authorization).toBe('Bearer act.t');
  });

  test('is not asked for when no granted scope opens it', async () => {
    const { client, seen } = await against(() => ({}));
    expect(await rejection(client.users.info('t', ['video.upload']))).toBeInstanceOf(
      TikTokInputError,
    );
    expect(seen).toHaveLength(0);
  });
});

describe('creator info', () => {
  const data = {
    creator_avatar_url: 'https://p16.tiktokcdn.com/a.jpg',
    creator_username: 'ann',
    creator_nickname: 'Ann',
    privacy_level_options: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY', 'SOMETHING_NEW'],
    comment_disabled: false,
    duet_disabled: true,
    stitch_disabled: null,
    max_video_post_duration_sec: 300,
    a_new_key: { x: 1 },
  };

  test('is read, with keys and levels TikTok may add left out', async () => {
    const { client, seen } = await against(() => ({ body: ok(data) }));
    expect(await client.creatorInfo('act.t')).toEqual({
      creatorAvatarUrl: 'https://p16.tiktokcdn.com/a.jpg',
      creatorUsername: 'ann',
      creatorNickname: 'Ann',
      privacyLevelOptions: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
      commentDisabled: false,
      duetDisabled: true,
      stitchDisabled: false,
      maxVideoPostDurationSec: 300,
      logId: 'log-ok',
    });
    expect(seen[0]?.method).toBe('POST');
    expect(seen[0]?.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(seen[0]?.body.toString()).toBe('');
  });

  test('T63: a cap that comes with HTTP 200 is a cap', async () => {
    const { client, calls } = await against(() => ({ body: refusal('spam_risk_too_many_posts') }));
    const error = await rejection(client.creatorInfo('act.t'));
    expect(error).toBeInstanceOf(TikTokCapReached);
    expect(error).toMatchObject({ httpStatus: 200, outcome: 'refused', retryAfterMs: 86_400_000 });
    expect(calls).toEqual([
      expect.objectContaining({
        endpoint: 'POST /v2/post/publish/creator_info/query/',
        status: 200,
        code: 'spam_risk_too_many_posts',
        logId: 'log-refused',
      }),
    ]);
  });
});

describe('the status', () => {
  const statusWith = async (ids: string) => {
    const { client } = await against(() => ({
      body: `{"data":{"status":"PUBLISH_COMPLETE"${ids}},"error":{"code":"ok","message":"","log_id":"l"}}`,
    }));
    return client.posts.status('act.t', 'v_pub_file~v2-1.7600000000000000001');
  };

  test.each([
    ['an array of numbers', `,"publicaly_available_post_id":[${ID}]`, [ID]],
    ['an array of strings', `,"publicaly_available_post_id":["${ID}"]`, [ID]],
    [
      'several',
      `,"publicaly_available_post_id":[${ID},7678907398077074697]`,
      [ID, '7678907398077074697'],
    ],
    ['a bare number', `,"publicaly_available_post_id":${ID}`, [ID]],
    ['a bare string', `,"publicaly_available_post_id":"${ID}"`, [ID]],
    ['an empty array', ',"publicaly_available_post_id":[]', []],
    ['null', ',"publicaly_available_post_id":null', []],
    ['nothing', '', []],
    ['zero', ',"publicaly_available_post_id":[0]', []],
  ])('T80 T81: post ids that come as %s stay exact strings', async (_name, json, expected) => {
    const status = await statusWith(json);
    expect(status.postIds).toEqual(expected);
    expect(status.status).toBe('PUBLISH_COMPLETE');
  });

  test('T82: a publish_id is sent and kept as it is, whatever its prefix', async () => {
    const { client, seen } = await against(() => ({ body: ok({ status: 'PROCESSING_UPLOAD' }) }));
    for (const id of [
      'v_pub_file~v2-1.1',
      'v_pub_url~v2.2',
      'p_pub_url~v2.3',
      'v_inbox_file~v2.4',
    ]) {
      await client.posts.status('t', id);
      expect(seen.at(-1)?.body.toString()).toBe(JSON.stringify({ publish_id: id }));
    }
  });

  test('a failure carries its reason and the bytes; an unlisted status is recognised as such', async () => {
    const { client } = await against((_seen, count) => ({
      body: ok(
        count === 1
          ? { status: 'FAILED', fail_reason: 'internal', uploaded_bytes: 12 }
          : { status: 'THINKING' },
      ),
    }));
    expect(await client.posts.status('t', 'p')).toMatchObject({
      status: 'FAILED',
      failReason: 'internal',
      uploadedBytes: 12,
    });
    expect(await client.posts.status('t', 'p')).toMatchObject({
      status: 'UNRECOGNISED',
      rawStatus: 'THINKING',
    });
  });
});

describe('videos', () => {
  test('T83: fields go into the query of the POST; the cursor is milliseconds, create_time seconds', async () => {
    const { client, seen } = await against(() => ({
      body: `{"data":{"videos":[{"id":${ID},"create_time":1700000000,"title":"Hi","view_count":5}],"cursor":1700000000123,"has_more":true},"error":{"code":"ok"}}`,
    }));
    const page = await client.videos.list('act.t', { cursor: 1_800_000_000_000, maxCount: 99 });
    expect(page).toMatchObject({ cursor: 1_700_000_000_123, hasMore: true });
    expect(page.videos[0]).toMatchObject({
      id: ID,
      createTimeMs: 1_700_000_000_000,
      viewCount: 5n,
    });
    expect(seen[0]?.query.get('fields')).toContain('id,create_time');
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toEqual({
      cursor: 1_800_000_000_000,
      max_count: 20,
    });
  });

  test('a query sends ids as strings and refuses more than twenty', async () => {
    const { client, seen } = await against(() => ({ body: ok({ videos: [] }) }));
    expect(await client.videos.query('t', [ID])).toMatchObject({ videos: [] });
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toEqual({ filters: { video_ids: [ID] } });
    const many = Array.from({ length: 21 }, (_, index) => String(index));
    expect(await rejection(client.videos.query('t', many))).toBeInstanceOf(TikTokInputError);
  });
});

test('T80 T84: links hold all 19 digits, and photos are under /photo/', () => {
  expect(publicPostUrl({ username: '@ann.b', postId: ID, mediaType: 'video' })).toBe(
    `https://www.tiktok.com/@ann.b/video/${ID}`,
  );
  expect(publicPostUrl({ username: 'ann.b', postId: ID, mediaType: 'photo' })).toBe(
    `https://www.tiktok.com/@ann.b/photo/${ID}`,
  );
});

describe('answers that are no success', () => {
  const fail = async (answer: Answer) => {
    const { client } = await against(answer);
    return rejection(client.posts.cancel('act.t', 'p'));
  };

  test.each([
    [401, 'access_token_invalid', TikTokAuthError],
    [401, 'scope_not_authorized', TikTokScopeError],
    [400, 'scope_permission_missed', TikTokScopeError],
    [403, 'unaudited_client_can_only_post_to_private_accounts', TikTokRefused],
    [403, 'reached_active_user_cap', TikTokCapReached],
    [403, 'spam_risk_too_many_pending_share', TikTokCapReached],
    [400, 'publish_not_cancellable', TikTokRefused],
    [500, 'spam_risk_user_banned_from_posting', TikTokRefused],
  ])('HTTP %i with %s is a refusal of its class', async (status, code, expected) => {
    const error = await fail(() => ({ status, body: refusal(code, 'Because.') }));
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({
      code,
      httpStatus: status,
      logId: 'log-refused',
      outcome: 'refused',
      tiktokMessage: 'Because.',
    });
  });

  test('T65: a rate limit asks for a minute at least, or for what Retry-After says', async () => {
    const short = await fail(() => ({
      status: 429,
      headers: { 'retry-after': '5' },
      body: refusal('rate_limit_exceeded'),
    }));
    expect(short).toBeInstanceOf(TikTokRateLimited);
    expect(short).toMatchObject({ retryAfterMs: 60_000, retryable: true });
    const long = await fail(() => ({
      status: 429,
      headers: { 'retry-after': '300' },
      body: 'busy',
    }));
    expect(long).toBeInstanceOf(TikTokRateLimited);
    expect(long).toMatchObject({ retryAfterMs: 300_000, outcome: 'refused' });
  });

  test.each([
    ['internal_error', 200, TikTokUnavailable],
    ['internal_error', 500, TikTokUnavailable],
    ['never_heard_of', 502, TikTokUnavailable],
  ])('%s with HTTP %i leaves the outcome unknown', async (code, status, expected) => {
    const error = await fail(() => ({ status, body: refusal(code) }));
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ code, outcome: 'unknown', retryable: true });
  });

  test('an unlisted code is shown raw and is final', async () => {
    const error = await fail(() => ({
      status: 403,
      body: refusal('brand_new_code', 'New words.'),
    }));
    expect(error).toBeInstanceOf(TikTokRefused);
    expect(error).toMatchObject({ code: 'brand_new_code', retryable: false, outcome: 'refused' });
    expect(String(error)).toContain('brand_new_code');
    expect(String(error)).toContain('New words.');
  });

  test.each([
    ['HTML with 200', { body: '<html></html>' }],
    ['nothing with 200', { body: '' }],
    ['HTML with 403', { status: 403, body: '<html></html>' }],
    ['JSON without an error member', { body: { data: {} } }],
    ['a redirect', { status: 301, headers: { location: 'http://127.0.0.1:1/' } }],
    ['more than a megabyte', { body: ' '.repeat(1_100_000) }],
  ])('%s is no usable answer: outcome unknown', async (_name, reply) => {
    const error = await fail(() => reply);
    expect(error).toBeInstanceOf(TikTokUnknownOutcome);
    expect(error).toMatchObject({ code: 'unusable_answer', outcome: 'unknown' });
  });

  test('"ok" without what was promised is unknown, and names the missing path only', async () => {
    const { client } = await against(() => ({
      body: ok({ upload_url: 'http://secret.upload/x' }),
    }));
    const error = await rejection(
      client.posts.initInboxVideo('t', {
        source: { source: 'FILE_UPLOAD', plan: { size: 5, chunkSize: 5, count: 1 } },
      }),
    );
    expect(error).toBeInstanceOf(TikTokUnknownOutcome);
    expect(String(error)).toContain('publish_id');
    expect(String(error)).not.toContain('secret.upload');
  });

  test('the log id is found as log_id, as logid and in the header', async () => {
    const withId = (error: object, headers = {}) =>
      fail(() => ({ status: 400, headers, body: { error: { code: 'invalid_params', ...error } } }));
    expect(await withId({ log_id: 'A1' })).toMatchObject({ logId: 'A1' });
    expect(await withId({ logid: 'B2' })).toMatchObject({ logId: 'B2' });
    expect(await withId({}, { 'X-TT-LogId': 'C3' })).toMatchObject({ logId: 'C3' });
  });
});

describe('inits', () => {
  test('a direct video init gives publish_id and upload_url, and an address for the right endpoint', async () => {
    const { client, seen } = await against(() => ({
      body: ok({ publish_id: 'v_pub_file~v2-1.1', upload_url: 'https://u.tiktokapis.com/x?y=1' }),
    }));
    const init = await client.posts.initDirectVideo('act.t', {
      privacyLevel: 'SELF_ONLY',
      disableComment: true,
      disableDuet: true,
      disableStitch: true,
      brandContentToggle: false,
      brandOrganicToggle: false,
      source: { source: 'FILE_UPLOAD', plan: { size: 9, chunkSize: 9, count: 1 } },
    });
    expect(init).toEqual({
      publishId: 'v_pub_file~v2-1.1',
      uploadUrl: 'https://u.tiktokapis.com/x?y=1',
      logId: 'log-ok',
    });
    expect(seen[0]?.path).toBe('/v2/post/publish/video/init/');
  });

  test('photos and inbox videos go to their own endpoints', async () => {
    const { client, seen } = await against(() => ({ body: ok({ publish_id: 'p' }) }));
    await client.posts.initPhotos('t', {
      postMode: 'MEDIA_UPLOAD',
      photoImages: ['https://cdn.example.com/1.jpg'],
      photoCoverIndex: 0,
    });
    await client.posts.initInboxVideo('t', {
      source: { source: 'PULL_FROM_URL', videoUrl: 'https://cdn.example.com/v.mp4' },
    });
    expect(seen.map(({ path }) => path)).toEqual([
      '/v2/post/publish/content/init/',
      '/v2/post/publish/inbox/video/init/',
    ]);
  });

  test('T69: what TikTok would refuse is refused before anything is sent', async () => {
    const { client, seen } = await against(() => ({ body: ok({ publish_id: 'p' }) }));
    const error = await rejection(
      client.posts.initPhotos('t', {
        postMode: 'MEDIA_UPLOAD',
        photoImages: [],
        photoCoverIndex: 0,
      }),
    );
    expect(error).toBeInstanceOf(TikTokInputError);
    expect(error).toMatchObject({ outcome: 'not_sent' });
    expect(seen).toHaveLength(0);
  });

  test('T02: an init whose answer is lost is unknown and is sent once only', async () => {
    const { client, seen } = await against(() => 'reset');
    const error = await rejection(
      client.posts.initInboxVideo('t', {
        source: { source: 'PULL_FROM_URL', videoUrl: 'https://cdn.example.com/v.mp4' },
      }),
    );
    expect(error).toMatchObject({ code: 'connection_lost', outcome: 'unknown' });
    expect(seen).toHaveLength(1);
  });
});
