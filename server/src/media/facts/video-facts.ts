import { z } from 'zod';

import { type MediaFacts } from '../../../../contracts/media';
import { type VideoType } from '../media-type';
import { type OpenFile, readRange } from '../open-file';
import { type MediaInfoReader } from './media-info';

/** Headers scattered wider than this are not worth an editor's waiting. */
const MOST_BYTES = 64 * 1024 * 1024;

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

/**
 * What a video's own headers say, by MediaInfo, reading only the pieces it asks for. Fields that the
 * headers do not tell are null, and so is `videoCodec` where there is no video track.
 */
export const readVideoFacts = async (
  mediaInfo: MediaInfoReader,
  file: OpenFile,
  type: VideoType,
): Promise<MediaFacts> => {
  let read = 0;
  const found = await mediaInfo.analyse(file.bytes, async (first, size) => {
    read += size;
    if (read > MOST_BYTES) return new Uint8Array();
    return readRange(file, first, first + size - 1);
  });
  const tracks = report.parse(found).media?.track ?? [];
  const video = tracks.find((entry) => entry['@type'] === 'Video');
  const general = tracks.find((entry) => entry['@type'] === 'General');
  const duration = general?.Duration ?? video?.Duration ?? null;
  const counted = video?.FrameCount && duration ? video.FrameCount / duration : null;
  const codec = video?.Format ?? video?.CodecID ?? null;
  return {
    container: CONTAINER[type],
    videoCodec: codec && (CODEC[codec] ?? codec),
    width: video?.Width ?? null,
    height: video?.Height ?? null,
    frameRate: video?.FrameRate ?? counted,
    frameRateRange: video ? rangeOf(video) : null,
    duration,
    hasPlace: tracks.some((entry) => entry.Recorded_Location !== null),
  };
};
