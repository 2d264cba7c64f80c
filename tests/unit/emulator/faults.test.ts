import { type Emulator, type FaultInput } from '../../../emulator';
import {
  creatorInfo,
  directVideo,
  fileSource,
  mp4,
  putWhole,
  start,
  status,
  stopAll,
  token as tokenCall,
} from './helpers';

let emulator: Emulator;
let token: string;
beforeEach(async () => {
  emulator = await start();
  token = emulator.connect('demo_creator').access_token;
});
afterEach(stopAll);

it.each<[FaultInput, number]>([
  [{ endpoint: 'video.init', kind: 'drop_before' }, 0],
  [{ endpoint: 'video.init', kind: 'drop_after' }, 1],
  [{ endpoint: 'video.init', kind: 'drop_midway' }, 1],
])('T02 %j loses the answer; inits accepted: %d', async (fault, accepted) => {
  emulator.faults.add(fault);
  await expect(directVideo(emulator, token)).rejects.toThrow();
  expect(emulator.publishes()).toHaveLength(accepted);
  expect(emulator.calls()[0]).toMatchObject({
    endpoint: 'video.init',
    handle: 'demo_creator',
    fault: fault.kind,
    effect: accepted === 1,
    outcome: 'answer_lost',
  });
  expect((await directVideo(emulator, token)).code).toBe('ok');
});

it.each<[FaultInput, number, number]>([
  [{ endpoint: 'video.init', kind: 'status', status: 503 }, 503, 0],
  [{ endpoint: 'video.init', kind: 'status_after', status: 504 }, 504, 1],
  [{ endpoint: 'video.init', kind: 'html' }, 502, 0],
  [{ endpoint: 'video.init', kind: 'html', after: true }, 502, 1],
])('%j answers %d; inits accepted: %d', async (fault, expected, accepted) => {
  emulator.faults.add(fault);
  const reply = await fetch(`${emulator.apiUrl}/v2/post/publish/video/init/`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json; charset=UTF-8',
    },
    body: JSON.stringify({
      post_info: { privacy_level: 'SELF_ONLY' },
      source_info: fileSource(10),
    }),
  });
  expect(reply.status).toBe(expected);
  if (fault.kind === 'html') expect(await reply.text()).toContain('502 Bad Gateway');
  expect(emulator.publishes()).toHaveLength(accepted);
});

it('writes an error code the way the endpoint writes errors', async () => {
  emulator.faults.add(
    { endpoint: 'creator_info', kind: 'error', code: 'spam_risk_too_many_posts' },
    { endpoint: 'video.init', kind: 'error', code: 'spam_risk_too_many_posts' },
    { endpoint: 'oauth.token', kind: 'error', code: 'invalid_grant' },
  );
  expect(await creatorInfo(emulator, token)).toMatchObject({
    status: 200,
    code: 'spam_risk_too_many_posts',
  });
  expect(await directVideo(emulator, token)).toMatchObject({
    status: 403,
    code: 'spam_risk_too_many_posts',
  });
  expect(await tokenCall(emulator, {})).toMatchObject({
    status: 200,
    body: { error: 'invalid_grant' },
  });
});

it('strikes from the k-th call after it was set, n times, and counts what it saw', async () => {
  await creatorInfo(emulator, token);
  emulator.faults.add({
    endpoint: 'creator_info',
    call: 2,
    times: 2,
    kind: 'error',
    code: 'internal_error',
  });
  const codes: string[] = [];
  for (let k = 0; k < 4; k += 1) codes.push((await creatorInfo(emulator, token)).code);
  expect(codes).toEqual(['ok', 'internal_error', 'internal_error', 'ok']);
  expect(emulator.faults.list()[0]).toMatchObject({ seen: 4, fired: 2 });
});

it('can count all calls together, one grant alone, or one account alone', async () => {
  emulator.faults.add(
    { endpoint: '*', call: 2, kind: 'error', code: 'internal_error' },
    { endpoint: 'creator_info', handle: 'no_duets', kind: 'error', code: 'spam_risk' },
    { endpoint: 'oauth.token:refresh_token', kind: 'error', code: 'server_error' },
  );
  expect((await directVideo(emulator, token)).code).toBe('ok');
  expect((await creatorInfo(emulator, token)).code).toBe('internal_error');
  expect((await creatorInfo(emulator, token)).code).toBe('ok');
  expect((await creatorInfo(emulator, emulator.connect('no_duets').access_token)).code).toBe(
    'spam_risk',
  );
  expect((await tokenCall(emulator, { grant_type: 'client_credentials' })).body).not.toHaveProperty(
    'error',
  );
  const refresh = await tokenCall(emulator, { grant_type: 'refresh_token', refresh_token: 'x' });
  expect(refresh.body.error).toBe('server_error');
});

describe('on the upload', () => {
  const upload = async () => {
    const init = await directVideo(emulator, token, { source: fileSource(2_000_000) });
    return {
      url: init.data.upload_url,
      publishId: String(init.data.publish_id),
      bytes: mp4(2_000_000),
    };
  };

  it.each<[FaultInput['kind'], number]>([
    ['drop_before', 0],
    ['drop_midway', 0],
    ['drop_after', 2_000_000],
  ])('T04 %s: %d bytes count, and the same range can be sent again', async (kind, counted) => {
    const { url, bytes, publishId } = await upload();
    emulator.holdProcessing();
    if (kind !== 'drop_before' && kind !== 'drop_midway' && kind !== 'drop_after')
      throw new Error(kind);
    emulator.faults.add({ endpoint: 'upload', kind });
    await expect(putWhole(url, bytes)).rejects.toThrow();
    expect((await status(emulator, token, publishId)).data.uploaded_bytes).toBe(counted);
    const again = await putWhole(url, bytes);
    expect(again).toMatchObject(
      counted === 0 ? { status: 201 } : { status: 416, range: 'bytes 0-2000000/2000000' },
    );
    emulator.holdProcessing(false);
    await emulator.settled();
    expect(emulator.posts()).toHaveLength(1);
  });

  it('T26 a 5xx before the effect leaves the chunk uncounted', async () => {
    const { url, bytes } = await upload();
    emulator.faults.add({ endpoint: 'upload', kind: 'status', status: 500 });
    expect((await putWhole(url, bytes)).status).toBe(500);
    expect((await putWhole(url, bytes)).status).toBe(201);
  });

  it('a client that leaves half-way leaves nothing behind', async () => {
    const { url, bytes, publishId } = await upload();
    emulator.faults.add({ endpoint: 'upload', kind: 'hang' });
    const hung = fetch(String(url), {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-range': 'bytes 0-1999999/2000000' },
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(50),
    });
    await expect(hung).rejects.toThrow();
    expect((await status(emulator, token, publishId)).data.uploaded_bytes).toBe(0);
    expect((await putWhole(url, bytes)).status).toBe(201);
  });
});

it('holds a call until released, before or after its effect, and tells listeners', async () => {
  const phases: string[] = [];
  let received: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (received = resolve));
  const stop = emulator.onCall((phase, call) => {
    phases.push(`${call.endpoint} ${phase}`);
    if (phase === 'effect') received();
  });
  emulator.faults.add({ endpoint: 'video.init', kind: 'hold', after: true });
  const held = directVideo(emulator, token);
  await reached;
  expect(emulator.publishes()).toHaveLength(1);
  expect(phases).toEqual(['video.init received', 'video.init effect']);
  emulator.faults.release();
  expect((await held).code).toBe('ok');
  expect(phases.at(-1)).toBe('video.init finished');
  stop();
});

it('refuses a fault that makes no sense', () => {
  expect(() =>
    emulator.faults.add({ endpoint: 'video.init', kind: 'status', status: 99 }),
  ).toThrow();
});

it('closes while a call hangs', async () => {
  emulator.faults.add({ endpoint: 'creator_info', kind: 'hang' });
  const hung = creatorInfo(emulator, token).catch(() => 'cut');
  while (emulator.calls().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await emulator.close();
  expect(await hung).toBe('cut');
});
