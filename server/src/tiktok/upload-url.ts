import { clientError } from './errors';

export const DEFAULT_API_URL = 'https://open.tiktokapis.com';

/** How an upload address is called in errors and observations; it is itself a secret. */
export const UPLOAD_ENDPOINT = 'PUT upload_url';

const isTikTokHost = (hostname: string) => /^(?:[a-z0-9-]+\.)+tiktokapis\.com$/.test(hostname);

/**
 * Parses an upload address and lets only TikTok's own pass (T30): https and a host under
 * tiktokapis.com on the default port; with another API address (development) that very origin.
 * @throws TikTokUploadError with its host alone in it
 */
export const checkedUploadUrl = (uploadUrl: string, apiUrl: string): URL => {
  const url = URL.canParse(uploadUrl) ? new URL(uploadUrl) : undefined;
  const isDefault = new URL(apiUrl).origin === DEFAULT_API_URL;
  const allowed =
    url !== undefined &&
    url.username === '' &&
    url.password === '' &&
    (isDefault
      ? url.protocol === 'https:' && url.port === '' && isTikTokHost(url.hostname)
      : url.origin === new URL(apiUrl).origin);
  if (!allowed) {
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
