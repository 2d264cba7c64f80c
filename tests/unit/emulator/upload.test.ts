import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { type Emulator } from '../../../emulator';
import {
  directVideo,
  fileSource,
  mp4,
  put,
  putWhole,
  sha256,
  start,
  status,
  stopAll,
} from './helpers';

const CHUNK = 5_242_880;
const SIZE = 2 * CHUNK + 1000;

let emulator: Emulator;
let token: string;
beforeEach(async () => {
  emulator = await start();
  token = emulator.connect('demo_creator').access_token;
});
afterEach(stopAll);

const begin = async (size = SIZE, chunk = CHUNK) => {
  const init = await directVideo(emulator, token, { source: fileSource(size, chunk) });
  return { url: String(init.data.upload_url), publishId: String(init.data.publish_id) };
};

/** A PUT whose headers say what the caller wants, true or not. */
const rawPut = (
  url: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(url, { method: 'PUT', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject);
    call.end(body);
  });

it('takes chunks in order, 206 and then 201, and knows the sum of all bytes', async () => {
  const bytes = mp4(SIZE);
  const { url, publishId } = await begin();
  const first = await put(url, bytes.subarray(0, CHUNK), `bytes 0-${CHUNK - 1}/${SIZE}`);
  expect(first).toMatchObject({ status: 206, range: `bytes 0-${CHUNK}/${SIZE}` });
  expect((await status(emulator, token, publishId)).data).toMatchObject({
    status: 'PROCESSING_UPLOAD',
    uploaded_bytes: CHUNK,
  });
  const last = await put(url, bytes.subarray(CHUNK), `bytes ${CHUNK}-${SIZE - 1}/${SIZE}`);
  expect(last).toMatchObject({ status: 201, range: `bytes 0-${SIZE}/${SIZE}` });
  await emulator.settled();
  expect(emulator.posts()[0]?.media[0]).toMatchObject({ sha256: sha256(bytes), bytes: SIZE });
  const served = await fetch(
    `${emulator.origin}/_emulator/media/${encodeURIComponent(publishId)}/0`,
    {
      headers: { range: `bytes=${CHUNK}-` },
    },
  );
  expect(served.status).toBe(206);
  expect(sha256(Buffer.from(await served.arrayBuffer()))).toBe(sha256(bytes.subarray(CHUNK)));
});

it('keeps apart what many upload at the same moment', async () => {
  const files = Array.from({ length: 6 }, (_, index) => mp4(2_000 + index));
  const begun = await Promise.all(files.map(({ length }) => begin(length, length)));
  const ends = await Promise.all(
    begun.map(({ url }, index) =>
      put(url, files[index]!, `bytes 0-${files[index]!.length - 1}/${files[index]!.length}`),
    ),
  );
  expect(ends.map(({ status: one }) => one)).toEqual(files.map(() => 201));
});

it('T04 answers 416 with its progress to a chunk out of order, and to a repeated last one', async () => {
  const bytes = mp4(SIZE);
  const { url } = await begin();
  const late = await put(url, bytes.subarray(CHUNK), `bytes ${CHUNK}-${SIZE - 1}/${SIZE}`);
  expect(late).toMatchObject({ status: 416, range: `bytes 0-0/${SIZE}` });
  await put(url, bytes.subarray(0, CHUNK), `bytes 0-${CHUNK - 1}/${SIZE}`);
  const again = await put(url, bytes.subarray(0, CHUNK), `bytes 0-${CHUNK - 1}/${SIZE}`);
  expect(again).toMatchObject({ status: 416, range: `bytes 0-${CHUNK}/${SIZE}` });
  await put(url, bytes.subarray(CHUNK), `bytes ${CHUNK}-${SIZE - 1}/${SIZE}`);
  const done = await put(url, bytes.subarray(CHUNK), `bytes ${CHUNK}-${SIZE - 1}/${SIZE}`);
  expect(done).toMatchObject({ status: 416, range: `bytes 0-${SIZE}/${SIZE}` });
  await emulator.settled();
  expect(emulator.posts()).toHaveLength(1);
});

it('lets one of two PUTs of the same range win, and hashes its bytes', async () => {
  const { url } = await begin(1000, 1000);
  const [one, two] = [mp4(1000), mp4(1000).fill(9, 940)];
  const answers = await Promise.all([putWhole(url, one), putWhole(url, two)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 416]);
  await emulator.settled();
  const winner = answers[0]?.status === 201 ? one : two;
  expect(emulator.posts()[0]?.media[0]?.sha256).toBe(sha256(winner));
});

describe('answers 400', () => {
  const bytes = mp4(1000);
  const good = {
    'content-type': 'video/mp4',
    'content-range': 'bytes 0-999/1000',
    'content-length': '1000',
  };

  it.each([
    ['T28 an unlisted Content-Type', { ...good, 'content-type': 'application/octet-stream' }],
    ['a total that is not video_size', { ...good, 'content-range': 'bytes 0-999/1001' }],
    ['a malformed range', { ...good, 'content-range': '0-999/1000' }],
    ['a length that is not the range', { ...good, 'content-range': 'bytes 0-499/1000' }],
    ['no announced length', { 'content-type': 'video/mp4', 'content-range': 'bytes 0-999/1000' }],
  ])('to %s', async (_name, headers) => {
    const { url, publishId } = await begin(1000, 1000);
    expect(
      await rawPut(
        url,
        {
          ...headers,
          connection: 'close',
          ...('content-length' in headers ? {} : { 'transfer-encoding': 'chunked' }),
        },
        bytes,
      ),
    ).toBe(400);
    expect((await status(emulator, token, publishId)).data.uploaded_bytes).toBe(0);
  });

  it('to a chunk of another size than announced', async () => {
    const { url } = await begin();
    const half = mp4(CHUNK / 2);
    expect((await put(url, half, `bytes 0-${half.length - 1}/${SIZE}`)).status).toBe(400);
  });
});

it('T27 answers 403 when the hour is over and 404 for an upload it never gave out', async () => {
  const { url } = await begin(1000, 1000);
  expect((await putWhole(url.replace(/upload_id=\d+/, 'upload_id=1'), mp4(1000))).status).toBe(404);
  expect((await putWhole(url.replace(/upload_token=.*/, 'upload_token=x'), mp4(1000))).status).toBe(
    403,
  );
  emulator.advance(3_600_001);
  expect((await putWhole(url, mp4(1000))).status).toBe(403);
});

it('T05 accepts bytes that are no video, and fails the post later', async () => {
  const { url, publishId } = await begin(1000, 1000);
  expect((await putWhole(url, Buffer.alloc(1000, 1))).status).toBe(201);
  await emulator.settled();
  expect((await status(emulator, token, publishId)).data).toMatchObject({
    status: 'FAILED',
    fail_reason: 'file_format_check_failed',
  });
  expect(emulator.posts()).toEqual([]);
});

const MEDIA = path.join(__dirname, '../media/fixtures');
const OWN = path.join(__dirname, 'fixtures');
const DEMO = path.join(__dirname, '../../../demo/media');
/** A HEIC is a box file like an MP4, and none. */
const HEIC = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  Buffer.alloc(976),
]);

const failReason = async (bytes: Buffer): Promise<unknown> => {
  const { url, publishId } = await begin(bytes.length, bytes.length);
  await putWhole(url, bytes);
  await emulator.settled();
  return (await status(emulator, token, publishId)).data.fail_reason;
};

it.each([
  ['base.mp4', readFileSync(path.join(MEDIA, 'base.mp4')), undefined],
  ['fragmented.mp4', readFileSync(path.join(MEDIA, 'fragmented.mp4')), undefined],
  ['recorder.webm', readFileSync(path.join(MEDIA, 'recorder.webm')), undefined],
  ['hevc.mp4', readFileSync(path.join(MEDIA, 'hevc.mp4')), undefined],
  ['media-recorder.webm', readFileSync(path.join(MEDIA, 'media-recorder.webm')), undefined],
  ['av1.webm', readFileSync(path.join(MEDIA, 'cases/av1.webm')), 'file_format_check_failed'],
  ['av1.mp4', readFileSync(path.join(MEDIA, 'av1.mp4')), 'file_format_check_failed'],
  ['mjpeg.mov', readFileSync(path.join(MEDIA, 'mjpeg.mov')), 'file_format_check_failed'],
  ['sound-only.mp4', readFileSync(path.join(MEDIA, 'sound-only.mp4')), 'file_format_check_failed'],
  [
    'sound-only.webm',
    readFileSync(path.join(MEDIA, 'sound-only.webm')),
    'file_format_check_failed',
  ],
  [
    'no-picture.mp4',
    readFileSync(path.join(MEDIA, 'cases/no-picture.mp4')),
    'file_format_check_failed',
  ],
  [
    'small-mpeg4.mp4',
    readFileSync(path.join(MEDIA, 'small-mpeg4.mp4')),
    'file_format_check_failed',
  ],
  ['a HEIC', HEIC, 'file_format_check_failed'],
  [
    'stop-motion-15fps.mp4',
    readFileSync(path.join(DEMO, 'stop-motion-15fps.mp4')),
    'frame_rate_check_failed',
  ],
  ['fps120.mp4', readFileSync(path.join(MEDIA, 'fps120.mp4')), 'frame_rate_check_failed'],
  ['narrow.mp4', readFileSync(path.join(OWN, 'narrow.mp4')), 'picture_size_check_failed'],
])('T68 checks what is in the file: %s', async (_name, bytes, reason) => {
  expect(await failReason(bytes)).toBe(reason);
});

it.each([
  ['base.mp4', path.join(MEDIA, 'base.mp4')],
  ['fragmented.mp4', path.join(MEDIA, 'fragmented.mp4')],
  ['four-seconds.webm', path.join(OWN, 'four-seconds.webm')],
  ['recorder.webm', path.join(MEDIA, 'recorder.webm')],
  ['media-recorder.webm', path.join(MEDIA, 'media-recorder.webm')],
])('T68 measures the length of %s against the limit of the account', async (_name, file) => {
  await emulator.close();
  emulator = await start({
    accounts: [{ handle: 'demo_creator', nickname: 'Short', maxVideoPostDurationSec: 3 }],
  });
  token = emulator.connect('demo_creator').access_token;
  expect(await failReason(readFileSync(file))).toBe('duration_check_failed');
});

it('counts and hashes without keeping a file when told to', async () => {
  const lean = await start({ keepMedia: false });
  const own = lean.connect('demo_creator').access_token;
  const init = await directVideo(lean, own, { source: fileSource(SIZE, CHUNK) });
  const bytes = mp4(SIZE);
  await put(init.data.upload_url, bytes.subarray(0, CHUNK), `bytes 0-${CHUNK - 1}/${SIZE}`);
  await put(init.data.upload_url, bytes.subarray(CHUNK), `bytes ${CHUNK}-${SIZE - 1}/${SIZE}`);
  await lean.settled();
  expect(lean.posts()[0]?.media[0]?.sha256).toBe(sha256(bytes));
});
