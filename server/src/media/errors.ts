/**
 * Where a Strapi asset cannot become the bytes that were agreed to. Both carry words for an editor
 * and never an address: addresses of private storage are signed and thereby secret.
 */
abstract class SourceError extends Error {
  abstract readonly code: string;
  abstract readonly retryable: boolean;
  /** What to do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** What is there now is not what the person agreed to; sending it needs a new confirmation. */
export class SourceChanged extends SourceError {
  readonly code = 'source_changed';
  readonly retryable = false;

  constructor(name: string) {
    super(
      `The file "${name}" is not the one that was confirmed: it was changed or replaced since.`,
      'Look at the file as it is now and confirm the post again.',
    );
  }
}

export type UnavailableCode =
  | 'asset_missing'
  | 'file_missing'
  | 'file_refused'
  | 'file_encoded'
  | 'file_too_large'
  | 'file_interrupted'
  | 'file_unreachable'
  | 'file_address'
  | 'picture_too_many_pixels'
  | 'disk_full';

/** The bytes cannot be read; `retryable` when time alone may mend it. */
export class SourceUnavailable extends SourceError {
  readonly code: UnavailableCode;
  readonly retryable: boolean;

  constructor(
    code: UnavailableCode,
    { message, remedy, retryable }: { message: string; remedy: string; retryable: boolean },
  ) {
    super(message, remedy);
    this.code = code;
    this.retryable = retryable;
  }
}

/** The same error, saying which of several pictures it is about; `index` counts from 0. */
export const inPlace = (error: unknown, index: number, of: number): unknown => {
  if (of === 1 || !(error instanceof SourceUnavailable)) return error;
  const { code, message, remedy, retryable } = error;
  return new SourceUnavailable(code, {
    message: `Picture ${index + 1} of ${of}: ${message}`,
    remedy,
    retryable,
  });
};

export const isSourceError = (error: unknown): error is SourceChanged | SourceUnavailable =>
  error instanceof SourceChanged || error instanceof SourceUnavailable;

export const assetMissing = (assetId: number): SourceUnavailable =>
  new SourceUnavailable('asset_missing', {
    message: `The file number ${assetId} is no longer in the Media Library.`,
    remedy: 'Choose another file for this post.',
    retryable: false,
  });

export const fileMissing = (name: string, where: string): SourceUnavailable =>
  new SourceUnavailable('file_missing', {
    message: `"${name}" is listed in the Media Library, but its content is not ${where}.`,
    remedy:
      'Upload the file again. With several servers, let them share the upload folder or use an object storage.',
    retryable: false,
  });

export const interrupted = (name: string): SourceUnavailable =>
  new SourceUnavailable('file_interrupted', {
    message: `Reading "${name}" was interrupted before its end.`,
    remedy: 'It is tried again by itself. If it keeps happening, check the media storage.',
    retryable: true,
  });

export const unreachable = (name: string): SourceUnavailable =>
  new SourceUnavailable('file_unreachable', {
    message: `The storage that holds "${name}" does not answer.`,
    remedy: 'It is tried again by itself. If it keeps happening, check the media storage.',
    retryable: true,
  });

/** What an HTTP status other than 200 and 206 says about the file. */
export const refusedWith = (status: number, name: string): SourceUnavailable => {
  if (status === 404 || status === 410) return fileMissing(name, 'in the media storage');
  if (status === 408 || status === 429 || status >= 500) return unreachable(name);
  return new SourceUnavailable('file_refused', {
    message: `The storage that holds "${name}" refuses to hand it out (HTTP ${status}).`,
    remedy:
      "Ask an administrator to check the upload provider's credentials, and that its files are either public or signed by the provider.",
    retryable: false,
  });
};

/** Node's code of a system error, such as `ENOENT`; null for anything else. */
export const systemCode = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
