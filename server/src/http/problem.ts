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

export const versionConflict = (what: string): Problem =>
  new Problem({
    status: 409,
    code: 'version_conflict',
    message: `${what} was changed by someone else in the meantime.`,
    remedy: 'Reload to see the latest version, then make your change again. Nothing was saved.',
  });
