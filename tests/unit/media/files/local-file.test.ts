import { appendFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { SourceChanged, SourceUnavailable } from '../../../../server/src/media/errors';
import { glanceLocal, openLocal } from '../../../../server/src/media/files/local-file';
import { readAll, videoBytes } from '../support/bytes';

const MIB = 1024 * 1024;
const content = videoBytes(3 * MIB + 17);

describe('a file on disk', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'local-file-test-'));
    file = path.join(folder, 'video.mp4');
    await writeFile(file, content);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('T25: has the exact size, not the rounded kilobytes of the database', async () => {
    expect((await glanceLocal(file, 'video.mp4')).bytes).toBe(content.length);
  });

  it.each([
    [0, 0],
    [0, 3 * MIB + 16],
    [5, MIB + 4],
    [MIB, 3 * MIB + 16],
    [3 * MIB + 16, 3 * MIB + 16],
  ])('gives exactly the bytes %d to %d', async (first, last) => {
    const opened = await openLocal(file, 'video.mp4');
    expect(
      (await readAll(await opened.openRange(first, last))).equals(
        content.subarray(first, last + 1),
      ),
    ).toBe(true);
    await opened.close();
  });

  it('is read in pieces of 1 MiB, whatever its size', async () => {
    const opened = await openLocal(file, 'video.mp4');
    const sizes: number[] = [];
    for await (const piece of await opened.openRange(0, content.length - 1)) {
      sizes.push((piece as Buffer).length);
    }
    expect(sizes).toEqual([MIB, MIB, MIB, 17]);
    await opened.close();
  });

  it('is refused as changed when another file took its place', async () => {
    const opened = await openLocal(file, 'video.mp4');
    await writeFile(`${file}.new`, videoBytes(content.length, 2));
    await rename(`${file}.new`, file);
    await expect(opened.openRange(0, 9)).rejects.toThrow(SourceChanged);
    await opened.close();
  });

  it('never lets the last bytes out when it changes while being read', async () => {
    const opened = await openLocal(file, 'video.mp4');
    const stream = await opened.openRange(0, content.length - 1);
    const got: Buffer[] = [];
    const reading = (async () => {
      for await (const piece of stream) {
        got.push(piece as Buffer);
        if (got.length === 1) await utimes(file, new Date(0), new Date(0));
      }
    })();
    await expect(reading).rejects.toThrow(SourceChanged);
    expect(Buffer.concat(got).length).toBeLessThan(content.length);
    await opened.close();
  });

  it('is refused as changed when it grew', async () => {
    const opened = await openLocal(file, 'video.mp4');
    await appendFile(file, 'more');
    await expect(opened.openRange(0, 9)).rejects.toThrow(SourceChanged);
    await opened.close();
  });

  it('is said to be missing, with what to do, when it is not on this server', async () => {
    const missing = openLocal(path.join(folder, 'gone.mp4'), 'gone.mp4');
    await expect(missing).rejects.toThrow(SourceUnavailable);
    await expect(missing).rejects.toMatchObject({
      code: 'file_missing',
      retryable: false,
      remedy: expect.stringContaining('Upload the file again'),
    });
  });
});
