import { type Core } from '@strapi/strapi';
import { type Context } from 'koa';

import { deliverMedia } from '../../../../contracts/media';
import { handlePublic } from '../../http/handle';
import { isSourceError } from '../errors';
import { createMediaLinks, type Delivery } from './links';
import { mediaOf } from '../media-service';
import { type MediaType, VIDEO_TYPES } from '../media-type';
import { answerBusy, answerNotFound, sendMedia } from './send';
import { type MediaSource } from '../source';
import { createTraffic } from './traffic';

/** Who knows whether TikTok may fetch a file right now: the posts. */
interface PullGate {
  mayBePulled(attemptId: number, assetIndex: number): Promise<boolean>;
  /** Tells why TikTok was not given a file. */
  failed(attemptId: number, message: string): Promise<void>;
}

/** Asked at each request rather than kept: posts and media each need the other. */
const pullGateOf = (strapi: Core.Strapi): PullGate =>
  strapi.plugin('tiktok').service('posts').deliveries;

/** A picture leaves only as it was prepared: its own bytes may tell where it was taken. */
const DELIVERED = {
  original: VIDEO_TYPES,
  prepared: ['image/jpeg'],
} as const satisfies Record<Delivery['variant'], readonly MediaType[]>;
const open = (strapi: Core.Strapi, delivery: Delivery): Promise<MediaSource> => {
  const { asset, digest, variant } = delivery;
  return variant === 'prepared'
    ? mediaOf(strapi).openPrepared(asset, digest)
    : mediaOf(strapi).openDigest(asset, digest);
};

/**
 * GET and HEAD of one agreed file, for TikTok (PULL_FROM_URL). A link is good for one attempt, one
 * place in its media and one version of the file, while that attempt may be pulled; anything else is
 * a bare 404. Never a redirect, which TikTok refuses.
 */
export const createDeliver = ({ strapi }: { strapi: Core.Strapi }) => {
  const links = createMediaLinks(strapi);
  const traffic = createTraffic();

  const send = async (ctx: Context, delivery: Delivery, done: () => void): Promise<void> => {
    const source = await open(strapi, delivery);
    if (DELIVERED[delivery.variant].some((type) => type === source.contentType)) {
      return sendMedia(ctx, source, { disposition: 'attachment', done });
    }
    await source.close();
    done();
    return answerNotFound(ctx);
  };

  const respond = async (ctx: Context, token: string): Promise<void> => {
    const delivery = links.readDelivery(token);
    if (!delivery) return answerNotFound(ctx);
    const { attempt, index } = delivery;
    if (!(await pullGateOf(strapi).mayBePulled(attempt, index))) return answerNotFound(ctx);
    traffic.tidy();
    const done = traffic.enter(`${attempt}/${index}`);
    if (!done) return answerBusy(ctx);
    try {
      return await send(ctx, delivery, done);
    } catch (error) {
      done();
      if (!isSourceError(error)) throw error;
      await pullGateOf(strapi).failed(attempt, error.message);
      return error.retryable ? answerBusy(ctx) : answerNotFound(ctx);
    }
  };

  return handlePublic(deliverMedia, async ({ ctx, params }) => {
    await respond(ctx, params.token);
    return undefined;
  });
};
