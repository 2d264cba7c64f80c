import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator } from '../../../emulator';
import {
  creatorInfo,
  fileSource,
  inboxVideo,
  mp4,
  publishVideo,
  putWhole,
  serve,
  start,
  stopAll,
} from './helpers';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(stopAll);

const receiveAll = async () => {
  const bodies: string[] = [];
  const url = await serve((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      response.end();
    });
  });
  return { url, bodies };
};

const control = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(`${emulator.origin}/_emulator/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const value: unknown = await reply.json();
  return { status: reply.status, value };
};

it.each([
  ['an origin of another site', { origin: 'https://evil.example' }],
  ['an origin that a sandbox hides', { origin: 'null' }],
  ['the word of the browser', { 'sec-fetch-site': 'cross-site' }],
])('takes no orders from a page with %s', async (_what, headers: Record<string, string>) => {
  const reset = (more: Record<string, string>) =>
    fetch(`${emulator.origin}/_emulator/reset`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...more },
    });
  expect((await reset(headers)).status).toBe(403);
  expect((await reset({ origin: emulator.origin })).status).toBe(200);
});

it('offers ledger, posts and accounts as JSON with ids as strings', async () => {
  const token = emulator.connect('demo_creator').access_token;
  await publishVideo(emulator, token, { privacy_level: 'PUBLIC_TO_EVERYONE' });
  const { value } = await control('GET', 'posts');
  expect(value).toEqual(JSON.parse(JSON.stringify(emulator.posts())));
  const ledger = await control('GET', 'ledger');
  expect(ledger.value).toMatchObject({
    calls: [
      { endpoint: 'video.init', status: 200 },
      { endpoint: 'upload', status: 201, bytes: 1000 },
    ],
    inits: [{ status: 'PUBLISH_COMPLETE' }],
    posts: [{ postId: emulator.posts()[0]?.postId }],
  });
  expect(JSON.stringify(ledger.value)).not.toContain(token);
  expect((await control('GET', 'accounts')).value).toHaveLength(3);
});

it('sets, lists and clears faults', async () => {
  const fault = { endpoint: 'creator_info', kind: 'error', code: 'internal_error', times: 9 };
  expect((await control('POST', 'faults', fault)).status).toBe(200);
  const token = emulator.connect('demo_creator').access_token;
  expect((await creatorInfo(emulator, token)).code).toBe('internal_error');
  expect((await control('GET', 'faults')).value).toMatchObject([{ seen: 1, fired: 1 }]);
  await control('DELETE', 'faults');
  expect((await creatorInfo(emulator, token)).code).toBe('ok');
  expect(await control('POST', 'faults', { endpoint: 'nowhere', kind: 'hang' })).toMatchObject({
    status: 400,
  });
});

it('does what a creator does: finish a draft', async () => {
  const token = emulator.connect('demo_creator').access_token;
  const init = await inboxVideo(emulator, token, fileSource(1000));
  await putWhole(init.data.upload_url, mp4(1000));
  await control('POST', 'settled', {});
  const publishId = String(init.data.publish_id);
  const done = await control('POST', 'actions', { action: 'finishDraft', publishId });
  expect(done).toMatchObject({ status: 200, value: { publishId, via: 'draft' } });
  expect(emulator.posts()).toHaveLength(1);
  expect(await control('POST', 'actions', { action: 'finishDraft', publishId: 'x' })).toMatchObject(
    { status: 400 },
  );
  expect((await control('POST', 'actions', { action: 'nonsense' })).status).toBe(400);
});

it('reset forgets posts, calls, faults and files, and may keep connected users', async () => {
  const token = emulator.connect('demo_creator').access_token;
  await publishVideo(emulator, token);
  emulator.setAudited(false);
  await control('POST', 'reset', { keepGrants: true });
  expect(emulator.ledger()).toMatchObject({ calls: [], posts: [], inits: [] });
  expect((await creatorInfo(emulator, token)).code).toBe('ok');
  await publishVideo(emulator, token);
  await control('POST', 'reset', {});
  expect((await creatorInfo(emulator, token)).code).toBe('access_token_invalid');
});

it('moves the clock', async () => {
  const token = emulator.connect('demo_creator').access_token;
  await control('POST', 'advance', { ms: 7_200_000 });
  expect((await creatorInfo(emulator, token)).code).toBe('access_token_invalid');
});

it('shows people accounts, posts with a player, drafts and calls, with captions escaped', async () => {
  const token = emulator.connect('demo_creator').access_token;
  const title = '<script>alert(1)</script>';
  await publishVideo(emulator, token, { privacy_level: 'PUBLIC_TO_EVERYONE', title });
  const html = await (await fetch(emulator.origin)).text();
  expect(html).toContain('Demo Creator');
  expect(html).toContain('<video controls');
  expect(html).not.toContain(title);
  const { postId } = emulator.posts()[0] ?? {};
  expect((await fetch(`${emulator.origin}/@demo_creator/video/${postId}`)).status).toBe(200);
  expect((await fetch(`${emulator.origin}/@demo_creator/video/1`)).status).toBe(404);
});

it('removes what it stored when it closes', async () => {
  const tempDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  const own = await start({ tempDir });
  await publishVideo(own, own.connect('demo_creator').access_token);
  expect(readdirSync(tempDir)).toHaveLength(1);
  await own.close();
  expect(readdirSync(tempDir)).toEqual([]);
  rmSync(tempDir, { recursive: true });
});

it('reset stops what was under way: nothing of before goes live after it', async () => {
  emulator.holdProcessing();
  const init = await inboxVideo(emulator, emulator.connect('demo_creator').access_token);
  await putWhole(init.data.upload_url, mp4(1000));
  await emulator.reset();
  await emulator.settled();
  expect(emulator.ledger()).toMatchObject({ inits: [], drafts: [], webhooks: [] });
  const hook = await receiveAll();
  emulator.setWebhookUrl(hook.url);
  emulator.act('setAccount', { handle: 'demo_creator', change: { nickname: 'X' } });
  const again = await inboxVideo(emulator, emulator.connect('demo_creator').access_token);
  await putWhole(again.data.upload_url, mp4(1000));
  await emulator.settled();
  expect(hook.bodies.every((body) => body.includes(String(again.data.publish_id)))).toBe(true);
  expect(hook.bodies).toHaveLength(2);
});

it('refuses a port that is taken', async () => {
  const port = Number(new URL(emulator.origin).port);
  await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
