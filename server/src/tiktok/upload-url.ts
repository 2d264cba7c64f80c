import { clientError } from './errors';

export const DEFAULT_API_URL = 'https://open.tiktokapis.com';

/** How an upload address is called in errors and observations; it is itself a secret. */
export const UPLOAD_ENDPOINT = 'PUT upload_url';

const isTikTokHost = (hostname: string) => /^(?:[a-z0-9-]+\.)+tiktokapis\.com$/.test(hostname);

/**
 * Whether it is TikTok's own (T30): https and a host under tiktokapis.com on the default port; with
 * another API address (development) that very origin.
 */
export const isOwnUploadUrl = (uploadUrl: string, apiUrl: string): boolean => {
  if (!URL.canParse(uploadUrl)) return false;
  const url = new URL(uploadUrl);
  if (url.username !== '' || url.password !== '') return false;
  const api = new URL(apiUrl).origin;
  return api === DEFAULT_API_URL
    ? url.protocol === 'https:' && url.port === '' && isTikTokHost(url.hostname)
    : url.origin === api;
};

/**
 * Parses an upload address and lets only TikTok's own pass.
 * @throws TikTokUploadError with its host alone in it
 */
export const checkedUploadUrl = (uploadUrl: string, apiUrl: string): URL => {
  const url = URL.canParse(uploadUrl) ? new URL(uploadUrl) : undefined;
  if (!url || !isOwnUploadUrl(uploadUrl, apiUrl)) {
    throw clientError('upload_url_refused', {
      endpoint: UPLOAD_ENDPOINT,
      outcome: 'not_sent',
      // Its path and query are the secret; an administrator needs the host.
      ...(url
        ? {
            detail: `TikTok gave an upload address at ${url.host}, which is not one of its own; nothing was sent there.`,
          }
        : {}),
    });
  }
  return url;
};
