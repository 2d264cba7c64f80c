import { z } from 'zod';

import { maybe } from './json';

/**
 * What an init gives. `publishId` must be stored at once: an init is not idempotent. `uploadUrl`
 * (FILE_UPLOAD only) is a bearer secret, good for one hour.
 */
export const initAnswer = z
  .object({ publish_id: z.string().min(1), upload_url: maybe(z.string().min(1)) })
  .transform((wire) => ({ publishId: wire.publish_id, uploadUrl: wire.upload_url }));
export type InitAnswer = z.output<typeof initAnswer>;
