import { Readable } from 'node:stream';

import { createMediaInfo } from '../../../../server/src/media/facts/media-info';
import { readVideoFacts } from '../../../../server/src/media/facts/video-facts';
import { type OpenFile } from '../../../../server/src/media/files/open-file';
import { fixture } from '../support/bytes';

const MEBIBYTE = 1024 * 1024;

/** Content in memory, of which it is counted how much is read. */
const inMemory = (content: Buffer) => {
  const read = { bytes: 0, times: 0 };
  const file: OpenFile = {
    bytes: content.length,
    etag: null,
    head: Buffer.alloc(0),
    openRange: async (first, last) => {
      read.bytes += last - first + 1;
      read.times += 1;
      return Readable.from([content.subarray(first, last + 1)]);
    },
    close: async () => undefined,
  };
  return { file, read };
};

describe('the length of a video whose headers do not tell it', () => {
  const mediaInfo = createMediaInfo();
  afterAll(() => mediaInfo.close());

  const webm = (content: Buffer) => {
    const { file, read } = inMemory(content);
    return { facts: readVideoFacts(mediaInfo, file, 'video/webm'), read };
  };
  const lengthOf = async (content: Buffer) => (await webm(content).facts).duration;

  /** The recording up to its last cluster, and that cluster. */
  const recording = fixture('media-recorder.webm');
  const CLUSTER = Buffer.from('1f43b675', 'hex');
  /** A void element (RFC 9559): players pass it by. */
  const gap = (bytes: number): Buffer => {
    const head = Buffer.from([0xec, 0x10, 0, 0, 0]);
    head.writeUIntBE(bytes, 2, 3);
    return Buffer.concat([head, Buffer.alloc(bytes)]);
  };

  it('media-recorder.webm, as Chrome records it, is measured by its last frames', async () => {
    const { facts, read } = webm(recording);
    // The last picture comes at 3.899 s, the last sound at 3.931 s, 33 ms after the one before.
    expect((await facts).duration).toBeCloseTo(3.964, 3);
    expect(read.bytes).toBeLessThan(4 * recording.length);
  });

  it('is measured where the last frame is cut off in its middle', async () => {
    expect(await lengthOf(recording.subarray(0, -40))).toBeCloseTo(3.93, 1);
  });

  it.each([
    ['a megabyte', [MEBIBYTE]],
    ['nine megabytes', Array<number>(9).fill(MEBIBYTE)],
  ])('is measured where the last cluster begins %s before the end', async (_far, gaps) => {
    const long = Buffer.concat([recording, ...gaps.map(gap)]);
    const { facts, read } = webm(long);
    expect((await facts).duration).toBeCloseTo(3.964, 3);
    expect(read.bytes).toBeLessThan(2 * long.length);
  });

  it('is unknown where the last cluster begins farther away than is searched', async () => {
    const long = Buffer.concat([recording, ...Array<number>(33).fill(MEBIBYTE).map(gap)]);
    expect(await lengthOf(long)).toBeNull();
  });

  it('takes no bytes within a frame for a cluster', async () => {
    const looksLike = Buffer.concat([CLUSTER, Buffer.from('ffe7827530a38501000080', 'hex')]);
    const frame = Buffer.concat([looksLike, Buffer.alloc(40, 0x05)]);
    const head = Buffer.from([0xec, 0x80 + frame.length]);
    const hidden = Buffer.concat([recording, head, frame]);
    expect(await lengthOf(hidden)).toBeCloseTo(3.964, 3);
  });

  it('gives a forged file up before it costs much', async () => {
    // Each of these begins a cluster whose elements go on to the end, where something else stands.
    const one = Buffer.concat([Buffer.from([0xec, 0x85]), CLUSTER, Buffer.from([0xff])]);
    const forged = Buffer.concat([recording, Buffer.alloc(30 * MEBIBYTE, one), Buffer.alloc(3)]);
    const before = process.cpuUsage();
    expect(await lengthOf(forged)).toBeNull();
    const { user } = process.cpuUsage(before);
    expect(user).toBeLessThan(5_000_000);
  });

  describe('of a fragmented MP4', () => {
    const whole = fixture('fragmented.mp4');
    const begins = whole.indexOf('moof') - 4;
    const ends = whole.includes('mfra') ? whole.indexOf('mfra') - 4 : whole.length;
    /** Runs four seconds. */
    const fragments = whole.subarray(begins, ends);
    const free = (bytes: number): Buffer => {
      const box = Buffer.alloc(bytes);
      box.writeUInt32BE(bytes, 0);
      box.write('free', 4, 'latin1');
      return box;
    };
    const many = (times: number, apart: number): Buffer =>
      Buffer.concat([
        whole.subarray(0, begins),
        ...Array.from({ length: times }, () => [free(apart), fragments]).flat(),
      ]);
    const mp4 = (content: Buffer) => {
      const { file, read } = inMemory(content);
      return { facts: readVideoFacts(mediaInfo, file, 'video/mp4'), read };
    };

    it('is the sum of all its fragments, read in small pieces however far apart', async () => {
      const { facts, read } = mp4(many(200, MEBIBYTE / 2));
      expect((await facts).duration).toBeCloseTo(800, 0);
      expect(read.bytes).toBeLessThan(16 * MEBIBYTE);
    });

    it('is unknown, and not the sum of some, where they are too many to be read', async () => {
      const { facts, read } = mp4(many(4_200, 20_000));
      expect((await facts).duration).toBeNull();
      expect(read.bytes).toBeLessThan(65 * MEBIBYTE);
    });
  });
});
