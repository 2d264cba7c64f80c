import { readFileSync } from 'node:fs';
import { type ServerResponse } from 'node:http';
import path from 'node:path';
import { type Emulator } from '../../../emulator';
import { inboxVideo, mp4, post, serve, sha256, start, status, stopAll } from './helpers';

afterEach(stopAll);

/** A JPEG as far as its header tells: start of image, one frame segment, padding. */
const jpeg = (width: number, height: number): Buffer => {
  const frame = Buffer.from('ffd8ffe000044a46ffc000110800000000', 'hex');
  frame.writeUInt16BE(height, 13);
  frame.writeUInt16BE(width, 15);
  return Buffer.concat([frame, Buffer.alloc(200)]);
};
const webp = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(60);
  bytes.write('RIFF', 0);
  bytes.write('WEBPVP8X', 8);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
};

/** A good JPEG whose frame header comes after 85 kB of metadata. */
const LONG_HEADER = readFileSync(path.join(__dirname, '../media/fixtures/cases/long-header.jpg'));

/** The same with 300 kB of comments more, and with a progressive frame (SOF2). */
const behindComments = (bytes: Buffer): Buffer => {
  const comment = Buffer.alloc(60_004, 'x');
  comment.writeUInt32BE(0xfffe_ea62, 0);
  const comments = Array<Buffer>(5).fill(comment);
  return Buffer.concat([bytes.subarray(0, 2), ...comments, bytes.subarray(2)]);
};
const PROGRESSIVE = Buffer.from(LONG_HEADER);
PROGRESSIVE[PROGRESSIVE.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2;

const FILES: Record<string, [string, Buffer]> = {
  '/video.mp4': ['video/mp4', mp4(300_000)],
  '/long-header.jpg': ['image/jpeg', LONG_HEADER],
  '/longer-header.jpg': ['image/jpeg', behindComments(LONG_HEADER)],
  '/progressive.jpg': ['image/jpeg', PROGRESSIVE],
  '/page.mp4': ['text/html', mp4(100)],
  '/fits.jpg': ['image/jpeg', jpeg(941, 1672)],
  '/full.webp': ['image/webp', webp(1080, 1920)],
  '/wide.jpg': ['image/jpeg', jpeg(1086, 1448)],
  '/tall.jpg': ['image/jpeg', jpeg(1080, 1921)],
  '/square.webp': ['image/webp', webp(1254, 1254)],
  '/picture.png': ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
  '/renamed.jpg': ['image/jpeg', Buffer.from('89504e470d0a1a0a', 'hex')],
};

const open: ServerResponse[] = [];
const site = () =>
  serve((request, response) => {
    const path = request.url ?? '';
    if (path === '/moved') return response.writeHead(302, { location: '/video.mp4' }).end();
    if (path === '/cut') {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '5000' });
      return response.write(mp4(1000), () => response.destroy());
    }
    if (path === '/slow') {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '5000' });
      response.write(mp4(1000));
      return open.push(response);
    }
    const [type, bytes] = FILES[path] ?? [];
    if (!bytes) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': type }).end(bytes);
  });

const lax = async () => {
  const emulator = await start({
    allowPrivatePulls: true,
    limits: { initsPerMinute: 50, pendingDrafts: 50 },
  });
  return { emulator, token: emulator.connect('demo_creator').access_token, origin: await site() };
};

const photos = (
  emulator: Emulator,
  token: string,
  urls: string[],
  change: {
    mode?: string;
    info?: Record<string, unknown>;
    cover?: number;
    top?: Record<string, unknown>;
  } = {},
) =>
  post(emulator, '/v2/post/publish/content/init/', token, {
    media_type: 'PHOTO',
    post_mode: change.mode ?? 'DIRECT_POST',
    post_info: { privacy_level: 'SELF_ONLY', title: 'Pictures', ...change.info },
    source_info: {
      source: 'PULL_FROM_URL',
      photo_images: urls,
      photo_cover_index: change.cover ?? 0,
    },
    ...change.top,
  });

const outcome = async (emulator: Emulator, token: string, publishId: unknown) => {
  await emulator.settled();
  return (await status(emulator, token, String(publishId))).data;
};

it('really downloads the video and knows its bytes', async () => {
  const { emulator, token, origin } = await lax();
  const init = await inboxVideo(emulator, token, {
    source: 'PULL_FROM_URL',
    video_url: `${origin}/video.mp4`,
  });
  expect(init.data.publish_id).toMatch(/^v_inbox_url~v2\.\d{19}$/);
  expect(init.data).not.toHaveProperty('upload_url');
  expect(await outcome(emulator, token, init.data.publish_id)).toMatchObject({
    status: 'SEND_TO_USER_INBOX',
    downloaded_bytes: 300_000,
  });
  expect(emulator.drafts()[0]?.media[0]?.sha256).toBe(sha256(mp4(300_000)));
});

it.each([
  ['/moved', 'video_pull_failed'],
  ['/absent', 'video_pull_failed'],
  ['/cut', 'video_pull_failed'],
  ['/page.mp4', 'file_format_check_failed'],
])('fails a pull of %s with %s', async (path, reason) => {
  const { emulator, token, origin } = await lax();
  const init = await inboxVideo(emulator, token, {
    source: 'PULL_FROM_URL',
    video_url: origin + path,
  });
  expect(await outcome(emulator, token, init.data.publish_id)).toMatchObject({
    status: 'FAILED',
    fail_reason: reason,
  });
});

it.each(['long-header.jpg', 'longer-header.jpg', 'progressive.jpg'])(
  'takes %s, whose frame header stands behind 85 kB of metadata or more',
  async (name) => {
    const { emulator, token, origin } = await lax();
    const init = await photos(emulator, token, [`${origin}/${name}`]);
    expect(await outcome(emulator, token, init.data.publish_id)).toMatchObject({
      status: 'PUBLISH_COMPLETE',
    });
  },
);

it('gives up a download after its hour', async () => {
  const { emulator, token, origin } = await lax();
  const init = await inboxVideo(emulator, token, {
    source: 'PULL_FROM_URL',
    video_url: `${origin}/slow`,
  });
  expect((await status(emulator, token, String(init.data.publish_id))).data.status).toBe(
    'PROCESSING_DOWNLOAD',
  );
  emulator.advance(3_600_001);
  await emulator.settled();
  expect(emulator.publishes()[0]?.failReason).toBe('video_pull_failed');
});

it('cancels a running download, once, and nothing else', async () => {
  const { emulator, token, origin } = await lax();
  const cancel = (publish_id: unknown) =>
    post(emulator, '/v2/post/publish/cancel/', token, { publish_id });
  const slow = await inboxVideo(emulator, token, {
    source: 'PULL_FROM_URL',
    video_url: `${origin}/slow`,
  });
  expect(await cancel(slow.data.publish_id)).toMatchObject({ status: 200, code: 'ok' });
  expect(await cancel(slow.data.publish_id)).toMatchObject({
    status: 400,
    code: 'publish_not_cancellable',
  });
  expect(await outcome(emulator, token, slow.data.publish_id)).toMatchObject({
    fail_reason: 'publish_cancelled',
  });
  const file = await inboxVideo(emulator, token);
  expect((await cancel(file.data.publish_id)).code).toBe('publish_not_cancellable');
  expect((await cancel('v_inbox_url~v2.1')).code).toBe('invalid_publish_id');
});

describe('T62 the address of a pull', () => {
  const strict = async () => {
    const emulator = await start({
      limits: { initsPerMinute: 50, pendingDrafts: 50 },
      apps: [
        {
          clientKey: 'k',
          clientSecret: 's',
          redirectUris: ['https://example.com/cb'],
          verifiedDomains: ['static.example.invalid'],
          verifiedPrefixes: ['https://cdn.invalid/videos/'],
        },
      ],
    });
    return { emulator, token: emulator.connect('demo_creator').access_token };
  };

  it.each([
    ['https://static.example.invalid/a.mp4', 'ok'],
    ['https://video.static.example.invalid/a.mp4', 'ok'],
    ['https://cdn.invalid/videos/a.mp4', 'ok'],
    ['https://example.invalid/a.mp4', 'url_ownership_unverified'],
    ['https://notstatic.example.invalid/a.mp4', 'url_ownership_unverified'],
    ['https://cdn.invalid/other/a.mp4', 'url_ownership_unverified'],
    ['http://static.example.invalid/a.mp4', 'invalid_params'],
    ['https://127.0.0.1/a.mp4', 'invalid_params'],
    ['https://localhost/a.mp4', 'invalid_params'],
  ])('%s: %s', async (video_url, code) => {
    const { emulator, token } = await strict();
    expect((await inboxVideo(emulator, token, { source: 'PULL_FROM_URL', video_url })).code).toBe(
      code,
    );
  });
});

describe('photos', () => {
  it('are pulled and posted, all of them', async () => {
    const { emulator, token, origin } = await lax();
    const init = await photos(emulator, token, [`${origin}/fits.jpg`, `${origin}/full.webp`], {
      cover: 1,
    });
    expect(init.data.publish_id).toMatch(/^p_pub_url~v2\.\d{19}$/);
    expect((await outcome(emulator, token, init.data.publish_id)).status).toBe('PUBLISH_COMPLETE');
    expect(emulator.posts()[0]).toMatchObject({
      kind: 'photo',
      settings: { photoCoverIndex: 1, title: 'Pictures' },
      media: [
        { width: 941, height: 1672 },
        { width: 1080, height: 1920 },
      ],
    });
  });

  it.each([
    ['T66', '/wide.jpg', 'picture_size_check_failed'],
    ['T66', '/square.webp', 'picture_size_check_failed'],
    ['T66', '/tall.jpg', 'picture_size_check_failed'],
    ['T67', '/picture.png', 'file_format_check_failed'],
    ['T67', '/renamed.jpg', 'file_format_check_failed'],
    ['T68', '/absent.jpg', 'photo_pull_failed'],
  ])('%s one bad picture (%s) fails the whole post: %s', async (_case, path, reason) => {
    const { emulator, token, origin } = await lax();
    const init = await photos(emulator, token, [`${origin}/fits.jpg`, origin + path]);
    expect((await outcome(emulator, token, init.data.publish_id)).fail_reason).toBe(reason);
    expect(emulator.posts()).toEqual([]);
  });

  it('T69 are refused when the body is not as documented', async () => {
    const { emulator, token, origin } = await lax();
    const url = `${origin}/fits.jpg`;
    const bad = [
      photos(emulator, token, [url], { info: { title: 'x'.repeat(91) } }),
      photos(emulator, token, [url], { info: { description: 'x'.repeat(4001) } }),
      photos(emulator, token, [url], { cover: 1 }),
      photos(emulator, token, Array<string>(36).fill(url)),
      photos(emulator, token, []),
      photos(emulator, token, [url], { mode: 'DIRECT POST' }),
      photos(emulator, token, [url], { info: { privacy_level: undefined } }),
      photos(emulator, token, [url], { top: { media_type: 'VIDEO' } }),
    ];
    for (const answer of await Promise.all(bad)) {
      expect(answer).toMatchObject({ status: 400, code: 'invalid_params' });
    }
    expect((await photos(emulator, token, [url], { info: { title: 'x'.repeat(90) } })).code).toBe(
      'ok',
    );
  });

  it('as drafts carry title and description to the editor, and need video.upload', async () => {
    const { emulator, origin } = await lax();
    const upload = emulator.connect('demo_creator', { scopes: ['video.upload'] }).access_token;
    const urls = [`${origin}/fits.jpg`];
    expect((await photos(emulator, upload, urls)).code).toBe('scope_not_authorized');
    const init = await photos(emulator, upload, urls, {
      mode: 'MEDIA_UPLOAD',
      info: { privacy_level: undefined },
    });
    expect((await outcome(emulator, upload, init.data.publish_id)).status).toBe(
      'SEND_TO_USER_INBOX',
    );
    expect(emulator.drafts()[0]?.settings.title).toBe('Pictures');
  });
});
