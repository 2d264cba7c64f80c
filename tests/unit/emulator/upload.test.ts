import { request } from 'node:http';
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
  const [one, two] = [mp4(1000), mp4(1000).fill(9, 20)];
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

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

const movie = (seconds: number, width: number, height: number): Buffer => {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(1000, 12);
  mvhd.writeUInt32BE(seconds * 1000, 16);
  const tkhd = Buffer.alloc(84);
  tkhd.writeUInt16BE(width, 76);
  tkhd.writeUInt16BE(height, 80);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom0000')),
    box('mdat', Buffer.alloc(50)),
    box('moov', box('mvhd', mvhd), box('trak', box('tkhd', tkhd))),
  ]);
};

it.each([
  [movie(10, 720, 1280), undefined],
  [movie(301, 720, 1280), 'duration_check_failed'],
  [movie(10, 359, 640), 'picture_size_check_failed'],
  [movie(10, 4098, 2160), 'picture_size_check_failed'],
])('T68 reads duration and pixels from the file: case %#', async (bytes, reason) => {
  const { url, publishId } = await begin(bytes.length, bytes.length);
  await putWhole(url, bytes);
  await emulator.settled();
  expect((await status(emulator, token, publishId)).data.fail_reason).toBe(reason);
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
