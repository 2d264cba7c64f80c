import { type Conflict } from '../../../contracts/versions';

/** What a refused call tells its caller; `details` in Strapi's error body. */
export interface ProblemDetails {
  /** HTTP status, 4xx or 503. */
  status: number;
  /** Stable, for programs. */
  code: string;
  /** What happened, in words an editor reads. */
  message: string;
  /** What to do about it. */
  remedy?: string;
  /** When to try again. */
  retryAt?: Date;
  /** Field path in dots to message. */
  fields?: Record<string, string>;
  /** With `version_conflict`: what is there now. */
  conflict?: Conflict;
  /** The post that is in the way. */
  postId?: number;
}

/**
 * The one error that services throw for what a person or program can mend. Everything else that
 * reaches a controller is a defect and answered by Strapi's own 500.
 *
 * Not Strapi's ApplicationError: a second copy of `@strapi/utils` in the tree would turn it into a
 * 500 (the error middleware uses instanceof).
 */
export class Problem extends Error {
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.message);
    this.name = 'Problem';
    this.details = details;
  }
}

export const forbidden = (message: string, remedy: string): Problem =>
  new Problem({ status: 403, code: 'forbidden', message, remedy });

export const notFound = (what: string): Problem =>
  new Problem({
    status: 404,
    code: 'not_found',
    message: `${what} does not exist, or you may not see it.`,
    remedy: 'Reload the page. If it should exist, ask an administrator for access.',
  });

export const isNotFound = (error: unknown): error is Problem =>
  error instanceof Problem && error.details.code === 'not_found';

/**
 * Somebody changed it since the version that the caller saw. `now` tells what is there: its version,
 * by whom and when (epoch milliseconds), as far as that is written down.
 */
export const versionConflict = (
  what: string,
  now?: { version: number; by?: string | null; at?: number | null },
): Problem => {
  const by = now?.by ?? null;
  const at = now?.at ?? null;
  return new Problem({
    status: 409,
    code: 'version_conflict',
    message: `${what} was changed by ${by ?? 'someone else'} in the meantime.`,
    remedy: 'Reload to see the latest version, then make your change again. Nothing was saved.',
    ...(now && {
      conflict: { version: now.version, by, at: at === null ? null : new Date(at).toISOString() },
    }),
  });
};
