import { createHmac, randomBytes } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';

import { type UrlProperty } from '../../../contracts/review-facts';
import { type Vault, vaultOf } from '../settings';
import { type Probe } from './checks/check';
import { filePath } from './properties';

const PURPOSE = 'root-probe';
const ANSWER_PURPOSE = 'root-probe-answer';
const TTL_SECONDS = 120;
const PROBE_PATH = /^\/tiktok-probe-([\w.-]{20,500})\.txt$/;

const digestOf = (vault: Vault, token: string): string =>
  createHmac('sha256', vault.linkKey(ANSWER_PURPOSE).key).update(token).digest('base64url');

/** A file at the root that only this Strapi can answer, and that is no signature of TikTok's. */
export const rootProbe = (vault: Vault, publicUrl: string): Probe | null => {
  if (!vault.ready) return null;
  const token = vault.signLink(PURPOSE, { n: randomBytes(8).toString('hex') }, TTL_SECONDS);
  const expected = digestOf(vault, token);
  return {
    address: new URL(`/tiktok-probe-${token}.txt`, publicUrl).href,
    isAnswer: (page) => page.status === 200 && page.body === expected,
  };
};

const send = (ctx: Context, text: string): void => {
  ctx.status = 200;
  ctx.set('Content-Type', 'text/plain');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-cache');
  ctx.body = text;
};

/**
 * TikTok's signature files, where the portal wants them: at the site root, or right under a URL
 * prefix. Only those that an administrator entered: an answer to any name would let strangers
 * verify this domain for their own app. Added in `register`, so that it comes before Strapi's
 * `public` folder.
 */
export const createRootFiles =
  (strapi: Core.Strapi, properties: () => Promise<UrlProperty[]>) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!reads || !ctx.path.endsWith('.txt')) return next();
    const [, token] = PROBE_PATH.exec(ctx.path) ?? [];
    if (token) {
      const vault = vaultOf(strapi);
      if (vault.verifyLink(PURPOSE, token) === null) return next();
      return send(ctx, digestOf(vault, token));
    }
    const property = (await properties()).find(
      (one) => one.method === 'file' && filePath(one) === ctx.path,
    );
    if (!property) return next();
    send(ctx, property.value);
  };
