import fc from 'fast-check';
import { Readable } from 'node:stream';

import {
  backOff,
  type ChunkPlan,
  createTikTokClient,
  DEFAULT_RETRY,
  type SequentialUpload,
  TikTokAborted,
  TikTokError,
  TikTokUnavailable,
} from '../../../server/src/tiktok';
import { type Answer, rejection, type Seen, serve } from './support/server';

/** Small stand-ins for the real sizes: the sequence is the same. */
const PLAN: ChunkPlan = { size: 34, chunkSize: 10, count: 3 };
const FILE = Buffer.from('0123456789abcdefghijABCDEFGHIJ-end');
const SINGLE: ChunkPlan = { size: 34, chunkSize: 34, count: 1 };

const closers: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Keeps what it is sent, in order, like TikTok; `fault` may answer in its place. */
const uploading = async (
  change: Partial<SequentialUpload> = {},
  fault: (count: number, apply: () => void) => ReturnType<Answer> | undefined = () => undefined,
) => {
  const events: string[] = [];
  const received: Buffer[] = [];
  const has = () => Buffer.concat(received).length;
  const plan = change.plan ?? PLAN;
  const rangeOf = (seen: Seen) => /bytes (\d+)-(\d+)\//.exec(String(seen.headers['content-range']));
  const server = await serve((seen, count) => {
    const range = rangeOf(seen);
    events.push(`PUT ${range?.[1]}-${range?.[2]}`);
    const apply = () => {
      if (Number(range?.[1]) === has()) received.push(seen.body);
    };
    const answer = fault(count, apply);
    if (answer !== undefined) return answer;
    if (Number(range?.[1]) !== has()) {
      return { status: 416, headers: { 'content-range': `bytes 0-${has()}/${plan.size}` } };
    }
    apply();
    return { status: has() === plan.size ? 201 : 206 };
  });
  const client = createTikTokClient({ apiUrl: server.url });
  closers.push(server.close, client.close);
  const waits: number[] = [];
  const { retry, ...rest } = change;
  const end = client.upload.sequentially({
    plan,
    uploadUrl: `${server.url}/up`,
    contentType: 'video/mp4',
    openRange: async (first, last) => {
      events.push(`read ${first}-${last}`);
      return Readable.from([FILE.subarray(first, last + 1)]);
    },
    beforeLastChunk: async ({ attempt }) => {
      events.push(`commit ${attempt}`);
    },
    retry: { sleep: async (ms) => void waits.push(ms), ...retry },
    ...rest,
  });
  const puts = () => events.filter((event) => event.startsWith('PUT'));
  return { end, events, puts, waits, received: () => Buffer.concat(received) };
};

describe('a sequential upload', () => {
  test('sends every chunk once and in order, and asks before the last one', async () => {
    const progress: number[] = [];
    const run = await uploading({
      onProgress: ({ uploadedBytes }) => progress.push(uploadedBytes),
    });
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.received()).toEqual(FILE);
    expect(run.events).toEqual([
      'read 0-9',
      'PUT 0-9',
      'read 10-19',
      'PUT 10-19',
      'commit 1',
      'read 20-33',
      'PUT 20-33',
    ]);
    expect(progress.at(-1)).toBe(34);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  });

  test.each([PLAN, SINGLE])(
    'does not begin the last chunk before the commit hook resolved (%o)',
    async (plan) => {
      let commit: (() => void) | undefined;
      const run = await uploading({
        plan,
        beforeLastChunk: () => new Promise<void>((resolve) => (commit = resolve)),
      });
      while (!commit) await new Promise((resolve) => setImmediate(resolve));
      for (let turn = 0; turn < 20; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
      expect(run.puts()).toHaveLength(plan.count - 1);
      commit();
      expect(await run.end).toEqual({ kind: 'complete' });
      expect(run.received()).toEqual(FILE);
    },
  );

  test.each([PLAN, SINGLE])(
    'sends no last chunk when the commit hook rejects (%o)',
    async (plan) => {
      const fenced = new Error('somebody else holds the post');
      const run = await uploading({ plan, beforeLastChunk: () => Promise.reject(fenced) });
      expect(await rejection(run.end)).toBe(fenced);
      expect(run.puts()).toHaveLength(plan.count - 1);
    },
  );

  test('goes on from a later chunk, but never from beyond the last', async () => {
    const run = await uploading({ fromChunk: 2 }, (_count) => ({ status: 201 }));
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.puts()).toEqual(['PUT 20-33']);
    const beyond = await uploading({ fromChunk: 3 });
    expect(await rejection(beyond.end)).toBeInstanceOf(RangeError);
  });
});

describe('a broken upload', () => {
  test('T26: a chunk that meets a fault is sent again alone', async () => {
    const run = await uploading({}, (count) =>
      count === 2 || count === 3 ? { status: 502 } : undefined,
    );
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.puts()).toEqual(['PUT 0-9', 'PUT 10-19', 'PUT 10-19', 'PUT 10-19', 'PUT 20-33']);
    expect(run.received()).toEqual(FILE);
    expect(run.waits).toEqual([500, 1000]);
  });

  test('T04: a reset in the middle repeats the same range', async () => {
    const run = await uploading({}, (count) => (count === 1 ? 'reset' : undefined));
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.puts().slice(0, 2)).toEqual(['PUT 0-9', 'PUT 0-9']);
  });

  test.each([PLAN, SINGLE])(
    'T04: a lost final 201 is complete once a 416 proves every byte (%o)',
    async (plan) => {
      const run = await uploading({ plan }, (count, apply) => {
        if (count !== plan.count) return undefined;
        apply();
        return 'reset';
      });
      expect(await run.end).toEqual({ kind: 'complete' });
      expect(run.events.filter((event) => event.startsWith('commit'))).toEqual([
        'commit 1',
        'commit 2',
      ]);
    },
  );

  test('T04: a 416 that proves nothing is no success: the outcome is unknown', async () => {
    const run = await uploading({}, (count, apply) => {
      if (count < 3) return undefined;
      if (count > 3) return { status: 416 };
      apply();
      return 'reset';
    });
    expect(await rejection(run.end)).toMatchObject({
      code: 'upload_out_of_step',
      outcome: 'unknown',
    });
  });

  test('a chunk that arrived although its answer was lost is not sent twice in vain: 416 leads on', async () => {
    for (const off of [0, 1]) {
      const run = await uploading({}, (count, apply) => {
        if (count === 1) {
          apply();
          return 'reset';
        }
        // Count or index of the last byte: both lead to the same chunk.
        if (count === 2)
          return { status: 416, headers: { 'content-range': `bytes 0-${10 - off}/34` } };
        return undefined;
      });
      expect(await run.end).toEqual({ kind: 'complete' });
      expect(run.puts()).toEqual(['PUT 0-9', 'PUT 0-9', 'PUT 10-19', 'PUT 20-33']);
      expect(run.received()).toEqual(FILE);
    }
  });

  test('a 416 without a number asks the status', async () => {
    const run = await uploading({ askUploadedBytes: async () => 10 }, (count, apply) => {
      if (count === 1) {
        apply();
        return 'reset';
      }
      return count === 2 ? { status: 416 } : undefined;
    });
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.received()).toEqual(FILE);
  });

  test.each([
    ['a number on no boundary', 'bytes 0-13/34'],
    ['the total of another file', 'bytes 0-10/35'],
    ['nothing', ''],
  ])('a 416 with %s ends the upload', async (_name, header) => {
    const run = await uploading({}, (count) =>
      count === 2 ? { status: 416, headers: { 'content-range': header } } : undefined,
    );
    expect(await rejection(run.end)).toMatchObject({
      code: 'upload_out_of_step',
      outcome: 'not_sent',
    });
    expect(run.puts()).toHaveLength(2);
  });

  test('a server that sends back and forth for ever is given up', async () => {
    const run = await uploading({ retry: { maxAttempts: 4 } }, () => ({
      status: 416,
      headers: { 'content-range': 'bytes 0-0/34' },
    }));
    expect(await rejection(run.end)).toMatchObject({ code: 'upload_out_of_step' });
    expect(run.puts()).toHaveLength(4);
  });

  test('tries are bounded, and progress makes them anew', async () => {
    const failing = await uploading({ retry: { maxAttempts: 3 } }, () => ({ status: 500 }));
    expect(await rejection(failing.end)).toBeInstanceOf(TikTokUnavailable);
    expect(failing.puts()).toHaveLength(3);

    const limping = await uploading({ retry: { maxAttempts: 2 } }, (count) =>
      count % 2 === 1 ? { status: 500 } : undefined,
    );
    expect(await limping.end).toEqual({ kind: 'complete' });
    expect(limping.puts()).toHaveLength(6);
  });

  test('once a last chunk may have arrived, every later failure says: unknown', async () => {
    const stop = new AbortController();
    const run = await uploading(
      { signal: stop.signal, retry: { sleep: async () => stop.abort() } },
      (count) => (count === 3 ? 'reset' : undefined),
    );
    const error = await rejection(run.end);
    expect(error).toBeInstanceOf(TikTokAborted);
    expect(error).toMatchObject({ outcome: 'unknown' });
  });

  test('before a last chunk was tried, a failure says that nothing was published', async () => {
    const stop = new AbortController();
    const run = await uploading(
      { signal: stop.signal, retry: { sleep: async () => stop.abort() } },
      (count) => (count === 2 ? { status: 503 } : undefined),
    );
    expect(await rejection(run.end)).toMatchObject({ name: 'TikTokAborted', outcome: 'not_sent' });
  });

  test('T27: an expired or forgotten upload is an end, with where it stood', async () => {
    const expired = await uploading({}, (count) => (count === 2 ? { status: 403 } : undefined));
    expect(await expired.end).toEqual({ kind: 'expired', nextChunk: 1, lastChunkTried: false });
    const gone = await uploading({}, (count) => (count === 3 ? { status: 404 } : undefined));
    expect(await gone.end).toEqual({ kind: 'gone', nextChunk: 2, lastChunkTried: true });
  });

  test('a refused chunk is not repeated', async () => {
    const run = await uploading({}, () => ({ status: 400 }));
    expect(await rejection(run.end)).toMatchObject({ code: 'upload_refused' });
    expect(run.puts()).toHaveLength(1);
  });

  test('a 206 to the last chunk is not taken for a 201', async () => {
    const run = await uploading({ plan: SINGLE }, () => ({ status: 206 }));
    expect(await run.end).toEqual({ kind: 'unconfirmed' });
    const proven = await uploading({ plan: SINGLE }, () => ({
      status: 206,
      headers: { 'content-range': 'bytes 0-33/34' },
    }));
    expect(await proven.end).toEqual({ kind: 'complete' });
  });
});

describe('the source of an upload', () => {
  test('that breaks off is opened again for the same range', async () => {
    let opened = 0;
    const run = await uploading({
      openRange: async (first, last) => {
        opened += 1;
        const bytes = FILE.subarray(first, last + 1);
        return opened === 2
          ? (async function* () {
              yield bytes.subarray(0, 3);
              throw new Error('storage reset');
            })()
          : Readable.from([bytes]);
      },
    });
    expect(await run.end).toEqual({ kind: 'complete' });
    expect(run.received()).toEqual(FILE);
    expect(opened).toBe(4);
  });

  test('that says it must not be tried again is not', async () => {
    const changed = Object.assign(new Error('the file was replaced'), { retryable: false });
    let opened = 0;
    const run = await uploading({
      openRange: async () => {
        opened += 1;
        return new Readable({
          read() {
            this.destroy(changed);
          },
        });
      },
    });
    expect(await rejection(run.end)).toMatchObject({ code: 'source_failed', original: changed });
    expect(opened).toBe(1);
  });

  test('that cannot be opened passes its own error through', async () => {
    const own = new Error('no such file');
    const run = await uploading({ openRange: () => Promise.reject(own) });
    expect(await rejection(run.end)).toBe(own);
  });
});

describe('time', () => {
  test('T27: an upload whose time is over sends nothing more', async () => {
    const run = await uploading({ deadlineAt: Date.now() - 1 });
    expect(await rejection(run.end)).toMatchObject({
      code: 'upload_deadline',
      outcome: 'not_sent',
    });
    expect(run.puts()).toHaveLength(0);
  });

  test('a wait that would outlast the time is not begun', async () => {
    const run = await uploading(
      { deadlineAt: Date.now() + 60_000, retry: { baseMs: 70_000, maxMs: 70_000 } },
      () => ({
        status: 500,
      }),
    );
    expect(await rejection(run.end)).toBeInstanceOf(TikTokUnavailable);
    expect(run.waits).toEqual([]);
  });

  test('one PUT is cut by its own deadline', async () => {
    const run = await uploading({ plan: SINGLE, chunkDeadlineMs: 60 }, () => 'silence');
    const error = await rejection(run.end);
    expect(error).toBeInstanceOf(TikTokError);
    expect(error).toMatchObject({ code: 'upload_deadline', outcome: 'unknown' });
  });

  test('the back-off grows, is bounded, and waits as long as TikTok asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 100_000 }), (attempt, asked) => {
        const wait = backOff(attempt, DEFAULT_RETRY, asked);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait).toBeLessThanOrEqual(Math.max(asked, DEFAULT_RETRY.maxMs));
        expect(backOff(attempt + 1, DEFAULT_RETRY)).toBeGreaterThanOrEqual(
          backOff(attempt, DEFAULT_RETRY),
        );
      }),
    );
  });
});
