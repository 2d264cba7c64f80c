import { z } from 'zod';

import { type MediaFacts } from '../../../../contracts/media';
import { type VideoType } from '../media-type';
import { type OpenFile, readRange } from '../files/open-file';
import { type MediaInfoReader } from './media-info';
import { readWebmLength } from './webm-length';

/** Headers scattered wider than this are not worth an editor's waiting. */
const MOST_BYTES = 64 * 1024 * 1024;
/**
 * A fragmented file has a small header every second, and a jump to each: from this jump on it is read
 * in small pieces, which double where no jump follows.
 */
const MANY_JUMPS = 8;
const SMALL_BYTES = 16 * 1024;

const number = z.coerce.number().positive().nullable().catch(null).default(null);
const word = z.string().min(1).nullable().catch(null).default(null);
const track = z.looseObject({
  '@type': z.string(),
  Format: word,
  CodecID: word,
  Width: number,
  Height: number,
  FrameRate: number,
  FrameRate_Mode: word,
  FrameRate_Minimum: number,
  FrameRate_Maximum: number,
  FrameCount: number,
  Duration: number,
  Recorded_Location: word,
});
const report = z.object({
  media: z.object({ track: z.array(track) }).nullish(),
});

const CONTAINER: Record<VideoType, string> = {
  'video/mp4': 'MP4',
  'video/quicktime': 'MOV',
  'video/webm': 'WebM',
};
/** MediaInfo's names of codecs, and the ones TikTok's page uses. */
const CODEC: Record<string, string> = { AVC: 'H.264', HEVC: 'H.265' };

export const NO_FACTS: MediaFacts = {
  container: null,
  videoCodec: null,
  width: null,
  height: null,
  frameRate: null,
  frameRateRange: null,
  duration: null,
  hasPlace: false,
};

const rangeOf = (video: z.output<typeof track>): MediaFacts['frameRateRange'] => {
  const { FrameRate_Minimum: min, FrameRate_Maximum: max, FrameRate_Mode: mode } = video;
  return mode === 'VFR' && min !== null && max !== null ? { min, max } : null;
};

/** MediaInfo's report, and whether the bound of bytes ended it. */
const readReport = async (mediaInfo: MediaInfoReader, file: OpenFile) => {
  let read = 0;
  let next = 0;
  let jumps = 0;
  let piece = Infinity;
  const found = await mediaInfo.analyse(file.bytes, async (first, size) => {
    if (first === next) piece *= 2;
    else if ((jumps += 1) >= MANY_JUMPS) piece = SMALL_BYTES;
    const bytes = Math.min(size, piece);
    next = first + bytes;
    read += bytes;
    return read > MOST_BYTES ? new Uint8Array() : readRange(file, first, next - 1);
  });
  const tracks = report.parse(found).media?.track ?? [];
  return { tracks, cut: read > MOST_BYTES };
};

/**
 * What a video's own headers say, by MediaInfo, reading only the pieces it asks for. Fields that the
 * headers do not tell are null, and so is `videoCodec` where there is no video track.
 */
export const readVideoFacts = async (
  mediaInfo: MediaInfoReader,
  file: OpenFile,
  type: VideoType,
): Promise<MediaFacts> => {
  const { tracks, cut } = await readReport(mediaInfo, file);
  const video = tracks.find((entry) => entry['@type'] === 'Video');
  const general = tracks.find((entry) => entry['@type'] === 'General');
  const told = general?.Duration ?? video?.Duration ?? null;
  // A sum of fragments of which not all were read would be too short.
  let duration = cut ? null : told;
  if (told === null && video && type === 'video/webm') duration = await readWebmLength(file);
  const counted = video?.FrameCount && duration ? video.FrameCount / duration : null;
  const codec = video?.Format ?? video?.CodecID ?? null;
  return {
    container: CONTAINER[type],
    videoCodec: codec && (CODEC[codec] ?? codec),
    width: video?.Width ?? null,
    height: video?.Height ?? null,
    frameRate: video?.FrameRate ?? counted,
    frameRateRange: video && !cut ? rangeOf(video) : null,
    duration,
    hasPlace: tracks.some((entry) => entry.Recorded_Location !== null),
  };
};
