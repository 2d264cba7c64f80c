/**
 * Every number TikTok sets, in one place, each with where it comes from.
 * Lengths of texts are UTF-16 code units: exactly JavaScript's `.length`.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What TikTok documents on developers.tiktok.com/doc/<slug>, unless the comment says otherwise. */
export const TIKTOK_LIMITS = {
  /** Caption of a video. content-posting-api-reference-direct-post */
  videoCaptionLength: 2200,
  /** Title of a photo post, both modes. content-posting-api-reference-photo-post */
  photoTitleLength: 90,
  /** Description of a photo post. content-posting-api-reference-photo-post */
  photoDescriptionLength: 4000,
  /** Pictures in one photo post. content-posting-api-reference-photo-post */
  photosPerPost: 35,
  /** Bytes of one picture, "20 MB" taken as decimal. content-posting-api-media-transfer-guide */
  photoBytes: 20_000_000,
  /** Pixels. The guide says "maximum 1080p"; live, the shorter side must not pass 1080. */
  photoBox: { width: 1080, height: 1920 },

  /** Bytes of one video, "4 GB" taken as decimal. content-posting-api-media-transfer-guide */
  videoBytes: 4_000_000_000,
  /** Seconds, the API's maximum; an account's own limit comes from creator info. */
  videoDurationSeconds: 600,
  /**
   * Seconds that TikTok API for Business wants at least (`duration_check_failed`); the developer
   * pages name no minimum.
   */
  videoSecondsElsewhere: 3,
  /** Pixels of each side. content-posting-api-media-transfer-guide */
  videoSide: { min: 360, max: 4096 },
  /** Frames per second. content-posting-api-media-transfer-guide */
  videoFrameRate: { min: 23, max: 60 },

  /**
   * Bytes up to which a file goes as one chunk. The guide says 64 MB; live, 64,000,000 passed and
   * 66,259,900 was refused, so the bound is read as decimal.
   */
  singleChunkBytes: 64_000_000,
  /** Bytes of the chunks of larger files: far from both ends of the allowed 5 to 64 MB. */
  chunkBytes: 10_000_000,
  /** content-posting-api-media-transfer-guide */
  chunkCount: { min: 1, max: 1000 },
  /** The last chunk may be this large, to take the remainder. content-posting-api-media-transfer-guide */
  lastChunkBytes: 128_000_000,
  /** upload_url and a pull both die after this. content-posting-api-media-transfer-guide */
  uploadWindowMs: 60 * MINUTE_MS,
  /** Characters of publish_id. content-posting-api-reference-direct-post */
  publishIdLength: 64,

  /** Calls per minute and user token; each posting page names it for itself. */
  initsPerMinute: 6,
  /** content-posting-api-reference-query-creator-info */
  creatorInfosPerMinute: 20,
  /** content-posting-api-reference-get-video-status */
  statusesPerMinute: 30,
  /** user/info, video/list, video/query each, sliding minute. tiktok-api-v2-rate-limit */
  displayCallsPerMinute: 600,
  /** The least to wait after `rate_limit_exceeded`; TikTok documents no Retry-After. */
  rateLimitWaitMs: MINUTE_MS,

  /** About, per creator in 24 h over all API clients. content-sharing-guidelines */
  directPostsPerDay: 15,
  /** Unfinished drafts per creator in 24 h. content-sharing-guidelines */
  pendingDraftsPerDay: 5,
  /** Users who may post in 24 h through an app without audit. content-sharing-guidelines */
  unauditedUsersPerDay: 5,
  /** The window of the three above: rolling, not a calendar day. */
  capWindowMs: DAY_MS,

  /** Items of one page of video/list and ids of one video/query. tiktok-api-v2-video-list, -query */
  videosPerPage: 20,
  /** Captions come back cut here. tiktok-api-v2-video-object */
  returnedCaptionLength: 150,
  /** How long an avatar address of creator info lives. content-posting-api-reference-query-creator-info */
  creatorAvatarMs: 2 * 60 * MINUTE_MS,
  /** How long a cover address lives. tiktok-api-v2-video-object */
  coverImageMs: 6 * 60 * MINUTE_MS,

  /** login-kit-desktop */
  codeVerifierLength: { min: 43, max: 128 },
  /** "less than 512 characters". login-kit-web */
  redirectUriLength: 511,
  /** login-kit-web, login-kit-desktop */
  redirectUris: 10,

  /** Failed webhook deliveries are tried again for this long. webhooks-overview */
  webhookRetryMs: 3 * DAY_MS,
} as const;
