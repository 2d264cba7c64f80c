import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Readable } from 'node:stream';

export const FIXTURES = path.join(__dirname, '../fixtures');
export const fixture = (name: string): Buffer => readFileSync(path.join(FIXTURES, name));

/** An MP4 of any size: the box header that names it, then bytes that differ everywhere. */
export const videoBytes = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  bytes.writeUInt32BE(24, 0);
  bytes.write('ftypisom\0\0\0\0isommp42', 4, 'latin1');
  return bytes;
};

export const readAll = async (stream: Readable): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
