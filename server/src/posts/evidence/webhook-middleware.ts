import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';

import { publicPath } from '../../settings';
import { type WebhookIntake } from './webhook-intake';

const MAX_BYTES = 64 * 1024;

const readRaw = async (ctx: Context): Promise<Buffer | 'too_large' | 'broken_off'> => {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of ctx.req) {
      const bytes = Buffer.from(part as Uint8Array);
      length += bytes.length;
      if (length > MAX_BYTES) return 'too_large';
      parts.push(bytes);
    }
  } catch {
    return 'broken_off';
  }
  return Buffer.concat(parts);
};

/** Anyone can break off a request to this address; Koa would print a stack for each. */
const quietWhenBrokenOff = (ctx: Context): void => {
  const loud = ctx.onerror.bind(ctx);
  ctx.onerror = (error) => {
    if (ctx.req.complete) loud(error);
  };
};

/**
 * TikTok's signature is over the body's raw bytes, so this runs before Strapi's body parser (added
 * in `register`) and answers the webhook's address itself.
 */
export const createWebhookMiddleware = (strapi: Core.Strapi, intake: () => WebhookIntake) => {
  const path = publicPath(strapi, '/webhook');
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'POST' || ctx.path.replace(/\/$/, '') !== path) return next();
    quietWhenBrokenOff(ctx);
    const raw = await readRaw(ctx);
    if (raw === 'broken_off') return;
    if (raw === 'too_large') {
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
