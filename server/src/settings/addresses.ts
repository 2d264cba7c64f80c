import { type Core } from '@strapi/strapi';

import { pluginConfig } from '../config';
import { withoutTrailingSlashes } from '../http/slashes';

/** The port this Strapi really listens on; the configured one until it does. */
const portOf = (strapi: Core.Strapi): number => {
  const address = strapi.server?.httpServer?.address();
  if (address && typeof address === 'object') return address.port;
  return Number(strapi.config.get('server.port', 1337));
};

/**
 * This Strapi as the world sees it, without a slash at the end: only what somebody configured, the
 * plugin's `publicUrl` or Strapi's `server.url`. Never the address that Strapi derives by itself.
 */
export const publicUrlOf = (strapi: Core.Strapi): string | null => {
  const own = pluginConfig(strapi).publicUrl;
  if (own) return withoutTrailingSlashes(own);
  const configured: unknown = strapi.config.get('server.url');
  return typeof configured === 'string' && /^https?:\/\//i.test(configured)
    ? withoutTrailingSlashes(configured)
    : null;
};

/** The host that TikTok pulls media from, or null when none is configured. */
export const mediaUrlOf = (strapi: Core.Strapi): string | null => {
  const own = pluginConfig(strapi).mediaUrl;
  return own ? withoutTrailingSlashes(own) : publicUrlOf(strapi);
};

/** Where the browser on the server's own machine finds Strapi; TikTok's Desktop redirect. */
const localUrlOf = (strapi: Core.Strapi): string => `http://localhost:${portOf(strapi)}`;

/** A public address of the plugin, under the configured prefix of Strapi's REST API. */
export const publicAddress = (strapi: Core.Strapi, path: `/${string}`): string => {
  const prefix = String(strapi.config.get('api.rest.prefix', '/api'));
  const root = publicUrlOf(strapi) ?? localUrlOf(strapi);
  return `${root}/${`${prefix}/tiktok${path}`.replace(/^\/+/, '')}`;
};

/** The path of a public address of the plugin on this server, for links inside the admin. */
export const publicPath = (strapi: Core.Strapi, path: `/${string}`): string => {
  const prefix = String(strapi.config.get('api.rest.prefix', '/api'));
  return `/${`${prefix}/tiktok${path}`.replace(/^\/+/, '')}`;
};

/** The admin panel as Strapi's own configuration has it. */
const configuredAdminUrl = (strapi: Core.Strapi): URL => {
  const url = new URL(String(strapi.config.get('admin.absoluteUrl')));
  // Without `server.url` Strapi names the address it listens on, which no browser can open.
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = 'localhost';
  if (!publicUrlOf(strapi) && url.hostname === 'localhost' && url.protocol === 'http:') {
    url.port = String(portOf(strapi));
  }
  return url;
};

/** Whether Strapi itself was told where its admin panel is: `server.url` or `admin.url`, whole. */
const knowsItsAdmin = (strapi: Core.Strapi): boolean =>
  ['server.url', 'admin.url'].some((key) =>
    /^https?:\/\//i.test(String(strapi.config.get(key, ''))),
  );

/**
 * Where the admin panel can be opened, the address to name first. Where only the plugin was told the
 * public address, the panel is there too.
 */
export const adminUrlsOf = (strapi: Core.Strapi): [URL, ...URL[]] => {
  const configured = configuredAdminUrl(strapi);
  const own = pluginConfig(strapi).publicUrl;
  if (!own) return [configured];
  const published = new URL(
    `${withoutTrailingSlashes(own)}${String(strapi.config.get('admin.path', '/admin'))}`,
  );
  return knowsItsAdmin(strapi) ? [configured, published] : [published, configured];
};

/** The admin panel: its address without a slash at the end. */
export const adminUrlOf = (strapi: Core.Strapi): URL => adminUrlsOf(strapi)[0];
