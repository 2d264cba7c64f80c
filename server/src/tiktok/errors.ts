import { type ErrorClassName, type ErrorRow, type WhenAgain, whenAgainInWords } from './error-row';
import { explainCode } from './error-table';

/**
 * What is known about the effect of a failed call.
 * refused: TikTok answered, nothing happened. unknown: no usable answer, it may have happened.
 * not_sent: it certainly never reached TikTok.
 */
export type Outcome = 'refused' | 'unknown' | 'not_sent';

export interface TikTokErrorInit {
  row: ErrorRow;
  /** Name of the call, e.g. `POST /v2/post/publish/video/init/`; never an address with secrets. */
  endpoint: string;
  outcome: Outcome;
  httpStatus?: number;
  logId?: string;
  /** TikTok's own words, already redacted. */
  tiktokMessage?: string;
  /** What exactly, where the row's cause is general. In words, without secrets. */
  detail?: string;
  retryAfterMs?: number;
}

/**
 * Whatever goes wrong between here and TikTok, as one of the subclasses below. Carries words for
 * people and fields for programs and nothing else: no HTTP request, no header, no token, no cause
 * that could hold one. `message` says what happened and what TikTok said; `userAction` what to do.
 */
export class TikTokError extends Error {
  override name = 'TikTokError';
  /** TikTok's error code, or one of ours (kind `client` of the table). */
  readonly code: string;
  readonly endpoint: string;
  /** Set to `unknown` when an earlier try of the same thing may have arrived. */
  outcome: Outcome;
  /** True when the same call may succeed later with nothing changed. Says nothing of whether it is safe: see `outcome`. */
  readonly retryable: boolean;
  readonly whenAgain: WhenAgain;
  readonly userAction: string;
  readonly httpStatus?: number;
  /** TikTok's log id, for its support. */
  readonly logId?: string;
  readonly tiktokMessage?: string;
  /** Milliseconds to wait at least. */
  readonly retryAfterMs?: number;

  constructor(init: TikTokErrorInit) {
    const { row, tiktokMessage, detail } = init;
    const said = tiktokMessage ? ` TikTok said: "${tiktokMessage}".` : '';
    super(`${detail ?? row.cause}${said}`);
    this.code = row.code;
    this.endpoint = init.endpoint;
    this.outcome = init.outcome;
    this.whenAgain = row.whenAgain;
    this.retryable = ['now', 'after', 'after_finding_out'].includes(row.whenAgain.kind);
    this.userAction = row.remedy;
    const waitMs =
      init.retryAfterMs ?? (row.whenAgain.kind === 'after' ? row.whenAgain.ms : undefined);
    if (init.httpStatus !== undefined) this.httpStatus = init.httpStatus;
    if (init.logId !== undefined) this.logId = init.logId;
    if (tiktokMessage) this.tiktokMessage = tiktokMessage;
    if (waitMs !== undefined) this.retryAfterMs = waitMs;
  }

  /** When to try again, in words. */
  get whenAgainText(): string {
    return whenAgainInWords(
      this.retryAfterMs === undefined ? this.whenAgain : { kind: 'after', ms: this.retryAfterMs },
    );
  }

  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/** TikTok answered no, for a reason in the request, the account or the app. */
export class TikTokRefused extends TikTokError {
  override name = 'TikTokRefused';
}
/** The access token is dead: refresh once, else the account must be connected again. */
export class TikTokAuthError extends TikTokError {
  override name = 'TikTokAuthError';
}
/** The account did not grant the scope. Reconnecting mends it, refreshing does not. */
export class TikTokScopeError extends TikTokError {
  override name = 'TikTokScopeError';
}
/** Too many calls in a minute; `retryAfterMs` is at least 60 s. */
export class TikTokRateLimited extends TikTokError {
  override name = 'TikTokRateLimited';
}
/** A cap over rolling 24 hours, of the creator or of the whole app. */
export class TikTokCapReached extends TikTokError {
  override name = 'TikTokCapReached';
}
/** TikTok itself is out of order (5xx, internal_error). */
export class TikTokUnavailable extends TikTokError {
  override name = 'TikTokUnavailable';
}
/** No usable answer: reset, timeout, HTML, something the contract does not know. */
export class TikTokUnknownOutcome extends TikTokError {
  override name = 'TikTokUnknownOutcome';
}
/** No connection came about, so nothing can have happened. */
export class TikTokNotSent extends TikTokError {
  override name = 'TikTokNotSent';
}
/** An OAuth refusal (flat error). `invalid_grant` is the only one that means the token is dead. */
export class TikTokOAuthError extends TikTokError {
  override name = 'TikTokOAuthError';
}
/** The upload cannot go on as it is. */
export class TikTokUploadError extends TikTokError {
  override name = 'TikTokUploadError';
}
/** Stopped by the caller's signal. */
export class TikTokAborted extends TikTokError {
  override name = 'TikTokAborted';
}

/** Not allowed by TikTok's contract; found here, before anything was sent. */
export class TikTokInputError extends TikTokError {
  override name = 'TikTokInputError';
  /** What is wrong, path in dots to words. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(fields: Record<string, string>, endpoint = 'before sending') {
    const row = explainCode('client', 'input_refused');
    super({
      row,
      endpoint,
      outcome: 'not_sent',
      detail: Object.values(fields).join(' ') || row.cause,
    });
    this.fields = fields;
  }
}

/** The file's side failed while it was read, not TikTok. */
export class TikTokSourceError extends TikTokError {
  override name = 'TikTokSourceError';
  readonly #original: unknown;

  constructor(init: TikTokErrorInit, original?: unknown) {
    super(init);
    this.#original = original;
  }

  /** What the source threw. Kept out of inspection and JSON: storage errors can quote signed addresses. */
  get original(): unknown {
    return this.#original;
  }
}

const CLASSES: Record<
  Exclude<ErrorClassName, 'TikTokInputError' | 'TikTokSourceError'>,
  new (init: TikTokErrorInit) => TikTokError
> = {
  TikTokRefused,
  TikTokAuthError,
  TikTokScopeError,
  TikTokRateLimited,
  TikTokCapReached,
  TikTokUnavailable,
  TikTokUnknownOutcome,
  TikTokNotSent,
  TikTokOAuthError,
  TikTokUploadError,
  TikTokAborted,
};

/** The error of a row of the table, in the class the row names. */
export const errorFor = (init: TikTokErrorInit): TikTokError => {
  const name = init.row.errorClass;
  if (name === 'TikTokSourceError') return new TikTokSourceError(init);
  if (name === 'TikTokInputError') return new TikTokInputError({}, init.endpoint);
  return new CLASSES[name](init);
};

/** An error of our own making (kind `client` of the table). */
export const clientError = (code: string, init: Omit<TikTokErrorInit, 'row'>): TikTokError =>
  errorFor({ ...init, row: explainCode('client', code) });
