import { type Emulator, type FaultInput, signWebhook } from '../../../emulator';
import { DEFAULT_CLIENT_SECRET } from '../../../emulator';
import { fileSource, JSON_TYPE, publishVideo, serve, start, stopAll, token } from './helpers';

let emulator: Emulator;
let access: string;
beforeEach(async () => {
  emulator = await start();
  access = emulator.connect('demo_creator').access_token;
});
afterEach(stopAll);

const init = () =>
  fetch(`${emulator.apiUrl}/v2/post/publish/video/init/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access}`, 'content-type': JSON_TYPE },
    body: JSON.stringify({
      post_info: { privacy_level: 'SELF_ONLY' },
      source_info: fileSource(10),
    }),
  });

it.each<[FaultInput, RegExp, number]>([
  [{ endpoint: 'video.init', kind: 'garbage' }, /^\0/, 0],
  [{ endpoint: 'video.init', kind: 'garbage', after: true }, /^\0/, 1],
  [{ endpoint: 'video.init', kind: 'wrong_json' }, /"unexpected".*"code":"ok"/, 0],
  [{ endpoint: 'video.init', kind: 'wrong_json', after: true }, /"unexpected".*"code":"ok"/, 1],
  [{ endpoint: 'video.init', kind: 'empty' }, /^$/, 0],
  [{ endpoint: 'video.init', kind: 'empty', after: true }, /^$/, 1],
  [{ endpoint: 'video.init', kind: 'slow', ms: 20 }, /"publish_id"/, 1],
])('%j answers 200 with %s; inits accepted: %d', async (fault, body, accepted) => {
  emulator.faults.add(fault);
  const reply = await init();
  expect(reply.status).toBe(200);
  expect(await reply.text()).toMatch(body);
  expect(emulator.publishes()).toHaveLength(accepted);
  expect(emulator.calls()[0]).toMatchObject({ fault: fault.kind, effect: accepted === 1 });
});

it('knows whose token is renewed, so that a fault can be meant for one account', async () => {
  const mine = emulator.connect('demo_creator').refresh_token;
  const other = emulator.connect('no_duets').refresh_token;
  emulator.faults.add({
    endpoint: 'oauth.token:refresh_token',
    handle: 'no_duets',
    kind: 'error',
    code: 'server_error',
  });
  const renew = (refresh_token: string) =>
    token(emulator, { grant_type: 'refresh_token', refresh_token });
  expect((await renew(mine)).body).not.toHaveProperty('error');
  expect((await renew(other)).body).toMatchObject({ error: 'server_error' });
  expect((await renew(other)).body).not.toHaveProperty('error');
});

describe('an event on its way', () => {
  interface Seen {
    event: string;
    valid: boolean;
  }
  const seen: Seen[] = [];

  beforeEach(async () => {
    seen.length = 0;
    const url = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString();
        const header = String(request.headers['tiktok-signature']);
        const seconds = Number(/t=(\d+)/.exec(header)?.[1]);
        const valid = header === signWebhook(DEFAULT_CLIENT_SECRET, seconds, body);
        seen.push({ event: (JSON.parse(body) as { event: string }).event, valid });
        response.writeHead(valid ? 200 : 401).end();
      });
    });
    emulator.setWebhookUrl(url);
  });

  /** `complete` and, a moment later, `publicly_available`. */
  const publish = async (...faults: FaultInput[]) => {
    emulator.faults.add(...faults);
    await publishVideo(emulator, access, { privacy_level: 'PUBLIC_TO_EVERYONE' });
    return seen.map(({ event }) => event.replace('post.publish.', ''));
  };

  it('is lost, and the next one is not', async () => {
    const events = await publish({ endpoint: 'webhook', kind: 'lost' });
    expect(events).toEqual(['publicly_available', 'publicly_available']);
  });

  it('comes late, after the one that follows it', async () => {
    const events = await publish({ endpoint: 'webhook', kind: 'late', ms: 300 });
    expect(events).toEqual(['publicly_available', 'publicly_available', 'complete', 'complete']);
  });

  it('comes as often as was said', async () => {
    const events = await publish({ endpoint: 'webhook', kind: 'repeated', copies: 4 });
    expect(events.filter((event) => event === 'complete')).toHaveLength(5);
  });

  it('is signed with another secret at each of its tries', async () => {
    await publish({ endpoint: 'webhook', kind: 'badly_signed', handle: 'demo_creator' });
    const complete = seen.filter(({ event }) => event === 'post.publish.complete');
    expect(complete.length).toBeGreaterThan(1);
    expect(complete.some(({ valid }) => valid)).toBe(false);
    expect(seen.some(({ valid }) => valid)).toBe(true);
  });

  it('is no call: a fault for any call does not count it', async () => {
    emulator.faults.add({ endpoint: '*', kind: 'error', code: 'internal_error', call: 99 });
    await publishVideo(emulator, access);
    expect(emulator.faults.list()[0]?.seen).toBe(emulator.calls().length);
  });
});
