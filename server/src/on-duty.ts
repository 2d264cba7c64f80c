import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { pluginConfig, type PluginConfig } from './config';

/** What `npx strapi-tiktok worker` puts into Strapi's container before Strapi loads. */
const WORKER = 'tiktok.worker';

const mark = z.custom<{ onDuty: boolean }>(
  (value) => typeof (value as { onDuty?: unknown } | null)?.onDuty === 'boolean',
);

const markOf = (strapi: Core.Strapi): { onDuty: boolean } | null =>
  strapi.has(WORKER) ? mark.parse(strapi.get(WORKER)) : null;

/** Whether this Strapi was loaded to work on posts only, without serving a site. */
export const isWorker = (strapi: Core.Strapi): boolean => markOf(strapi) !== null;

/** The worker is loaded: from now on it works. */
export const goOnDuty = (strapi: Core.Strapi): void => {
  const found = markOf(strapi);
  if (found) found.onDuty = true;
};

/**
 * Whether this process may do anything by itself. It serves the site, or it is a worker that has
 * begun; `strapi export` and other commands load Strapi as well, and nothing may be sent then.
 */
export const isOnDuty = (strapi: Core.Strapi): boolean =>
  markOf(strapi)?.onDuty ?? strapi.server.httpServer.listening;

/** What the publisher of this very process does: a worker publishes where the site's processes need not. */
export const publisherConfig = (strapi: Core.Strapi): PluginConfig['publisher'] => {
  const { publisher } = pluginConfig(strapi);
  return isWorker(strapi) ? { ...publisher, enabled: true } : publisher;
};
