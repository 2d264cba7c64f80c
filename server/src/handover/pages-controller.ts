import { type Core } from '@strapi/strapi';
import { type Context } from 'koa';

import { handoverPage, previewPage, previewPageMedia } from '../../../contracts/handover';
import { type MediaFingerprint } from '../../../contracts/media';
import { handlePublic } from '../http/handle';
import { answerNotFound, isServed, isSourceError, mediaOf, sendMedia } from '../media';
import { type MediaSource } from '../media';
import { publicPath } from '../settings';
import { answerNoPage, answerPage } from './html';
import { type Language, languageOf, STEMS } from './languages';
import { linksOf } from './links-service';
import { handoverContent, previewContent } from './pages';

const languageFor = (ctx: Context): Language => languageOf(ctx.acceptsLanguages(STEMS) || null);

/** A file in the version the post was made with, in a form this origin may serve; null without one. */
const openShown = async (
  strapi: Core.Strapi,
  agreed: MediaFingerprint,
): Promise<MediaSource | null> => {
  const media = mediaOf(strapi);
  const source = await media.openSource(agreed);
  const isPicture = source.contentType.startsWith('image/');
  if (!isPicture && isServed(source.contentType)) return source;
  await source.close();
  // Its own bytes may tell where it was taken.
  return isPicture ? media.openPrepared(agreed.assetId, source.digest) : null;
};

/** The pages behind the links. Whatever does not work answers the same 404. */
export const createPages = ({ strapi }: { strapi: Core.Strapi }) => ({
  page: handlePublic(handoverPage, async ({ ctx, params }) => {
    const opened = await linksOf(strapi).open('handover', params.token);
    if (opened) answerPage(ctx, handoverContent(opened, languageFor(ctx)));
    else answerNoPage(ctx);
    return undefined;
  }),

  preview: handlePublic(previewPage, async ({ ctx, params }) => {
    const opened = await linksOf(strapi).open('preview', params.token);
    const mediaPath = publicPath(strapi, `/preview-link/${params.token}/media`);
    if (opened) answerPage(ctx, previewContent(opened, languageFor(ctx), mediaPath));
    else answerNoPage(ctx);
    return undefined;
  }),

  previewMedia: handlePublic(previewPageMedia, async ({ ctx, params }) => {
    const opened = await linksOf(strapi).open('preview', params.token);
    const agreed = /^\d{1,2}$/.test(params.index)
      ? opened?.post.media[Number(params.index)]
      : undefined;
    try {
      const source = agreed && (await openShown(strapi, agreed));
      if (source) await sendMedia(ctx, source, { disposition: 'inline' });
      else answerNotFound(ctx);
    } catch (error) {
      if (!isSourceError(error)) throw error;
      answerNotFound(ctx);
    }
    return undefined;
  }),
});
