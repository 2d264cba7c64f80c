import { type Emulator } from '../../../emulator';
import { creatorInfo, directVideo, fileSource, inboxVideo, post, start, stopAll } from './helpers';

let emulator: Emulator;
let open: string;
let closed: string;
beforeEach(async () => {
  emulator = await start({ limits: { initsPerMinute: 100, creatorInfoPerMinute: 100 } });
  open = emulator.connect('demo_creator').access_token;
  closed = emulator.connect('private_creator').access_token;
});
afterEach(stopAll);

it('answers with publish_id, upload_url and a log id in body and header', async () => {
  const init = await directVideo(emulator, open);
  expect(init).toMatchObject({ status: 200, code: 'ok' });
  expect(init.data.publish_id).toMatch(/^v_pub_file~v2-1\.\d{19}$/);
  expect(init.header).toBe(init.logId);
  expect(String(init.data.upload_url)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/video\/\?upload_id=/);
});

it('wants the documented Content-Type, whatever its case, and a path that ends in a slash', async () => {
  const init = '/v2/post/publish/video/init/';
  const plain = await post(emulator, init, open, {}, { 'content-type': 'application/json' });
  expect(plain).toMatchObject({ status: 400, code: 'invalid_params' });
  const upper = await post(
    emulator,
    init,
    open,
    {},
    { 'content-type': 'Application/JSON;charset=utf-8' },
  );
  expect(upper.message).not.toContain('Content-Type');
  const reply = await fetch(emulator.apiUrl + init.slice(0, -1), { method: 'POST' });
  expect(reply.status).toBe(404);
});

describe('T20 T21 T22 T23 T31 chunk plans', () => {
  it.each([
    [1, 1, 1],
    [4_194_304, 4_194_304, 1],
    [64_000_000, 64_000_000, 1],
    [64_000_001, 10_000_000, 6],
    [66_259_900, 10_000_000, 6],
    [50_000_123, 10_000_000, 5],
    [158_008_374, 5_242_880, 30],
    [127_999_998, 63_999_999, 2],
    [4_000_000_000, 10_000_000, 400],
  ])('takes %d bytes in chunks of %d: %d', async (size, chunk, count) => {
    expect((await inboxVideo(emulator, open, fileSource(size, chunk, count))).code).toBe('ok');
  });

  it.each([
    [66_259_900, 66_259_900, 1, 'The chunk size is invalid'],
    [64_000_001, 64_000_001, 1, 'The chunk size is invalid'],
    [15_000_000, 10_000_000, 1, 'The chunk size is invalid'],
    [128_000_000, 64_000_001, 1, 'The chunk size is invalid'],
    [200_000_000, 64_000_001, 3, 'The chunk size is invalid'],
    [20_000_000, 5_242_879, 3, 'The chunk size is invalid'],
    [50_000_123, 10_000_000, 6, 'The total chunk count is invalid'],
    [66_259_900, 10_000_000, 7, 'The total chunk count is invalid'],
    [4_000_000_001, 10_000_000, 400, 'The video size is invalid'],
    [0, 0, 0, 'The request source info is empty or incorrect'],
  ])('refuses %d bytes in chunks of %d: %d', async (size, chunk, count, message) => {
    const init = await directVideo(emulator, open, { source: fileSource(size, chunk, count) });
    expect(init).toMatchObject({ status: 400, code: 'invalid_params' });
    expect(init.message).toContain(message);
  });
});

describe('post_info', () => {
  it('counts a caption in UTF-16 units: 2200 pass, 2201 do not', async () => {
    expect((await directVideo(emulator, open, { post: { title: '😀'.repeat(1100) } })).code).toBe(
      'ok',
    );
    const long = await directVideo(emulator, open, { post: { title: `${'😀'.repeat(1100)}x` } });
    expect(long).toMatchObject({ status: 400, code: 'invalid_params' });
    expect(long.message).toContain('post info');
  });

  it('T61 refuses a privacy level the creator does not have now', async () => {
    const level = { post: { privacy_level: 'FOLLOWER_OF_CREATOR' } };
    expect(await directVideo(emulator, open, level)).toMatchObject({
      status: 403,
      code: 'privacy_level_option_mismatch',
    });
    expect((await directVideo(emulator, closed, level)).code).toBe('ok');
    const everyone = { post: { privacy_level: 'PUBLIC_TO_EVERYONE' } };
    expect((await directVideo(emulator, closed, everyone)).code).toBe(
      'privacy_level_option_mismatch',
    );
  });

  it('refuses an unknown level and none at all', async () => {
    expect((await directVideo(emulator, open, { post: { privacy_level: 'PUBLIC' } })).status).toBe(
      400,
    );
    expect((await directVideo(emulator, open, { post: { privacy_level: undefined } })).status).toBe(
      400,
    );
  });

  it('T75 refuses branded content that only the creator can see', async () => {
    const init = await directVideo(emulator, open, { post: { brand_content_toggle: true } });
    expect(init.status).toBe(400);
    expect(init.message).toBe('Branded content visibility cannot be set to private.');
  });

  it('T71 takes the cover from post_info only, and forces off what the creator switched off', async () => {
    const nora = emulator.connect('no_duets').access_token;
    await directVideo(emulator, nora, {
      source: { ...fileSource(10), video_cover_timestamp_ms: 900 },
    });
    await directVideo(emulator, nora, {
      post: { video_cover_timestamp_ms: 900, disable_duet: false },
    });
    const [first, second] = emulator.publishes();
    expect(first?.settings.videoCoverTimestampMs).toBeUndefined();
    expect(second?.settings).toMatchObject({
      videoCoverTimestampMs: 900,
      disableDuet: true,
      disableStitch: false,
    });
  });
});

describe('T60 an unaudited app', () => {
  beforeEach(() => emulator.setAudited(false));

  it('may post only to an account that is private right now, and only SELF_ONLY', async () => {
    const refusal = { status: 403, code: 'unaudited_client_can_only_post_to_private_accounts' };
    expect(await directVideo(emulator, open)).toMatchObject(refusal);
    emulator.setPrivate('demo_creator');
    expect((await directVideo(emulator, open)).code).toBe('ok');
    expect(
      await directVideo(emulator, open, { post: { privacy_level: 'FOLLOWER_OF_CREATOR' } }),
    ).toMatchObject(refusal);
  });

  it('is not told so by creator_info, and may send drafts', async () => {
    const { data } = await creatorInfo(emulator, open);
    expect(data.privacy_level_options).toContain('PUBLIC_TO_EVERYONE');
    expect((await inboxVideo(emulator, open)).code).toBe('ok');
  });

  it('serves five users in 24 hours', async () => {
    const tokens = ['a', 'b', 'c', 'd', 'e', 'f'].map((handle) => {
      emulator.act('addAccount', { handle, private: true });
      return emulator.connect(handle).access_token;
    });
    const codes: string[] = [];
    for (const one of tokens) codes.push((await directVideo(emulator, one)).code);
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'reached_active_user_cap']);
    expect((await directVideo(emulator, tokens[0] ?? '')).code).toBe('ok');
    expect(await creatorInfo(emulator, tokens[5] ?? '')).toMatchObject({
      status: 200,
      code: 'reached_active_user_cap',
    });
    emulator.advance(24 * 3600 * 1000 + 1);
    const back = emulator.connect('f').access_token;
    expect((await directVideo(emulator, back)).code).toBe('ok');
  });
});

it('T63 caps direct posts at 15 in 24 hours; creator_info says so with HTTP 200', async () => {
  for (let k = 0; k < 15; k += 1) expect((await directVideo(emulator, open)).code).toBe('ok');
  expect(await directVideo(emulator, open)).toMatchObject({
    status: 403,
    code: 'spam_risk_too_many_posts',
  });
  expect(await creatorInfo(emulator, open)).toMatchObject({
    status: 200,
    code: 'spam_risk_too_many_posts',
  });
  expect((await inboxVideo(emulator, open)).code).toBe('ok');
});

it('T63 takes five unfinished drafts', async () => {
  for (let k = 0; k < 5; k += 1) expect((await inboxVideo(emulator, open)).code).toBe('ok');
  expect(await inboxVideo(emulator, open)).toMatchObject({
    status: 403,
    code: 'spam_risk_too_many_pending_share',
  });
  expect((await directVideo(emulator, open)).code).toBe('ok');
});

it('T63 refuses a banned creator everywhere', async () => {
  emulator.act('setAccount', { handle: 'demo_creator', change: { banned: true } });
  const code = 'spam_risk_user_banned_from_posting';
  expect(await directVideo(emulator, open)).toMatchObject({ status: 403, code });
  expect(await inboxVideo(emulator, open)).toMatchObject({ status: 403, code });
  expect(await creatorInfo(emulator, open)).toMatchObject({ status: 200, code });
});

it('wants the scope of each door', async () => {
  const draftsOnly = emulator.connect('demo_creator', { scopes: ['video.upload'] }).access_token;
  expect(await directVideo(emulator, draftsOnly)).toMatchObject({
    status: 401,
    code: 'scope_not_authorized',
  });
  expect((await creatorInfo(emulator, draftsOnly)).code).toBe('scope_not_authorized');
  expect((await inboxVideo(emulator, draftsOnly)).code).toBe('ok');
});
