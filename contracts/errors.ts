import { z } from 'zod';

import { conflict } from './versions';

/**
 * The body of every refused call, in Strapi's own shape. `details.code` is stable and for programs;
 * `message` says what happened, `details.remedy` what to do, `details.retryAt` when to try again.
 */
export const apiError = z.object({
  data: z.null(),
  error: z.object({
    status: z.number().int(),
    name: z.string(),
    message: z.string(),
    details: z.object({
      code: z.string(),
      remedy: z.string().optional(),
      /** ISO 8601, UTC. Absent when time alone changes nothing. */
      retryAt: z.string().optional(),
      /** What is wrong field by field, for a form: path in dots to message. */
      fields: z.record(z.string(), z.string()).optional(),
      /** With `version_conflict`: what is there now. */
      conflict: conflict.optional(),
      /** `just_sent`: the post that was quicker; to be named in `knownRepeats` by who goes on. */
      postId: z.number().int().optional(),
    }),
  }),
});
export type ApiError = z.output<typeof apiError>;
