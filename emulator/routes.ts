import { decideAuthorize, showAuthorize } from './authorize';
import { type Handler } from './core';
import { revoke, token } from './oauth';
import { directVideoInit, inboxVideoInit, photoInit } from './post-init';
import { cancelPublish, creatorInfo, statusFetch } from './publish-calls';
import { type Endpoint } from './types';
import { uploadChunk } from './upload';
import { userInfo, videoList, videoQuery } from './users';

export interface Route {
  method: string;
  path: string;
  endpoint: Endpoint;
  /** How errors are written: nested, flat, as a page, or as a bare status. */
  style: 'api' | 'oauth' | 'page' | 'upload';
  handler: Handler;
}

const route = (
  method: string,
  path: string,
  endpoint: Endpoint,
  style: Route['style'],
  handler: Handler,
): Route => ({ method, path, endpoint, style, handler });

/** Every address of TikTok the emulator answers; all end in a slash. */
export const ROUTES: readonly Route[] = [
  route('GET', '/v2/auth/authorize/', 'oauth.authorize', 'page', showAuthorize),
  route('POST', '/v2/auth/authorize/', 'oauth.authorize', 'page', decideAuthorize),
  route('POST', '/v2/oauth/token/', 'oauth.token', 'oauth', token),
  route('POST', '/v2/oauth/revoke/', 'oauth.revoke', 'oauth', revoke),
  route('GET', '/v2/user/info/', 'user.info', 'api', userInfo),
  route('POST', '/v2/video/list/', 'video.list', 'api', videoList),
  route('POST', '/v2/video/query/', 'video.query', 'api', videoQuery),
  route('POST', '/v2/post/publish/creator_info/query/', 'creator_info', 'api', creatorInfo),
  route('POST', '/v2/post/publish/video/init/', 'video.init', 'api', directVideoInit),
  route('POST', '/v2/post/publish/inbox/video/init/', 'inbox.init', 'api', inboxVideoInit),
  route('POST', '/v2/post/publish/content/init/', 'content.init', 'api', photoInit),
  route('POST', '/v2/post/publish/cancel/', 'cancel', 'api', cancelPublish),
  route('POST', '/v2/post/publish/status/fetch/', 'status', 'api', statusFetch),
  route('PUT', '/video/', 'upload', 'upload', uploadChunk),
];

export const findRoute = (method: string, path: string): Route | undefined =>
  ROUTES.find((one) => one.method === method && one.path === path);
