import http from 'node:http';
import { Readable } from 'node:stream';

import {
  checkedUploadUrl,
  createTikTokClient,
  type PutChunkInput,
  TikTokAborted,
  TikTokSourceError,
  TikTokUnavailable,
  TikTokUnknownOutcome,
  TikTokUploadError,
} from '../../../server/src/tiktok';
import { letPass } from '../../support/until';
import { type Answer, listening, rejection, serve } from './support/server';

const closers: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
const clientOf = (apiUrl: string, options = {}) => {
  const client = createTikTokClient({ apiUrl, ...options });
  closers.push(client.close);
  return client;
};
const against = async (answer: Answer) => {
  const server = await serve(answer);
  closers.push(server.close);
  const client = clientOf(server.url);
  const put = (input: Partial<PutChunkInput> = {}) =>
    client.upload.putChunk({
      uploadUrl: `${server.url}/video/?upload_id=1&upload_token=secret`,
      body: Readable.from([Buffer.from('hello')]),
      first: 0,
      last: 4,
      total: 10,
      contentType: 'video/mp4',
      ...input,
    });
  return { put, seen: server.seen, url: server.url };
};

/** A server whose handler gets the raw request. */
const raw = async (handler: http.RequestListener) => {
  const server = await listening(http.createServer(handler));
  closers.push(server.close);
  return { client: clientOf(server.url), uploadUrl: `${server.url}/up` };
};

/** A source that never gives anything, and says when it was destroyed. */
const stuck = () => new Readable({ read: () => undefined });

describe('T30: the upload address', () => {
  test.each([
    'https://open-upload.tiktokapis.com/video/?upload_id=1',
    'https://upload.us.tiktokapis.com/x',
  ])('%s is one of TikTok', (url) => {
    expect(checkedUploadUrl(url, 'https://open.tiktokapis.com').href).toBe(url);
  });

  test.each([
    'http://open-upload.tiktokapis.com/x',
    'https://tiktokapis.com/x',
    'https://eviltiktokapis.com/x',
    'https://open-upload.tiktokapis.com.evil.example/x',
    'https://open-upload.tiktokapis.com:8443/x',
    'https://user@open-upload.tiktokapis.com/x',
    'https://169.254.169.254/latest',
    'http://127.0.0.1:1337/x',
    'not an address',
  ])('%s is refused, and is not in the error', (url) => {
    const attempt = () => checkedUploadUrl(url, 'https://open.tiktokapis.com');
    expect(attempt).toThrow(TikTokUploadError);
    try {
      attempt();
    } catch (error) {
      expect(String(error) + JSON.stringify(error)).not.toContain(url);
      expect(error).toMatchObject({ code: 'upload_url_refused', outcome: 'not_sent' });
    }
  });

  test('with another API address only that origin is left', () => {
    const api = 'http://127.0.0.1:4000/base';
    expect(checkedUploadUrl('http://127.0.0.1:4000/u', api).pathname).toBe('/u');
    expect(() => checkedUploadUrl('http://127.0.0.1:4001/u', api)).toThrow(TikTokUploadError);
    expect(() => checkedUploadUrl('https://open-upload.tiktokapis.com/u', api)).toThrow(
      TikTokUploadError,
    );
  });

  test('nothing goes to another address, and the source is closed', async () => {
    const { put, seen } = await against(() => ({ status: 201 }));
    const body = stuck();
    const error = await rejection(put({ uploadUrl: 'http://127.0.0.1:1/x', body }));
    expect(error).toBeInstanceOf(TikTokUploadError);
    expect(seen).toHaveLength(0);
    expect(body.destroyed).toBe(true);
  });
});

describe('a chunk', () => {
  test('is sent with its exact length and range, without a token, to the whole address', async () => {
    const { put, seen } = await against(() => ({
      status: 206,
      headers: { 'x-tt-logid': 'up-log' },
    }));
    const progress: number[] = [];
    const body = Readable.from([Buffer.from('he'), Buffer.from('llo')]);
    const result = await put({
      body,
      first: 5,
      last: 9,
      onProgress: (sent) => progress.push(sent),
    });
    expect(result).toEqual({ kind: 'accepted', logId: 'up-log' });
    const [request] = seen;
    expect(request?.method).toBe('PUT');
    expect(request?.query.get('upload_token')).toBe('secret');
    expect(request?.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '5',
      'content-range': 'bytes 5-9/10',
    });
    expect(request?.headers['transfer-encoding']).toBeUndefined();
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.body.toString()).toBe('hello');
    expect(progress.at(-1)).toBe(5);
    expect(body.destroyed).toBe(true);
  });

  test('may come from any async iterable', async () => {
    const { put, seen } = await against(() => ({ status: 201 }));
    async function* pieces() {
      yield new Uint8Array(Buffer.from('hel'));
      yield new Uint8Array(Buffer.from('lo'));
    }
    expect(await put({ body: pieces() })).toEqual({ kind: 'complete' });
    expect(seen[0]?.body.toString()).toBe('hello');
  });

  test.each([
    [201, {}, { kind: 'complete' }],
    [206, { 'content-range': 'bytes 0-5/10' }, { kind: 'accepted', reported: 5 }],
    [416, { 'content-range': 'bytes 0-5/10' }, { kind: 'out_of_step', reported: 5, total: 10 }],
    [416, { 'content-range': 'bytes 0-5/*' }, { kind: 'out_of_step', reported: 5 }],
    [416, { 'content-range': 'bytes */10' }, { kind: 'out_of_step' }],
    [416, {}, { kind: 'out_of_step' }],
    [403, {}, { kind: 'expired' }],
    [404, {}, { kind: 'gone' }],
  ])('answered %i %o is %o', async (status, headers, expected) => {
    const { put } = await against(() => ({ status, headers }));
    expect(await put()).toEqual(expected);
  });

  test('refused as malformed is a fault to report, not to repeat', async () => {
    const { put } = await against(() => ({
      status: 400,
      body: {
        error: { code: 'invalid_params', message: 'The chunk size is invalid', log_id: 'L' },
      },
    }));
    expect(await rejection(put())).toMatchObject({
      name: 'TikTokUploadError',
      code: 'upload_refused',
      retryable: false,
      outcome: 'refused',
      logId: 'L',
      tiktokMessage: 'The chunk size is invalid',
    });
  });

  test('T26: a fault of TikTok and a reset say: send the same chunk again', async () => {
    const { put } = await against((_seen, count) =>
      count === 1 ? { status: 502, body: '<html>' } : 'reset',
    );
    const fault = await rejection(put());
    expect(fault).toBeInstanceOf(TikTokUnavailable);
    expect(fault).toMatchObject({ retryable: true, outcome: 'unknown', httpStatus: 502 });
    const reset = await rejection(put());
    expect(reset).toBeInstanceOf(TikTokUnknownOutcome);
    expect(reset).toMatchObject({
      code: 'upload_interrupted',
      retryable: true,
      outcome: 'unknown',
    });
  });

  test('that reaches nobody was not sent', async () => {
    const server = await serve(() => ({}));
    await server.close();
    const client = clientOf(server.url);
    const error = await rejection(
      client.upload.putChunk({
        uploadUrl: `${server.url}/u`,
        body: stuck(),
        first: 0,
        last: 1,
        total: 2,
        contentType: 'video/webm',
      }),
    );
    expect(error).toMatchObject({ code: 'not_connected', outcome: 'not_sent', retryable: true });
  });
});

describe('the source', () => {
  const sourceFails = async (body: PutChunkInput['body']) => {
    let completed = false;
    const { client, uploadUrl } = await raw((req, res) => {
      req.on('error', () => undefined);
      req.resume().on('end', () => {
        completed = true;
        res.writeHead(201).end();
      });
    });
    const error = await rejection(
      client.upload.putChunk({
        uploadUrl,
        body,
        first: 0,
        last: 4,
        total: 5,
        contentType: 'video/mp4',
      }),
    );
    return { error, completed };
  };

  test('that breaks is told apart from TikTok, and its own error is kept aside', async () => {
    const own = new Error('storage is away');
    async function* broken() {
      yield Buffer.from('he');
      throw own;
    }
    const { error, completed } = await sourceFails(broken());
    expect(error).toBeInstanceOf(TikTokSourceError);
    expect(error).toMatchObject({ code: 'source_failed', outcome: 'not_sent', original: own });
    expect(completed).toBe(false);
  });

  test('T24: that gives more than was asked for completes no chunk', async () => {
    const whole = Readable.from([Buffer.from('hello'), Buffer.from(' and the rest of the file')]);
    const { error, completed } = await sourceFails(whole);
    expect(error).toMatchObject({ code: 'source_wrong_length', retryable: false });
    expect(completed).toBe(false);
  });

  test('T25: that gives less than was asked for completes no chunk', async () => {
    const { error, completed } = await sourceFails(Readable.from([Buffer.from('hell')]));
    expect(error).toMatchObject({ code: 'source_wrong_length', retryable: false });
    expect(completed).toBe(false);
  });

  test('that is destroyed by somebody else has failed', async () => {
    const body = stuck();
    setImmediate(() => body.destroy());
    expect((await sourceFails(body)).error).toBeInstanceOf(TikTokSourceError);
  });

  test('that stops giving bytes is named as what stands still', async () => {
    const server = await serve(() => ({ status: 201 }));
    closers.push(server.close);
    const client = clientOf(server.url, { uploadIdleTimeoutMs: 50 });
    const body = stuck();
    const error = await rejection(
      client.upload.putChunk({
        uploadUrl: `${server.url}/u`,
        body,
        first: 0,
        last: 4,
        total: 5,
        contentType: 'video/mp4',
      }),
    );
    expect(error).toMatchObject({ name: 'TikTokSourceError', code: 'source_failed' });
    expect(body.destroyed).toBe(true);
  });

  test('is closed and read no further when TikTok refuses before the end', async () => {
    const { client, uploadUrl } = await raw((_req, res) => {
      res.writeHead(403, { connection: 'close' }).end('{}');
    });
    let pieces = 0;
    const body = new Readable({
      highWaterMark: 64 * 1024,
      read() {
        pieces += 1;
        this.push(Buffer.alloc(64 * 1024));
      },
    });
    const size = 60_000_000;
    const result = await client.upload.putChunk({
      uploadUrl,
      body,
      first: 0,
      last: size - 1,
      total: size,
      contentType: 'video/mp4',
    });
    expect(result).toEqual({ kind: 'expired' });
    expect(body.destroyed).toBe(true);
    expect(pieces).toBeLessThan(size / (64 * 1024));
  });

  test('T29: is read only as fast as TikTok takes it', async () => {
    let open: (() => void) | undefined;
    const { client, uploadUrl } = await raw((req, res) => {
      // Takes nothing until told to.
      open = () => {
        req.resume().on('end', () => res.writeHead(201).end());
      };
    });
    const piece = 1024 * 1024;
    const count = 60;
    let given = 0;
    async function* file() {
      for (; given < count; given += 1) yield Buffer.alloc(piece);
    }
    const done = client.upload.putChunk({
      uploadUrl,
      body: file(),
      first: 0,
      last: count * piece - 1,
      total: count * piece,
      contentType: 'video/mp4',
    });
    let before = -1;
    // Settled: a whole while without another piece being read.
    while (before !== given || !open) {
      before = given;
      await letPass(100, 'that nothing more is read has no other sign');
    }
    expect(given).toBeLessThan(count / 2);
    open();
    expect(await done).toEqual({ kind: 'complete' });
    expect(given).toBe(count);
  });
});

describe('stopping', () => {
  test.each(['before', 'during'])(
    'by signal %s the PUT closes source and connection',
    async (when) => {
      const stop = new AbortController();
      let connectionClosed: Promise<void> = Promise.resolve();
      const { client, uploadUrl } = await raw((req) => {
        connectionClosed = new Promise((resolve) => req.socket.once('close', () => resolve()));
        req.on('error', () => undefined);
        req.resume();
        stop.abort();
      });
      if (when === 'before') stop.abort();
      async function* endless() {
        yield Buffer.from('a');
        yield Buffer.from('b');
        await new Promise(() => undefined);
      }
      const body = Readable.from(endless());
      const error = await rejection(
        client.upload.putChunk({
          uploadUrl,
          body,
          first: 0,
          last: 99,
          total: 100,
          contentType: 'video/mp4',
          signal: stop.signal,
        }),
      );
      expect(error).toBeInstanceOf(TikTokAborted);
      expect(error).toMatchObject({ outcome: when === 'before' ? 'not_sent' : 'unknown' });
      expect(body.destroyed).toBe(true);
      await connectionClosed;
    },
  );

  test('by its deadline the PUT is cut although TikTok still thinks', async () => {
    const { put } = await against(() => 'silence');
    expect(await rejection(put({ deadlineMs: 60 }))).toMatchObject({
      name: 'TikTokUploadError',
      code: 'upload_deadline',
      outcome: 'unknown',
    });
  });

  test('a deadline farther than a timer reaches does not cut at once', async () => {
    const { put } = await against(() => ({ status: 201 }));
    expect(await put({ deadlineMs: 2 ** 40 })).toEqual({ kind: 'complete' });
  });
});
