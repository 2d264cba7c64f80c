import { open, type FileHandle } from 'node:fs/promises';

export interface VideoInfo {
  durationSec?: number;
  width?: number;
  height?: number;
}

interface Box {
  type: string;
  start: number;
  end: number;
}

const read = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
};

/** The boxes between two offsets; stops at the first that makes no sense. */
async function* boxes(file: FileHandle, from: number, to: number): AsyncGenerator<Box> {
  let at = from;
  while (at + 8 <= to) {
    const head = await read(file, at, 16);
    if (head.length < 8) return;
    const short = head.readUInt32BE(0);
    const isLong = short === 1 && head.length === 16;
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short;
    if (size < 8 || at + size > to) return;
    yield { type: head.toString('latin1', 4, 8), start: at + (isLong ? 16 : 8), end: at + size };
    at += size;
  }
}

const trackSize = async (file: FileHandle, track: Box): Promise<VideoInfo> => {
  for await (const box of boxes(file, track.start, track.end)) {
    if (box.type !== 'tkhd' || box.end - box.start < 84) continue;
    // Width and height are the last eight bytes, 16.16 fixed point; zero for sound.
    const last = await read(file, box.end - 8, 8);
    const [width, height] = [last.readUInt16BE(0), last.readUInt16BE(4)];
    return width > 0 && height > 0 ? { width, height } : {};
  }
  return {};
};

const movie = async (file: FileHandle, moov: Box): Promise<VideoInfo> => {
  let info: VideoInfo = {};
  for await (const box of boxes(file, moov.start, moov.end)) {
    if (box.type === 'mvhd') {
      const head = await read(file, box.start, 32);
      if (head.length < 32) continue;
      const isLong = head[0] === 1;
      const scale = head.readUInt32BE(isLong ? 20 : 12);
      const ticks = isLong ? Number(head.readBigUInt64BE(24)) : head.readUInt32BE(16);
      if (scale > 0) info = { ...info, durationSec: ticks / scale };
    } else if (box.type === 'trak') {
      info = { ...info, ...(await trackSize(file, box)) };
    }
  }
  return info;
};

/** Duration and pixel size of an MP4 or MOV file, as far as its boxes tell. Never throws for odd files. */
export const videoInfo = async (path: string): Promise<VideoInfo> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for await (const box of boxes(file, 0, size)) {
      if (box.type === 'moov') return await movie(file, box);
    }
    return {};
  } finally {
    await file.close();
  }
};
