/** TikTok's protocol: OAuth, posting, upload, webhooks. Knows nothing of Strapi or of posts. */
export { type CallObservation, type CallOptions, type WithLogId } from './call';
export {
  type ChunkPlan,
  type ChunkRange,
  chunkRange,
  planChunks,
  type ResyncPoint,
  resyncPoint,
} from './chunk-plan';
export { createTikTokClient, type TikTokClient, type TikTokClientOptions } from './client';
export { type CreatorInfo } from './creator-info';
export {
  type ErrorClassName,
  type ErrorKind,
  type ErrorRow,
  type WhenAgain,
  whenAgainInWords,
} from './error-row';
export { ERROR_TABLE, explainCode, explainFailReason, isListedCode } from './error-table';
export {
  clientError,
  type Outcome,
  TikTokAborted,
  TikTokAuthError,
  TikTokCapReached,
  TikTokError,
  TikTokInputError,
  TikTokNotSent,
  TikTokOAuthError,
  TikTokRateLimited,
  TikTokRefused,
  TikTokScopeError,
  TikTokSourceError,
  TikTokUnavailable,
  TikTokUnknownOutcome,
  TikTokUploadError,
} from './errors';
export {
  type Agents,
  type Http,
  type HttpRequest,
  type HttpResponse,
  TransportFailure,
} from './http';
export { TIKTOK_LIMITS } from './limits';
export { type AuthorizeUrlInput } from './oauth-authorize-url';
export { type AppCredentials, type ExchangeCodeInput } from './oauth-exchange-code';
export { type RefreshedTokens } from './oauth-refresh';
export { parseScopes, type TokenSet } from './oauth-tokens';
export { codeChallenge, createPkce, isDesktopRedirect } from './pkce';
export { buildPhotosBody, type PhotosInput } from './post-body-photos';
export {
  buildDirectVideoBody,
  buildInboxVideoBody,
  type DirectVideoInput,
  type InboxVideoInput,
  type VideoSource,
} from './post-body-video';
export { type InitAnswer } from './post-init';
export { publicPostUrl } from './post-links';
export { PRIVACY_LEVELS, type PrivacyLevel } from './post-settings';
export { type PostStatus, PUBLISH_STATUSES, type PublishStatus } from './post-status';
export { type PutChunkResult } from './upload-answer';
export {
  backOff,
  DEFAULT_RETRY,
  type RetryPolicy,
  type SequentialUpload,
  type UploadEnd,
  uploadSequentially,
} from './upload-file';
export { type PutChunkInput, VIDEO_CONTENT_TYPES, type VideoContentType } from './upload-put-chunk';
export { checkedUploadUrl, DEFAULT_API_URL } from './upload-url';
export { type UserInfo, userInfoFields } from './user-info';
export { type VideoPage } from './video-list';
export { type VideoObject } from './video-object';
export { parseWebhook, type WebhookContent, type WebhookEvent } from './webhook-events';
export {
  parseSignatureHeader,
  type SignatureCheck,
  verifyWebhookSignature,
} from './webhook-signature';
