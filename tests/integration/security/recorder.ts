import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

/** What counts as secret in the calls to TikTok, by the name TikTok gives it. */
const IN_CALLS = new Set([
  'client_secret',
  'code',
  'code_verifier',
  'refresh_token',
  'video_url',
  'photo_images',
]);
/** And in its answers, where `code` is only the name of an error. */
const IN_ANSWERS = new Set(['access_token', 'refresh_token', 'upload_url']);

/** Every distinct secret that travelled, with its name: `access_token 2` is the second one seen. */
export type Secrets = Map<string, string>;

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(strings) : [];
};

const walk = (
  value: unknown,
  keys: Set<string>,
  found: (key: string, secret: string) => void,
): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (keys.has(key)) strings(inner).forEach((secret) => found(key, secret));
    else walk(inner, keys, found);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
};

/** The parts of an address that give its power away even without the rest. */
const tokensIn = (address: string): string[] => {
  const url = new URL(address);
  return [...url.searchParams.values(), ...url.pathname.split('/')].filter(
    (part) => part.length >= 24,
  );
};

/**
 * Stands between the site and TikTok and writes down every secret that passes, since TikTok's own
 * ledger hides them. `beforeUpload` runs while the site waits in the middle of an upload.
 */
export const startRecorder = async (target: () => string) => {
  const secrets: Secrets = new Map();
  let beforeUpload: () => Promise<void> = async () => undefined;

  const note = (key: string, secret: string): void => {
    if (secret === '' || [...secrets.values()].includes(secret)) return;
    const count = [...secrets.keys()].filter((name) => name.startsWith(`${key} `)).length;
    secrets.set(`${key} ${count + 1}`, secret);
    if (URL.canParse(secret)) tokensIn(secret).forEach((token) => note(`token in ${key}`, token));
  };

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (incoming.method === 'PUT') await beforeUpload();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (incoming.method === 'POST') walk(parsed(body.toString('utf8')), IN_CALLS, note);
    // The Host header goes on as it came: TikTok's upload_url then leads back through here.
    const passed = send(
      new URL(incoming.url ?? '/', target()),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts);
          walk(parsed(text.toString('utf8')), IN_ANSWERS, note);
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
        });
        answer.on('error', () => outgoing.destroy());
      },
    );
    passed.on('error', () => outgoing.destroy());
    passed.end(body);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    secrets,
    note,
    onUpload: (run: () => Promise<void>): void => {
      beforeUpload = run;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export interface RecordedAnswer {
  /** Method and path, without the query. */
  route: string;
  /** Status, headers and body. */
  text: string;
}

/** Writes down every HTTP answer that a server gives, to whomever. */
export const recordAnswers = (server: {
  prependListener(
    event: 'request',
    listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  ): unknown;
}): RecordedAnswer[] => {
  const answers: RecordedAnswer[] = [];
  server.prependListener('request', (incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown): void => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    const { write, end } = outgoing;
    outgoing.write = new Proxy(write, {
      apply: (original, self, args) => {
        keep(args[0]);
        return Reflect.apply(original, self, args);
      },
    });
    outgoing.end = new Proxy(end, {
      apply: (original, self, args) => {
        keep(args[0]);
        return Reflect.apply(original, self, args);
      },
    });
    outgoing.once('close', () => {
      answers.push({
        route: `${incoming.method} ${path}`,
        text: `${outgoing.statusCode} ${JSON.stringify(outgoing.getHeaders())}\n${Buffer.concat(chunks).toString('latin1')}`,
      });
    });
  });
  return answers;
};
