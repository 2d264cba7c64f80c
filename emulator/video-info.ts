import { open } from 'node:fs/promises';
import { mediaInfoFactory, type MediaInfo } from 'mediainfo.js';
import { z } from 'zod';
import { webmLength } from './webm-length';

/** What a video's own headers tell; a field is absent where they do not. */
export interface VideoInfo {
  /** As MediaInfo names it; absent where there is no picture at all. */
  codec?: string;
  durationSec?: number;
  width?: number;
  height?: number;
  frameRate?: number;
}

/** A piece at a time; a fragmented file has a small header every second. */
const PIECE_BYTES = 32 * 1024;
/** Headers scattered wider than this are not looked for. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Tests send the same few videos again and again. */
const MOST_KNOWN = 500;

const positive = z.coerce.number().positive().optional().catch(undefined);
const report = z.object({
  media: z
    .object({
      track: z.array(
        z.looseObject({
          '@type': z.string(),
          Format: z.string().optional(),
          Duration: positive,
          Width: positive,
          Height: positive,
          FrameRate: positive,
        }),
      ),
    })
    .nullish(),
});

const known = new Map<string, VideoInfo>();
let reader: Promise<MediaInfo<'object'>> | undefined;
let last: Promise<unknown> = Promise.resolve();

const analyse = async (path: string): Promise<VideoInfo> => {
  reader ??= mediaInfoFactory({ format: 'object', chunkSize: PIECE_BYTES });
  const info = await reader;
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let seen = 0;
    const found: unknown = await info.analyzeData(size, async (length, at) => {
      seen += length;
      if (seen > MOST_BYTES) return new Uint8Array();
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    });
    const tracks = report.parse(found).media?.track ?? [];
    const video = tracks.find((track) => track['@type'] === 'Video');
    const general = tracks.find((track) => track['@type'] === 'General');
    const isWebm = general?.Format === 'WebM';
    // Of fragments that were not all read the sum would be too short.
    const told = seen > MOST_BYTES ? undefined : (general?.Duration ?? video?.Duration);
    const durationSec = told ?? (video && isWebm ? await webmLength(file, size) : undefined);
    return {
      ...(durationSec !== undefined && { durationSec }),
      ...(video?.Format !== undefined && { codec: video.Format }),
      ...(video?.Width !== undefined && { width: video.Width }),
      ...(video?.Height !== undefined && { height: video.Height }),
      ...(video?.FrameRate !== undefined && { frameRate: video.FrameRate }),
    };
  } finally {
    await file.close();
  }
};

/**
 * Reads a video's headers with MediaInfo, once for the same bytes, one file after another.
 * @param sha256 names the bytes
 */
export const videoInfo = (path: string, sha256: string): Promise<VideoInfo> => {
  const mine = last.then(async () => {
    const before = known.get(sha256);
    if (before) return before;
    const info = await analyse(path);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(sha256, info);
    return info;
  });
  last = mine.catch(() => undefined);
  return mine;
};
