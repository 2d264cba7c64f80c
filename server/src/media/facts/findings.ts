import { type Finding, type MediaFacts } from '../../../../contracts/media';
import { TIKTOK_LIMITS } from '../../tiktok/limits';
import { type SourceChanged, type SourceUnavailable } from '../errors';

/** TikTok's page names H.264 (recommended), H.265, VP8 and VP9: content-posting-api-media-transfer-guide */
const VIDEO_CODECS = ['H.264', 'H.265', 'VP8', 'VP9'];
/** Frame rates are measured: 60 may read as 60.003. */
const FRAME_RATE_TOLERANCE = 0.05;

const EXPORT = 'Export it again as MP4 with H.264';

const megabytes = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`;
const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} minutes`;
};
const rounded = (value: number): string => String(Math.round(value * 100) / 100);

const blocking = (code: string, message: string, remedy: string): Finding => ({
  code,
  level: 'blocking',
  message,
  remedy,
});

const sizeFindings = (name: string, bytes: number): Finding[] => {
  const most = TIKTOK_LIMITS.videoBytes;
  if (bytes === 0) {
    return [blocking('empty_file', `"${name}" is empty (0 bytes).`, 'Upload the file again.')];
  }
  if (bytes <= most) return [];
  return [
    blocking(
      'video_too_large',
      `"${name}" has ${megabytes(bytes)}; TikTok takes at most ${megabytes(most)}.`,
      'Export it with a lower bit rate or a smaller resolution.',
    ),
  ];
};

const codecFindings = (name: string, { videoCodec, container }: MediaFacts): Finding[] => {
  if (container === null) return [];
  if (videoCodec === null) {
    return [
      blocking(
        'no_video_track',
        `"${name}" contains no video track.`,
        `${EXPORT}, with its picture.`,
      ),
    ];
  }
  if (VIDEO_CODECS.includes(videoCodec)) return [];
  return [
    blocking(
      'video_codec',
      `"${name}" is coded as ${videoCodec}; TikTok takes ${VIDEO_CODECS.join(', ')}.`,
      `${EXPORT}.`,
    ),
  ];
};

const frameRateFindings = (name: string, { frameRate, frameRateRange }: MediaFacts): Finding[] => {
  const { min, max } = TIKTOK_LIMITS.videoFrameRate;
  const fits = (rate: number): boolean =>
    rate >= min - FRAME_RATE_TOLERANCE && rate <= max + FRAME_RATE_TOLERANCE;
  const remedy = `${EXPORT} and 30 frames per second.`;
  const varies = frameRateRange
    ? ` (variable: ${rounded(frameRateRange.min)} to ${rounded(frameRateRange.max)})`
    : '';
  if (frameRate !== null && !fits(frameRate)) {
    return [
      blocking(
        'video_frame_rate',
        `"${name}" has ${rounded(frameRate)} frames per second${varies}; TikTok takes ${min} to ${max}.`,
        remedy,
      ),
    ];
  }
  if (!frameRateRange || (fits(frameRateRange.min) && fits(frameRateRange.max))) return [];
  return [
    {
      code: 'video_frame_rate_varies',
      level: 'warning',
      message: `"${name}" has a variable frame rate, from ${rounded(frameRateRange.min)} to ${rounded(frameRateRange.max)} frames per second; TikTok takes ${min} to ${max} and may refuse it.`,
      remedy: `${EXPORT} and a constant 30 frames per second.`,
    },
  ];
};

const dimensionFindings = (name: string, { width, height }: MediaFacts): Finding[] => {
  const { min, max } = TIKTOK_LIMITS.videoSide;
  if (width === null || height === null) return [];
  if ([width, height].every((side) => side >= min && side <= max)) return [];
  return [
    blocking(
      'video_dimensions',
      `"${name}" has ${width} x ${height} pixels; TikTok takes ${min} to ${max} on each side.`,
      `${EXPORT} and 1080 x 1920 pixels.`,
    ),
  ];
};

const durationFindings = (name: string, { duration }: MediaFacts): Finding[] => {
  const most = TIKTOK_LIMITS.videoDurationSeconds;
  const least = TIKTOK_LIMITS.videoSecondsElsewhere;
  if (duration === null) return [];
  if (duration < least) {
    return [
      {
        code: 'video_short',
        level: 'warning',
        message: `"${name}" runs ${rounded(duration)} seconds. TikTok's other interfaces take ${least} seconds or more; this one names no limit, but may have the same.`,
        remedy: `Make it ${least} seconds or longer to be sure.`,
      },
    ];
  }
  if (duration <= most) return [];
  return [
    blocking(
      'video_duration',
      `"${name}" runs ${clock(duration)}; TikTok's API takes at most ${clock(most)}.`,
      'Cut it shorter. Many accounts are limited to less; the form shows the limit of the account.',
    ),
  ];
};

const placeFindings = (name: string, { hasPlace }: MediaFacts): Finding[] =>
  hasPlace
    ? [
        {
          code: 'video_place',
          level: 'warning',
          message: `The place where "${name}" was taken is noted in the file. A video is sent byte for byte, so TikTok gets it too.`,
          remedy: 'Export it without location, if TikTok should not know the place.',
        },
      ]
    : [];

const unknownFindings = (name: string, facts: MediaFacts): Finding[] => {
  const missing = [
    facts.frameRate === null && 'frame rate',
    (facts.width === null || facts.height === null) && 'dimensions',
    facts.duration === null && 'duration',
  ].filter((entry) => entry !== false);
  if (missing.length === 0 || facts.videoCodec === null) return [];
  return [
    {
      code: 'video_partly_unknown',
      level: 'warning',
      message: `The headers of "${name}" do not tell its ${missing.join(', ')}, so TikTok's limits for it could not be checked.`,
      remedy: `${EXPORT} if TikTok refuses it.`,
    },
  ];
};

/** Each of TikTok's limits for videos that this one breaks, with the figure and what to do. */
export const videoFindings = (name: string, bytes: number, facts: MediaFacts): Finding[] => [
  ...sizeFindings(name, bytes),
  ...codecFindings(name, facts),
  ...frameRateFindings(name, facts),
  ...dimensionFindings(name, facts),
  ...durationFindings(name, facts),
  ...placeFindings(name, facts),
  ...unknownFindings(name, facts),
];

/** The file is of no kind TikTok takes and that can be made into one. */
export const formatFinding = (name: string, declared: string): Finding =>
  blocking(
    'media_format',
    `"${name}" (${declared || 'unknown type'}) is neither a video nor a picture that TikTok takes or that can be converted.`,
    'TikTok takes MP4, MOV and WebM videos, and JPEG and WebP pictures; PNG, GIF, AVIF and TIFF are converted. Export it as one of these.',
  );

/** The name claims another kind of file; what is inside counts. */
export const declaredFinding = (name: string, declared: string, real: string): Finding => ({
  code: 'declared_type',
  level: 'info',
  message: `"${name}" was uploaded as ${declared}, but is ${real}. It is sent as what it is.`,
});

/** A file that cannot be read. */
export const sourceFinding = (error: SourceChanged | SourceUnavailable): Finding => ({
  code: error.code,
  level: error.retryable ? 'warning' : 'blocking',
  message: error.message,
  remedy: error.remedy,
});
