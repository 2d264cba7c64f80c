import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { DEFAULT_CLIENT_SECRET, signWebhook, type Emulator } from '../../../emulator';
import {
  directVideo,
  fileSource,
  inboxVideo,
  mp4,
  post,
  publishVideo,
  putWhole,
  serve,
  start,
  status,
  stopAll,
} from './helpers';

afterEach(stopAll);

interface Event {
  signature: string;
  body: string;
}

/** A receiver that answers each delivery with the next status, 200 when none is left. */
const receiver = async (statuses: number[] = []) => {
  const events: Event[] = [];
  const url = await serve((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      events.push({
        signature: String(request.headers['tiktok-signature']),
        body: Buffer.concat(parts).toString(),
      });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  return { url: `${url}/webhook`, events };
};

const envelope = z.object({
  client_key: z.string(),
  event: z.string(),
  create_time: z.number(),
  user_openid: z.union([z.string(), z.number()]),
  content: z.string(),
});
const read = (event: Event | undefined) => envelope.parse(JSON.parse(event?.body ?? ''));
const names = (events: Event[]) => events.map((event) => read(event).event).sort();

const draft = async (emulator: Emulator, token: string): Promise<string> => {
  const init = await inboxVideo(emulator, token, fileSource(1000));
  await putWhole(init.data.upload_url, mp4(1000));
  await emulator.settled();
  return String(init.data.publish_id);
};

it("signs as TikTok does (the contract's vector)", () => {
  const body =
    '{"client_key":"awTESTKEY","event":"post.publish.complete","create_time":1700000000,"user_openid":"openid-1","content":"{\\"publish_id\\":\\"v_pub_file~v2-1.7600000000000000001\\",\\"publish_type\\":\\"DIRECT_POST\\"}"}';
  expect(signWebhook('test-client-secret', 1700000000, body)).toBe(
    't=1700000000,s=f7162b53f477d8a9a85fd012d5404236d6c3778919374dba94b89754689636f5',
  );
});

it('T80 gives a public post its 19-digit id as a raw number, in status and in the webhook', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url } });
  const token = emulator.connect('demo_creator').access_token;
  const publishId = await publishVideo(emulator, token, { privacy_level: 'PUBLIC_TO_EVERYONE' });
  const id = emulator.posts()[0]?.postId ?? '';
  expect(id).toMatch(/^76\d{17}$/);
  expect(String(Number(id))).not.toBe(id);
  const { text } = await status(emulator, token, publishId);
  expect(text).toContain(`"publicaly_available_post_id":[${id}]`);
  const available = events
    .map(read)
    .find((event) => event.event === 'post.publish.publicly_available');
  expect(available?.content).toBe(
    `{"publish_id":"${publishId}","post_id":${id},"publish_type":"DIRECT_POST"}`,
  );
});

it('T14 delivers every event twice, signed over the raw body', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url } });
  const user = emulator.connect('demo_creator');
  await publishVideo(emulator, user.access_token);
  expect(names(events)).toEqual(['post.publish.complete', 'post.publish.complete']);
  expect(events[0]?.body).toBe(events[1]?.body);
  const [, t, s] = /^t=(\d+),s=([0-9a-f]{64})$/.exec(events[0]?.signature ?? '') ?? [];
  expect(s).toBe(
    createHmac('sha256', DEFAULT_CLIENT_SECRET).update(`${t}.${events[0]?.body}`).digest('hex'),
  );
  expect(read(events[0])).toMatchObject({
    client_key: 'awemulatorkey123',
    user_openid: user.open_id,
  });
  expect(read(events[0]).create_time).toBeLessThan(100_000_000_000);
});

it('repeats a delivery until it gets 200', async () => {
  const { url, events } = await receiver([500, 302, 200]);
  const emulator = await start({ webhook: { url, deliverTwice: false } });
  await publishVideo(emulator, emulator.connect('demo_creator').access_token);
  expect(events).toHaveLength(3);
  expect(emulator.webhooks().map((delivery) => delivery.status)).toEqual([500, 302, 200]);
});

it('T81 never gives an id to a post only the creator sees', async () => {
  const emulator = await start();
  const token = emulator.connect('demo_creator').access_token;
  const publishId = await publishVideo(emulator, token);
  const { data } = await status(emulator, token, publishId);
  expect(data.status).toBe('PUBLISH_COMPLETE');
  expect(data).not.toHaveProperty('publicaly_available_post_id');
  const postId = emulator.posts()[0]?.postId ?? '';
  emulator.setPostPrivacy(postId, 'PUBLIC_TO_EVERYONE');
  expect((await status(emulator, token, publishId)).text).toContain(`[${postId}]`);
});

it('T13 a draft ends in the inbox, and the creator may post it more than once', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url, deliverTwice: false } });
  const token = emulator.connect('demo_creator').access_token;
  const publishId = await draft(emulator, token);
  expect((await status(emulator, token, publishId)).data.status).toBe('SEND_TO_USER_INBOX');
  expect(emulator.posts()).toEqual([]);
  emulator.finishDraft(publishId);
  emulator.finishDraft(publishId, { title: 'Again' });
  await emulator.settled();
  const { data, text } = await status(emulator, token, publishId);
  expect(data.status).toBe('PUBLISH_COMPLETE');
  expect(text).toMatch(/"publicaly_available_post_id":\[76\d{17},76\d{17}\]/);
  expect(names(events)).toEqual([
    'post.publish.complete',
    'post.publish.complete',
    'post.publish.inbox_delivered',
    'post.publish.publicly_available',
    'post.publish.publicly_available',
  ]);
  expect(read(events[0]).content).toContain('"publish_type":"INBOX_SHARE"');
});

it('T63 a finished draft no longer counts as pending', async () => {
  const emulator = await start({ limits: { pendingDrafts: 1 } });
  const token = emulator.connect('demo_creator').access_token;
  const publishId = await draft(emulator, token);
  expect((await inboxVideo(emulator, token)).code).toBe('spam_risk_too_many_pending_share');
  emulator.finishDraft(publishId);
  expect((await inboxVideo(emulator, token)).code).toBe('ok');
});

it('T05 a scripted failure is told by status and webhook', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url, deliverTwice: false } });
  const token = emulator.connect('demo_creator').access_token;
  emulator.failNextProcessing('frame_rate_check_failed');
  const publishId = await publishVideo(emulator, token);
  expect((await status(emulator, token, publishId)).data.fail_reason).toBe(
    'frame_rate_check_failed',
  );
  expect(read(events[0])).toMatchObject({ event: 'post.publish.failed' });
  expect(read(events[0]).content).toContain('"reason":"frame_rate_check_failed"');
  await publishVideo(emulator, token);
  expect(emulator.posts()).toHaveLength(1);
});

it('T06 stays in processing as long as it is held', async () => {
  const emulator = await start();
  const token = emulator.connect('demo_creator').access_token;
  emulator.holdProcessing();
  const init = await directVideo(emulator, token);
  await putWhole(init.data.upload_url, mp4(1000));
  const id = String(init.data.publish_id);
  expect((await status(emulator, token, id)).data).toMatchObject({
    status: 'PROCESSING_UPLOAD',
    uploaded_bytes: 1000,
  });
  emulator.holdProcessing(false);
  await emulator.settled();
  expect((await status(emulator, token, id)).data.status).toBe('PUBLISH_COMPLETE');
});

it('T52 tells the app when the user disconnects, and when a post leaves public view', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url, deliverTwice: false } });
  const user = emulator.connect('demo_creator');
  await publishVideo(emulator, user.access_token, { privacy_level: 'PUBLIC_TO_EVERYONE' });
  emulator.moderate(emulator.posts()[0]?.postId ?? '', 'remove');
  emulator.revoke(user.open_id, 4);
  await emulator.settled();
  expect(names(events)).toContain('post.publish.no_longer_publicaly_available');
  const removed = events.map(read).find((event) => event.event === 'authorization.removed');
  expect(removed?.content).toBe('{"reason":4}');
  expect(emulator.posts()).toEqual([]);
});

it.each([
  [undefined, 'post.publish.no_longer_publicaly_available'],
  ['post.publish.no_longer_publicaly_available', 'post.publish.no_longer_publicaly_available'],
  ['post.publish.no_longer_publicly_available', 'post.publish.no_longer_publicly_available'],
] as const)(
  'spells the event of a post out of public view as it is told to: %s',
  async (unavailableEvent, name) => {
    const { url, events } = await receiver();
    const emulator = await start({
      webhook: { url, deliverTwice: false },
      quirks: unavailableEvent && { unavailableEvent },
    });
    const { access_token: token } = emulator.connect('demo_creator');
    await publishVideo(emulator, token, { privacy_level: 'PUBLIC_TO_EVERYONE' });
    const postId = emulator.posts()[0]?.postId ?? '';
    emulator.setPostPrivacy(postId, 'SELF_ONLY');
    await emulator.settled();
    const [told, ...more] = events.map(read).filter(({ event }) => event.includes('no_longer'));
    expect([told?.event, more]).toEqual([name, []]);
    expect(told?.content).toContain(`"post_id":${postId}`);
  },
);

it.each([
  [undefined, 'DIRECT_POST'],
  ['DIRECT_POST', 'DIRECT_POST'],
  ['DIRECT_PUBLISH', 'DIRECT_PUBLISH'],
] as const)(
  'names a direct post in every webhook as it is told to, and a draft as ever: %s',
  async (directPublishType, type) => {
    const { url, events } = await receiver();
    const emulator = await start({
      webhook: { url, deliverTwice: false },
      quirks: directPublishType && { directPublishType },
    });
    const { access_token: token } = emulator.connect('demo_creator');
    const publishId = await publishVideo(emulator, token, {
      privacy_level: 'PUBLIC_TO_EVERYONE',
    });
    await draft(emulator, token);
    await emulator.settled();
    const types = events.map(read).map(({ event, content }) => {
      const { publish_id: id, publish_type: told } = z
        .object({ publish_id: z.string(), publish_type: z.string() })
        .parse(JSON.parse(content));
      return [event, id === publishId, told];
    });
    expect(types.sort()).toEqual([
      ['post.publish.complete', true, type],
      ['post.publish.inbox_delivered', false, 'INBOX_SHARE'],
      ['post.publish.publicly_available', true, type],
    ]);
  },
);

it('sends the test event with milliseconds and a numeric user_openid', async () => {
  const { url, events } = await receiver();
  const emulator = await start({ webhook: { url, deliverTwice: false } });
  emulator.sendPing();
  await emulator.settled();
  const ping = read(events[0]);
  expect(ping).toMatchObject({ event: 'tiktok.ping', content: '{"reason":"testing Webhook"}' });
  expect(typeof ping.user_openid).toBe('number');
  expect(ping.create_time).toBeGreaterThan(100_000_000_000);
});

it('tells a foreign publish_id from an unknown one', async () => {
  const emulator = await start();
  const one = emulator.connect('demo_creator').access_token;
  const two = emulator.connect('no_duets').access_token;
  const publishId = await publishVideo(emulator, one);
  expect(await status(emulator, two, publishId)).toMatchObject({
    status: 400,
    code: 'token_not_authorized_for_specified_publish_id',
  });
  expect((await status(emulator, two, 'v_pub_file~v2-1.1')).code).toBe('invalid_publish_id');
});

it('T65 limits each call per user in a sliding minute, refreshed token or not', async () => {
  const emulator = await start();
  const tokens = () => emulator.connect('demo_creator').access_token;
  for (let k = 0; k < 6; k += 1) expect((await directVideo(emulator, tokens())).code).toBe('ok');
  expect(await directVideo(emulator, tokens())).toMatchObject({
    status: 429,
    code: 'rate_limit_exceeded',
  });
  expect((await inboxVideo(emulator, tokens())).code).toBe('ok');
  const other = emulator.connect('no_duets').access_token;
  expect((await directVideo(emulator, other)).code).toBe('ok');
  emulator.advance(60_001);
  expect((await directVideo(emulator, tokens())).code).toBe('ok');
  const id = emulator.publishes()[0]?.publishId ?? '';
  for (let k = 0; k < 30; k += 1) await status(emulator, tokens(), id);
  expect((await status(emulator, tokens(), id)).status).toBe(429);
  const info = () => post(emulator, '/v2/post/publish/creator_info/query/', tokens());
  for (let k = 0; k < 20; k += 1) await info();
  expect((await info()).status).toBe(429);
});
