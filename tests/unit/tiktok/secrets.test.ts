import net from 'node:net';
import { inspect } from 'node:util';
import { Readable } from 'node:stream';

import { createTikTokClient, TikTokError } from '../../../server/src/tiktok';
import { type Answer, rejection, serve } from './support/server';

const SECRETS = {
  clientSecret: 'client+secret/with=signs',
  code: 'code*0!6410secret',
  codeVerifier: 'verifier-secret-verifier-secret-verifier-secret',
  refreshToken: 'rft.refresh!secret',
  accessToken: 'act.access!secret',
};

const shownBy = (error: unknown): string =>
  [
    JSON.stringify(error),
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    String(error),
    error instanceof Error ? error.stack : '',
  ].join('\n');

const expectClean = (error: unknown, more: string[] = []) => {
  expect(error).toBeInstanceOf(TikTokError);
  const shown = shownBy(error);
  for (const secret of [...Object.values(SECRETS), ...more]) {
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(encodeURIComponent(secret));
  }
  expect(shown).not.toMatch(/axios/i);
  expect(shown).not.toContain('Bearer');
  expect(error instanceof Error && error.cause).toBeUndefined();
};

const closers: Array<() => Promise<void>> = [];
const against = async (answer: Answer) => {
  const server = await serve(answer);
  closers.push(server.close);
  const calls: object[] = [];
  const client = createTikTokClient({
    apiUrl: server.url,
    timeoutMs: 150,
    onCall: (call) => calls.push(call),
  });
  return { client, calls, url: server.url };
};
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const app = { clientKey: 'aw', clientSecret: SECRETS.clientSecret };
const everyCall = (client: ReturnType<typeof createTikTokClient>) => [
  client.oauth.exchangeCode({
    ...app,
    code: SECRETS.code,
    codeVerifier: SECRETS.codeVerifier,
    redirectUri: 'https://example.com/',
  }),
  client.oauth.refresh({ ...app, refreshToken: SECRETS.refreshToken }),
  client.oauth.revoke({ ...app, accessToken: SECRETS.accessToken }),
  client.oauth.clientCredentials(app),
  client.users.info(SECRETS.accessToken, ['user.info.basic']),
  client.creatorInfo(SECRETS.accessToken),
  client.posts.status(SECRETS.accessToken, 'p'),
  client.videos.list(SECRETS.accessToken),
];

/** TikTok (or something in its place) sends everything it was given back as its message. */
const echo: Answer = (seen) => {
  const words = `${decodeURIComponent(seen.body.toString())} ${seen.body.toString()} ${seen.headers.authorization ?? ''}`;
  const told = words.replace('Bearer ', '');
  return {
    status: 400,
    body: seen.path.includes('oauth')
      ? { error: 'invalid_request', error_description: told }
      : { error: { code: 'invalid_params', message: told } },
  };
};

describe('no secret is in an error, however it is shown', () => {
  test.each<[string, Answer]>([
    ['TikTok refuses and repeats the request', echo],
    ['the connection is reset', () => 'reset'],
    ['no answer comes', () => 'silence'],
    ['the answer is HTML', () => ({ body: '<html>' })],
    ['the server is out of order', () => ({ status: 503 })],
    ['it redirects', () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })],
  ])('when %s', async (_name, answer) => {
    const { client, calls } = await against(answer);
    const errors = await Promise.all(everyCall(client).map(rejection));
    for (const error of errors) expectClean(error);
    const observed = JSON.stringify(calls);
    expect(calls).toHaveLength(errors.length);
    for (const secret of Object.values(SECRETS)) expect(observed).not.toContain(secret);
  });

  test('when there is no connection', async () => {
    const server = await serve(() => ({}));
    await server.close();
    const errors = await Promise.all(
      everyCall(createTikTokClient({ apiUrl: server.url })).map(rejection),
    );
    for (const error of errors) {
      expectClean(error);
      expect(error).toMatchObject({ outcome: 'not_sent' });
    }
  });

  test.each<[string, Answer]>([
    [
      'is refused',
      () => ({
        status: 400,
        body: { error: { code: 'x', message: 'see /up?ticket=upload-secret' } },
      }),
    ],
    ['is reset', () => 'reset'],
    ['meets a fault', () => ({ status: 500 })],
  ])('when an upload %s', async (_name, answer) => {
    const { client, calls, url } = await against(answer);
    const uploadUrl = `${url}/up?ticket=upload-secret`;
    const error = await rejection(
      client.upload.putChunk({
        uploadUrl,
        body: Readable.from([Buffer.from('abc')]),
        first: 0,
        last: 2,
        total: 3,
        contentType: 'video/mp4',
      }),
    );
    expectClean(error, [uploadUrl]);
    expect(JSON.stringify(calls)).not.toContain('upload-secret');
  });

  test('when the source of an upload fails with a signed address in its error', async () => {
    const { client, url } = await against(() => ({ status: 201 }));
    const original = new Error('GET https://s3.example.com/x?X-Amz-Signature=source-secret failed');
    const error = await rejection(
      client.upload.putChunk({
        uploadUrl: `${url}/up`,
        body: new Readable({ read: (_size: number) => undefined }).destroy(original),
        first: 0,
        last: 2,
        total: 3,
        contentType: 'video/mp4',
      }),
    );
    expect(JSON.stringify(error)).not.toContain('source-secret');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('source-secret');
    expect(error).toMatchObject({ name: 'TikTokSourceError', original });
  });
});

describe('what is certainly not sent is told apart from what may have been', () => {
  test('a TLS handshake that never ends is a connect timeout: not sent', async () => {
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = createTikTokClient({
      apiUrl: `https://127.0.0.1:${port}`,
      connectTimeoutMs: 50,
    });
    expect(await rejection(client.creatorInfo('t'))).toMatchObject({
      code: 'connect_timeout',
      outcome: 'not_sent',
    });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test('something that speaks no proper TLS is not TikTok: not sent', async () => {
    const { url } = await against(() => ({}));
    const client = createTikTokClient({ apiUrl: url.replace('http:', 'https:') });
    expect(await rejection(client.creatorInfo('t'))).toMatchObject({
      code: 'certificate_refused',
      outcome: 'not_sent',
    });
  });

  test('an answer that does not come in time may have had its effect: unknown', async () => {
    const { client } = await against(() => 'silence');
    expect(await rejection(client.creatorInfo('t'))).toMatchObject({
      code: 'answer_timeout',
      outcome: 'unknown',
    });
  });

  test('a signal that aborts before the call leaves it unsent, one during it unknown', async () => {
    const stop = new AbortController();
    const { client } = await against(() => {
      stop.abort();
      return 'silence';
    });
    expect(await rejection(client.creatorInfo('t', { signal: AbortSignal.abort() }))).toMatchObject(
      {
        name: 'TikTokAborted',
        outcome: 'not_sent',
      },
    );
    expect(await rejection(client.creatorInfo('t', { signal: stop.signal }))).toMatchObject({
      name: 'TikTokAborted',
      outcome: 'unknown',
    });
  });

  test('proxies of the environment are not used', async () => {
    const { url } = await against(() => ({}));
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      const client = createTikTokClient({ apiUrl: url });
      expect(await rejection(client.creatorInfo('t'))).toMatchObject({ code: 'unusable_answer' });
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });
});
