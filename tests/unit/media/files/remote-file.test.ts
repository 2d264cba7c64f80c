import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { SourceChanged, SourceUnavailable } from '../../../../server/src/media/errors';
import { createHttpGet } from '../../../../server/src/media/files/http-get';
import { createRemoteFiles, type RemoteFile } from '../../../../server/src/media/files/remote-file';
import { readAll, videoBytes } from '../support/bytes';
import { startStorage, type Storage } from '../support/storage-server';

const content = videoBytes(300_000);
const other = videoBytes(300_000, 2);

describe('a file at an address', () => {
  let storage: Storage;
  /** This file's own, since other tests spool at the same time. */
  let temporary: string;
  const spooledFolders = (): Promise<string[]> => readdir(temporary);
  const http = createHttpGet({ allowPrivateAddresses: true });
  const remote = createRemoteFiles({ get: http.get });
  const whole = { range: null, status: 200 };

  const file = (more: Partial<RemoteFile> = {}): RemoteFile => ({
    name: 'video.mp4',
    url: async () => `${storage.origin}/video.mp4`,
    trusted: true,
    storedKilobytes: 300,
    ...more,
  });

  beforeAll(async () => {
    storage = await startStorage();
    temporary = await mkdtemp(path.join(os.tmpdir(), 'remote-file-test-'));
    jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    http.close();
    await storage.stop();
    await rm(temporary, { recursive: true, force: true });
  });
  beforeEach(() => {
    storage.reset();
    storage.put('/video.mp4', content);
  });

  it('is read by ranges, in any order and repeatedly', async () => {
    const opened = await remote.open(file(), {});
    expect(opened.bytes).toBe(content.length);
    for (const [first, last] of [
      [200_000, 299_999],
      [0, 99],
      [200_000, 299_999],
    ] as const) {
      const got = await readAll(await opened.openRange(first, last));
      expect(got.equals(content.subarray(first, last + 1))).toBe(true);
    }
    await opened.close();
    expect(storage.requests.map(({ status }) => status)).toEqual([206, 206, 206, 206]);
  });

  it('T25: is asked without compression and with a range instead of HEAD', async () => {
    await remote.glance(file());
    expect(storage.requests).toEqual([
      expect.objectContaining({ method: 'GET', range: 'bytes=0-4095', acceptEncoding: 'identity' }),
    ]);
  });

  it('T25: is refused in words when the host compresses it all the same', async () => {
    storage.behave({ gzips: true });
    await expect(remote.open(file(), {})).rejects.toMatchObject({
      code: 'file_encoded',
      message: expect.stringContaining('compresses it (gzip)'),
    });
  });

  it('T24: is read once, sequentially, from a host that ignores Range', async () => {
    storage.behave({ ignoresRange: true });
    const opened = await remote.open(file(), {});
    const chunks: Buffer[] = [];
    for (let at = 0; at < content.length; at += 100_000) {
      chunks.push(await readAll(await opened.openRange(at, at + 99_999)));
    }
    expect(chunks.map(({ length }) => length)).toEqual([100_000, 100_000, 100_000]);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    expect(await spooledFolders()).toHaveLength(1);
    // The first look, and one reading of the whole.
    expect(storage.requests).toHaveLength(2);
    expect(storage.requests[1]).toMatchObject(whole);
    await opened.close();
    expect(await spooledFolders()).toEqual([]);
  });

  it('T24: is read once from a host that begins to ignore Range in mid-way', async () => {
    const opened = await remote.open(file(), {});
    await readAll(await opened.openRange(0, 99_999));
    storage.behave({ ignoresRange: true });
    const second = await readAll(await opened.openRange(100_000, 199_999));
    const third = await readAll(await opened.openRange(200_000, 299_999));
    expect(Buffer.concat([second, third]).equals(content.subarray(100_000))).toBe(true);
    expect(storage.requests.filter(({ range }) => range === null)).toHaveLength(1);
    await opened.close();
    expect(await spooledFolders()).toEqual([]);
  });

  it('T25: is counted and named by its hash where the host tells no length', async () => {
    storage.behave({ noLength: true });
    expect(await remote.glance(file())).toMatchObject({ bytes: null });
    const opened = await remote.open(file(), {});
    expect(opened.bytes).toBe(content.length);
    expect(opened.etag).toMatch(/^sha256 [0-9a-f]{64}$/);
    await opened.close();

    storage.put('/video.mp4', other);
    const later = await remote.open(file(), {});
    expect(later.etag).not.toBe(opened.etag);
    await later.close();
  });

  it('T24: is read as one piece when its size shows that it is transformed on the way', async () => {
    const opened = await remote.open(file({ storedKilobytes: 512 }), {});
    expect((await readAll(await opened.openRange(10, 19))).equals(content.subarray(10, 20))).toBe(
      true,
    );
    expect(storage.requests[1]).toMatchObject(whole);
    await opened.close();
  });

  it('reads only the headers of a transformed file when nothing else is wanted', async () => {
    const opened = await remote.open(file({ storedKilobytes: 512 }), { partsOnly: true });
    await readAll(await opened.openRange(10, 19));
    expect(storage.requests[1]).toMatchObject({ range: 'bytes=10-19', status: 206 });
    await opened.close();
  });

  it.each([
    ['with ETags', {}],
    ['without any validator, by its size', { noValidators: true }],
  ])('never gives bytes of two versions, %s', async (_name, manners) => {
    storage.behave(manners);
    const opened = await remote.open(file(), {});
    await readAll(await opened.openRange(0, 99_999));
    storage.put('/video.mp4', videoBytes(300_001, 3));
    await expect(opened.openRange(100_000, 199_999)).rejects.toThrow(SourceChanged);
    await opened.close();
  });

  it('asks for the same version with If-Match', async () => {
    const opened = await remote.open(file(), {});
    storage.put('/video.mp4', other);
    await expect(opened.openRange(0, 9)).rejects.toThrow(SourceChanged);
    expect(storage.requests[1]).toMatchObject({ ifMatch: opened.etag, status: 412 });
    await opened.close();
  });

  it('compares the ETag itself where the host ignores If-Match', async () => {
    storage.behave({ ignoresIfMatch: true });
    const opened = await remote.open(file(), {});
    storage.put('/video.mp4', other);
    await expect(opened.openRange(0, 9)).rejects.toThrow(SourceChanged);
    expect(storage.requests[1]).toMatchObject({ status: 206 });
    await opened.close();
  });

  it('is refused as changed when it changes between the look and the one reading', async () => {
    storage.behave({ ignoresRange: true });
    storage.beforeAnswer((count) => {
      if (count === 2) storage.put('/video.mp4', other);
    });
    await expect(remote.open(file(), {})).rejects.toThrow(SourceChanged);
    expect(await spooledFolders()).toEqual([]);
  });

  it('is signed anew for every range, so that an upload may outlast a signature', async () => {
    storage.behave({ private: true });
    const opened = await remote.open(
      file({ url: async () => storage.sign('/video.mp4', 900) }),
      {},
    );
    await readAll(await opened.openRange(0, 99));
    storage.passSeconds(901);
    expect((await readAll(await opened.openRange(100, 199))).length).toBe(100);
    const signatures = storage.requests.map(({ signature }) => signature);
    expect(signatures[2]).not.toBe(signatures[1]);
    await opened.close();
  });

  it('does not let a cut connection pass for an end', async () => {
    const opened = await remote.open(file(), {});
    storage.behave({ cutsAfter: 5_000 });
    const reading = readAll(await opened.openRange(0, 99_999));
    await expect(reading).rejects.toMatchObject({ code: 'file_interrupted', retryable: true });
    await opened.close();
  });

  it('does not let a cut connection pass for the end of a file without length', async () => {
    storage.behave({ noLength: true, cutsAfter: 200_000 });
    await expect(remote.open(file(), {})).rejects.toMatchObject({
      code: 'file_interrupted',
      retryable: true,
    });
    expect(await spooledFolders()).toEqual([]);
  });

  it.each([
    [404, 'file_missing', false],
    [403, 'file_refused', false],
    [302, 'file_refused', false],
    [429, 'file_unreachable', true],
    [503, 'file_unreachable', true],
  ])('HTTP %d of the storage means %s (again later: %s)', async (status, code, retryable) => {
    storage.behave({ status });
    const opening = remote.open(file(), {});
    await expect(opening).rejects.toThrow(SourceUnavailable);
    await expect(opening).rejects.toMatchObject({ code, retryable });
  });

  it('never tells the address, which may be signed', async () => {
    const url = 'http://127.0.0.1:1/video.mp4?signature=secret';
    const error: unknown = await remote
      .open(file({ url: async () => url }), {})
      .catch((problem: unknown) => problem);
    expect(error).toMatchObject({ code: 'file_unreachable', retryable: true });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret');
  });

  it('T31: of zero bytes is known as empty', async () => {
    storage.put('/video.mp4', Buffer.alloc(0));
    expect(await remote.glance(file())).toMatchObject({ bytes: 0 });
  });

  it('is not read from a private network unless the upload provider holds it', async () => {
    const guarded = createHttpGet({ allowPrivateAddresses: false });
    const opening = createRemoteFiles({ get: guarded.get }).open(file({ trusted: false }), {});
    await expect(opening).rejects.toMatchObject({ code: 'file_address', retryable: false });
    expect(storage.requests).toEqual([]);
    guarded.close();
  });

  it('stops reading when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(remote.open(file(), { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
