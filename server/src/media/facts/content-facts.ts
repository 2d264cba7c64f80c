import { z } from 'zod';

import { mediaFacts } from '../../../../contracts/media';
import { MEDIA_TYPES } from '../media-type';
import { pictureFacts } from '../pictures/picture';

/**
 * What was found in the bytes of a file, whatever it is called: true for as long as the bytes are
 * the same. Plain data, so that it can be stored beside a fingerprint and handed back.
 */
export const contentFacts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('video'), type: z.enum(MEDIA_TYPES), facts: mediaFacts }),
  z.object({ kind: z.literal('photo'), type: z.enum(MEDIA_TYPES), facts: pictureFacts }),
  /** Nothing that TikTok takes and nothing that can be made into it. */
  z.object({ kind: z.literal('unknown') }),
]);
export type ContentFacts = z.output<typeof contentFacts>;
