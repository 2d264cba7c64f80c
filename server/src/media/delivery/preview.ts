import { type Core } from '@strapi/strapi';
import { type Context } from 'koa';

import { previewMedia } from '../../../../contracts/media';
import { callerById } from '../../http/caller-by-id';
import { handlePublic } from '../../http/handle';
import { isSourceError } from '../errors';
import { createMediaLinks } from './links';
import { type Media, mediaOf } from '../media-service';
import { answerBusy, answerNotFound, isServed, sendMedia } from './send';
import { type MediaSource } from '../source';
import { createTraffic } from './traffic';

/** As for deliveries; a player that is moved about asks as often as it likes, one after another. */
const LIMITS = { perLink: 8, altogether: 64, requestsPerLink: Number.POSITIVE_INFINITY };

/** Pictures that this origin does not serve as they are show as what TikTok would get. */
const openShown = async (media: Media, assetId: number): Promise<MediaSource | null> => {
  const source = await media.openCurrent(assetId);
  if (isServed(source.contentType)) return source;
  await source.close();
  return source.contentType.startsWith('image/')
    ? media.openPrepared(assetId, source.digest)
    : null;
};

/** Whether who asked for the link may still read the file. */
const stillMay = async (strapi: Core.Strapi, userId: number, assetId: number): Promise<boolean> => {
  const maker = await callerById(strapi, userId);
  return maker !== null && mediaOf(strapi).mayRead(maker, assetId);
};

/** GET and HEAD of an asset for the form's `<video>` and `<img>`, which send no Bearer token. */
export const createPreview = ({ strapi }: { strapi: Core.Strapi }) => {
  const links = createMediaLinks(strapi);
  const traffic = createTraffic(LIMITS);
  const respond = async (ctx: Context, assetId: number, token: string): Promise<void> => {
    const link = links.readPreview(token);
    if (link?.asset !== assetId || !(await stillMay(strapi, link.user, assetId))) {
      return answerNotFound(ctx);
    }
    traffic.tidy();
    const done = traffic.enter(`${link.user}/${assetId}`);
    if (!done) return answerBusy(ctx);
    try {
      const source = await openShown(mediaOf(strapi), assetId);
      if (source) return await sendMedia(ctx, source, { disposition: 'inline', done });
    } catch (error) {
      done();
      if (!isSourceError(error)) throw error;
      return answerNotFound(ctx);
    }
    done();
    return answerNotFound(ctx);
  };

  return handlePublic(previewMedia, async ({ ctx, params, query }) => {
    await respond(ctx, params.assetId, query.token);
    return undefined;
  });
};
