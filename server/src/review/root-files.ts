import { createHmac, randomBytes } from 'node:crypto';

import { type Core } from '@strapi/strapi';
import { type Context, type Next } from 'koa';

import { type UrlProperty } from '../../../contracts/review-facts';
import { mediaUrlOf, publicAddress, publicPath, type Vault, vaultOf } from '../settings';
import { type Probe } from './checks/check';
import { servedPath, type SignaturePlace } from './properties';

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
 * Where signature files may lie on this Strapi: at the root of its public hosts, where TikTok looks
 * for those of a host, and under the address from which TikTok pulls media.
 */
export const signaturePlaces = (strapi: Core.Strapi): SignaturePlace[] => {
  const media = publicPath(strapi, '/media/');
  const root = publicAddress(strapi, '/media/').slice(0, -media.length);
  return [root, mediaUrlOf(strapi)].flatMap((base) =>
    base === null
      ? []
      : [
          { address: `${new URL(base).origin}/`, path: '/' },
          { address: `${base}/`, path: '/' },
          { address: `${base}${media}`, path: media },
        ],
  );
};

/**
 * TikTok's signature files, where the portal wants them. Only those that an administrator entered: an
 * answer to any name would let strangers verify this domain for their own app. And only where nothing
 * else answers, so that none takes the place of a file of the site. Added in `register`: it sees what
 * all others made of a call.
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
    const { path } = ctx;
    await next();
    if (ctx.status !== 404) return;
    const places = signaturePlaces(strapi);
    const property = (await properties()).find((one) => servedPath(one, places) === path);
    if (!property) return;
    send(ctx, property.value);
    // Strapi's own line was written before, with the 404 that it would have been.
    strapi.log.http(`TikTok: gave the signature file ${property.fileName ?? ''}`);
  };
