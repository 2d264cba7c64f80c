import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import { type Conflict } from '../../../contracts/versions';

/** A refused or failed call, ready to be shown: what happened, what to do, when to try again. */
export interface TikTokProblem {
  /** HTTP status; 0 when no answer came at all. */
  status: number;
  /** Stable, for decisions. `unreachable` and `unexpected` are this client's own. */
  code: string;
  /** From the server, in words; empty for this client's own codes, whose texts are in `common.json`. */
  message: string;
  remedy: string | null;
  /** ISO 8601, UTC. */
  retryAt: string | null;
  /** What is wrong field by field: path in dots to message. */
  fields: Record<string, string>;
  /** Somebody else was quicker: what is there now. */
  conflict: Conflict | null;
  /** The post that is in the way, where there is one. */
  postId?: number;
}

const refusal = apiError.shape.error;
/** What Strapi answers by itself, such as 403 from a policy. */
const strapiError = z.object({ status: z.number().int(), name: z.string(), message: z.string() });

const problem = (given: Partial<TikTokProblem>): TikTokProblem => ({
  status: 0,
  code: 'unexpected',
  message: '',
  remedy: null,
  retryAt: null,
  fields: {},
  conflict: null,
  ...given,
});

/**
 * Reads whatever Strapi's base query hands back as `error`.
 * Never throws: what cannot be read becomes `unreachable` (no answer) or `unexpected`.
 */
export const problemOf = (error: unknown): TikTokProblem => {
  const ours = refusal.safeParse(error);
  if (ours.success) {
    const { status, message, details } = ours.data;
    return problem({
      status,
      message,
      code: details.code,
      remedy: details.remedy ?? null,
      retryAt: details.retryAt ?? null,
      fields: details.fields ?? {},
      conflict: details.conflict ?? null,
      ...(details.postId === undefined ? {} : { postId: details.postId }),
    });
  }
  const strapis = strapiError.safeParse(error);
  if (!strapis.success) return problem({ code: 'unreachable' });
  const { status, message } = strapis.data;
  if (status === 401) return problem({ status, code: 'not_signed_in' });
  if (status === 403) return problem({ status, code: 'forbidden' });
  return problem({ status, message: status >= 500 ? '' : message });
};
