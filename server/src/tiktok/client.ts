import { type CallContext, type CallObservation, type CallOptions } from './call';
import { queryCreatorInfo } from './creator-info';
import { type Agents, createHttp, type Http } from './http';
import { type AuthorizeUrlInput, buildAuthorizeUrl } from './oauth-authorize-url';
import { checkClientCredentials } from './oauth-client-credentials';
import { exchangeCode } from './oauth-exchange-code';
import { refreshTokens } from './oauth-refresh';
import { revokeToken } from './oauth-revoke';
import { type PhotosInput } from './post-body-photos';
import { type DirectVideoInput, type InboxVideoInput } from './post-body-video';
import { cancelPost } from './post-cancel';
import { initDirectVideo } from './post-init-direct-video';
import { initInboxVideo } from './post-init-inbox-video';
import { initPhotos } from './post-init-photos';
import { fetchPostStatus } from './post-status';
import { type SequentialUpload, uploadSequentially } from './upload-file';
import { createUploadAgents, putChunk, type PutChunkInput } from './upload-put-chunk';
import { checkedUploadUrl, DEFAULT_API_URL, isOwnUploadUrl } from './upload-url';
import { fetchUserInfo } from './user-info';
import { listVideos } from './video-list';
import { queryVideos } from './video-query';

export interface TikTokClientOptions {
  /** Another server than TikTok is for development; uploads then go to that origin only. */
  apiUrl?: string;
  authorizeUrl?: string;
  /** Milliseconds for a whole call (not for uploads). */
  timeoutMs?: number;
  /** Milliseconds until a connection must stand. */
  connectTimeoutMs?: number;
  /** Milliseconds an upload may stand still. */
  uploadIdleTimeoutMs?: number;
  /** Told of every call; never gets a secret. */
  onCall?: (observation: CallObservation) => void;
  /** Replaces the HTTP of all calls but the upload. */
  http?: Http;
  /**
   * Agents for all connections, for instance of a proxy. Proxies named in the environment are
   * deliberately not used.
   */
  agents?: Agents;
}

/**
 * TikTok's API as functions. Holds no credentials and no state but its connections: `close()` ends
 * the idle ones. Every method rejects with a TikTokError, or (for `upload`) with what the caller's
 * own callbacks threw.
 */
export const createTikTokClient = ({
  apiUrl = DEFAULT_API_URL,
  authorizeUrl = 'https://www.tiktok.com/v2/auth/authorize/',
  timeoutMs = 30_000,
  connectTimeoutMs = 10_000,
  uploadIdleTimeoutMs = 60_000,
  onCall,
  http,
  agents,
}: TikTokClientOptions = {}) => {
  const context: CallContext = {
    http: http ?? createHttp({ connectTimeoutMs, agents }),
    apiUrl: apiUrl.endsWith('/') ? apiUrl.slice(0, -1) : apiUrl,
    timeoutMs,
    onCall,
  };
  const uploadAgents = agents ?? createUploadAgents();
  const uploadContext = {
    apiUrl: context.apiUrl,
    onCall,
    agents: uploadAgents,
    connectTimeoutMs,
    idleTimeoutMs: uploadIdleTimeoutMs,
  };
  // A development server may have TikTok fetch over http.
  const allowHttp = new URL(context.apiUrl).origin !== DEFAULT_API_URL;
  const put = (input: PutChunkInput) => putChunk(uploadContext, input);

  const bound =
    <Args extends unknown[], Result>(method: (context: CallContext, ...args: Args) => Result) =>
    (...args: Args): Result =>
      method(context, ...args);

  return {
    oauth: {
      authorizeUrl: (input: AuthorizeUrlInput) => buildAuthorizeUrl(authorizeUrl, input),
      exchangeCode: bound(exchangeCode),
      refresh: bound(refreshTokens),
      revoke: bound(revokeToken),
      clientCredentials: bound(checkClientCredentials),
    },
    users: { info: bound(fetchUserInfo) },
    creatorInfo: bound(queryCreatorInfo),
    posts: {
      initDirectVideo: (accessToken: string, input: DirectVideoInput, options?: CallOptions) =>
        initDirectVideo(context, accessToken, input, { ...options, allowHttp }),
      initInboxVideo: (accessToken: string, input: InboxVideoInput, options?: CallOptions) =>
        initInboxVideo(context, accessToken, input, { ...options, allowHttp }),
      initPhotos: (accessToken: string, input: PhotosInput, options?: CallOptions) =>
        initPhotos(context, accessToken, input, { ...options, allowHttp }),
      status: bound(fetchPostStatus),
      cancel: bound(cancelPost),
    },
    videos: { list: bound(listVideos), query: bound(queryVideos) },
    upload: {
      putChunk: put,
      /** Whether this is an upload address of TikTok's own: another one gets no byte. */
      isOwn: (uploadUrl: string): boolean => isOwnUploadUrl(uploadUrl, context.apiUrl),
      /** An address that is not TikTok's is refused before anything else, the commit included. */
      async sequentially(upload: SequentialUpload) {
        checkedUploadUrl(upload.uploadUrl, context.apiUrl);
        return uploadSequentially(put, upload);
      },
    },
    close: () => {
      uploadAgents.http.destroy();
      uploadAgents.https.destroy();
    },
  };
};

export type TikTokClient = ReturnType<typeof createTikTokClient>;
