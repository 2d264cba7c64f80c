import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';

import { publicPath } from '../../settings';
import { type WebhookIntake } from './webhook-intake';

const MAX_BYTES = 64 * 1024;

const readRaw = async (ctx: Context): Promise<Buffer | null> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of ctx.req) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > MAX_BYTES) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
};

/**
 * TikTok's signature is over the body's raw bytes, so this runs before Strapi's body parser (added
 * in `register`) and answers the webhook's address itself.
 */
export const createWebhookMiddleware = (strapi: Core.Strapi, intake: () => WebhookIntake) => {
  const path = publicPath(strapi, '/webhook');
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'POST' || ctx.path.replace(/\/$/, '') !== path) return next();
    const raw = await readRaw(ctx);
    if (!raw) {
      ctx.status = 413;
      return;
    }
    try {
      const header = ctx.get('TikTok-Signature');
      const received = await intake().receive(raw, header === '' ? undefined : header);
      ctx.status = received === 'refused' ? 401 : 200;
      ctx.body = '';
    } catch (error) {
      // TikTok repeats what is not answered 200, for up to 72 hours.
      strapi.log.error(
        `TikTok: a webhook could not be taken: ${error instanceof Error ? error.name : 'unknown error'}`,
      );
      ctx.status = 500;
    }
  };
};
