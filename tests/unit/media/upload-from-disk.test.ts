import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

import { openLocal } from '../../../server/src/media/files/local-file';
import { createTikTokClient } from '../../../server/src/tiktok';
import { listening } from '../tiktok/support/server';
import { videoBytes } from './support/bytes';

const MIB = 1024 * 1024;
const CHUNK = 5 * MIB + 333;
const content = videoBytes(3 * CHUNK + 2 * MIB + 17);
const PLAN = { size: content.length, chunkSize: CHUNK, count: 3 };

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Reads slowly, so that what is sent waits in this process; cuts the third PUT in its middle. */
const slowServer = () => {
  const received: Buffer[] = [];
  let puts = 0;
  const server = http.createServer((request, response) => {
    puts += 1;
    const isCut = puts === 3;
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      request.pause();
      setTimeout(() => request.resume(), 2);
      if (isCut && bytes > 2 * MIB) request.socket.destroy();
    });
    request.on('error', () => undefined);
    request.on('end', () => {
      received.push(...pieces);
      const has = received.reduce((sum, piece) => sum + piece.length, 0);
      response.writeHead(has === content.length ? 201 : 206).end();
    });
  });
  return { server, received, puts: () => puts };
};

describe('an upload of a file on disk', () => {
  it('fills the same few buffers again and again, and every byte arrives, over slow and broken connections', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'upload-from-disk-'));
    const file = path.join(folder, 'video.mp4');
    await writeFile(file, content);
    const { server, received, puts } = slowServer();
    const { url, close } = await listening(server);
    const client = createTikTokClient({ apiUrl: url });
    const source = await openLocal(file, 'video.mp4');
    const buffers = new Set<ArrayBufferLike>();
    let pieces = 0;
    try {
      const end = await client.upload.sequentially({
        plan: PLAN,
        uploadUrl: `${url}/up`,
        contentType: 'video/mp4',
        async openRange(first, last) {
          const stream = await source.openRange(first, last);
          const push = stream.push.bind(stream);
          stream.push = (piece: Buffer | null) => {
            if (piece) {
              pieces += 1;
              buffers.add(piece.buffer);
            }
            return push(piece);
          };
          return stream;
        },
        beforeLastChunk: async () => undefined,
        retry: { baseMs: 1 },
      });
      expect(end.kind).toBe('complete');
    } finally {
      await source.close();
      client.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    }
    expect(puts()).toBe(4);
    expect(sha256(Buffer.concat(received))).toBe(sha256(content));
    expect(pieces).toBeGreaterThan(20);
    // A connection has at most six on their way (two read ahead, one being filled, the rest at the
    // socket), and what was cut off is not used again: how many of them are depends on the machine.
    expect(buffers.size).toBeLessThanOrEqual(12);
  });
});
