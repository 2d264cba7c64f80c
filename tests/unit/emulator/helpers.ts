import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import {
  DEFAULT_CLIENT_KEY,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_REDIRECT_URI,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type Scope,
} from '../../../emulator';

export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';
export const JSON_TYPE = 'application/json; charset=UTF-8';

const running: Emulator[] = [];

/** An emulator with next to no delays; closed by `stopAll`. */
export const start = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const emulator = await startEmulator({
    ...options,
    delays: { processingMs: 1, publicIdMs: 1, ...options.delays },
    webhook: { delayMs: 1, retryMs: 1, ...options.webhook },
  });
  running.push(emulator);
  return emulator;
};

const servers: Array<() => Promise<void>> = [];

/** A plain loopback server, for pulls and webhooks. */
export const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
};

export const stopAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  await Promise.all(servers.splice(0).map((close) => close()));
};

const nested = z.looseObject({
  data: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.string(), message: z.string(), log_id: z.string() }),
});

export interface Answer {
  status: number;
  text: string;
  code: string;
  message: string;
  logId: string;
  header: string | null;
  data: Record<string, unknown>;
}

/** A non-OAuth POST with the headers TikTok's references ask for. */
export const post = async (
  emulator: Emulator,
  path: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const reply = await fetch(emulator.apiUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': JSON_TYPE, ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await reply.text();
  const { data, error } = nested.parse(JSON.parse(text));
  return {
    status: reply.status,
    text,
    code: error.code,
    message: error.message,
    logId: error.log_id,
    header: reply.headers.get('x-tt-logid'),
    data: data ?? {},
  };
};

export const creatorInfo = (emulator: Emulator, token: string) =>
  post(emulator, '/v2/post/publish/creator_info/query/', token);
export const status = (emulator: Emulator, token: string, publishId: string) =>
  post(emulator, '/v2/post/publish/status/fetch/', token, { publish_id: publishId });

/** Three black frames of 360 x 360, made with ffmpeg. */
const TINY = readFileSync(path.join(__dirname, 'fixtures/tiny.mp4'));

/** A real MP4 of so many bytes, with a box behind it that players skip; below 925 only its beginning. */
export const mp4 = (size: number): Buffer => {
  const bytes = Buffer.alloc(size, 7);
  TINY.copy(bytes);
  if (size < TINY.length + 8) return bytes;
  bytes.writeUInt32BE(size - TINY.length, TINY.length);
  bytes.write('free', TINY.length + 4, 'latin1');
  return bytes;
};

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const fileSource = (
  size: number,
  chunk = size,
  count = Math.max(1, Math.floor(size / chunk)),
) => ({
  source: 'FILE_UPLOAD',
  video_size: size,
  chunk_size: chunk,
  total_chunk_count: count,
});

export const directVideo = (
  emulator: Emulator,
  token: string,
  more: { post?: Record<string, unknown>; source?: Record<string, unknown> } = {},
) =>
  post(emulator, '/v2/post/publish/video/init/', token, {
    post_info: { privacy_level: 'SELF_ONLY', title: 'A caption', ...more.post },
    source_info: more.source ?? fileSource(1000),
  });
export const inboxVideo = (emulator: Emulator, token: string, source: unknown = fileSource(1000)) =>
  post(emulator, '/v2/post/publish/inbox/video/init/', token, { source_info: source });

export const put = async (
  uploadUrl: unknown,
  bytes: Buffer,
  range: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; range: string | null; text: string }> => {
  const reply = await fetch(String(uploadUrl), {
    method: 'PUT',
    headers: { 'content-type': 'video/mp4', 'content-range': range, ...headers },
    body: new Uint8Array(bytes),
  });
  return {
    status: reply.status,
    range: reply.headers.get('content-range'),
    text: await reply.text(),
  };
};

export const putWhole = (uploadUrl: unknown, bytes: Buffer) =>
  put(uploadUrl, bytes, `bytes 0-${bytes.length - 1}/${bytes.length}`);

/** Init, upload in one chunk, processing: a direct post as far as TikTok takes it. */
export const publishVideo = async (
  emulator: Emulator,
  token: string,
  post_info: Record<string, unknown> = {},
  bytes = mp4(1000),
): Promise<string> => {
  const init = await directVideo(emulator, token, {
    post: post_info,
    source: fileSource(bytes.length),
  });
  if (init.code !== 'ok') throw new Error(init.text);
  await putWhole(init.data.upload_url, bytes);
  await emulator.settled();
  return String(init.data.publish_id);
};

export const authorizeUrl = (
  emulator: Emulator,
  change: Record<string, string | undefined> = {},
) => {
  const values: Record<string, string | undefined> = {
    client_key: DEFAULT_CLIENT_KEY,
    response_type: 'code',
    scope: 'user.info.basic,video.publish',
    redirect_uri: DEFAULT_REDIRECT_URI,
    state: 'state-1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...change,
  };
  const query = new URLSearchParams();
  Object.entries(values).forEach(([key, value]) => value !== undefined && query.set(key, value));
  return `${emulator.authorizeUrl}?${query}`;
};

/** The token endpoint; key and secret of the default app are filled in. */
export const token = async (emulator: Emulator, fields: Record<string, string>) => {
  const reply = await fetch(`${emulator.apiUrl}/v2/oauth/token/`, {
    method: 'POST',
    body: new URLSearchParams({
      client_key: DEFAULT_CLIENT_KEY,
      client_secret: DEFAULT_CLIENT_SECRET,
      ...fields,
    }),
  });
  const body = z.record(z.string(), z.unknown()).parse(await reply.json());
  return { status: reply.status, body };
};

export const exchange = (emulator: Emulator, code: string, change: Record<string, string> = {}) =>
  token(emulator, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: DEFAULT_REDIRECT_URI,
    code_verifier: VERIFIER,
    ...change,
  });

/** A fresh authorization code for the default app. */
export const code = (emulator: Emulator, scopes?: Scope[]): string =>
  new URL(emulator.approve(authorizeUrl(emulator), 'demo_creator', { scopes })).searchParams.get(
    'code',
  ) ?? '';
