import { type Subject } from '../subject';
import { useSharpOf } from './pictures/site-sharp';
import { createDeliver } from './delivery/deliver';
import { createMedia, mediaOf } from './media-service';
import { createPreview } from './delivery/preview';
import { removeStaleSpools } from './files/spool';

export { type ContentFacts, contentFacts } from './facts/content-facts';
export { isSourceError, SourceChanged, SourceUnavailable } from './errors';
export { inBatches } from './in-batches';
export { type AssetRef } from './items';
export { type Variant } from './delivery/links';
export { type Media, mediaOf } from './media-service';
export { type Preflight } from './facts/preflight';
export { answerNotFound, isServed, sendMedia } from './delivery/send';
export { fingerprintDigest, sameVersion, shownDigest } from './fingerprint';
export { type MediaSource } from './source';

/** From a Strapi asset to the bytes that TikTok takes. */
export const media: Subject = {
  controllers: {
    media: ({ strapi }) => ({
      preview: createPreview({ strapi }),
      deliver: createDeliver({ strapi }),
    }),
  },
  services: { media: createMedia },

  register: ({ strapi }) => useSharpOf(strapi.dirs.app.root),

  bootstrap: () => removeStaleSpools(Date.now()),

  destroy: ({ strapi }) => mediaOf(strapi).close(),
};
