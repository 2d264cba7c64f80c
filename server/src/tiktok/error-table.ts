import { API_ROWS } from './error-rows-api';
import { CLIENT_ROWS } from './error-rows-client';
import { FAIL_REASON_ROWS } from './error-rows-fail-reasons';
import { OAUTH_ROWS } from './error-rows-oauth';
import { type ErrorKind, type ErrorRow } from './error-row';

/**
 * Every error code and every fail_reason of TikTok's contract, and what can go wrong on the way to
 * TikTok, with cause, remedy and when to try again. Plain data: shown in the admin, printed into
 * the docs.
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
  ...API_ROWS,
  ...OAUTH_ROWS,
  ...FAIL_REASON_ROWS,
  ...CLIENT_ROWS,
];

const byKindAndCode = new Map(ERROR_TABLE.map((row) => [`${row.kind} ${row.code}`, row]));

const listed = new Set(ERROR_TABLE.map(({ code }) => code));

/** Whether a code of any kind is one that the table knows. */
export const isListedCode = (code: string): boolean => listed.has(code);

const unknownRow = (kind: ErrorKind, code: string): ErrorRow => ({
  kind,
  code,
  cause: `TikTok answered "${code}", which is not in its published list.`,
  remedy: 'Look at what TikTok wrote beside it. It is not tried again by itself.',
  whenAgain: { kind: 'never' },
  errorClass: 'TikTokRefused',
  known: false,
});

/**
 * The row of a code, matched exactly. A code that TikTok lists only elsewhere (a fail_reason given
 * as an error, say) keeps its meaning; one it lists nowhere is shown raw and is final.
 */
export const explainCode = (kind: ErrorKind, code: string): ErrorRow => {
  const own = byKindAndCode.get(`${kind} ${code}`);
  if (own) return own;
  const elsewhere = kind === 'fail_reason' ? 'api' : 'fail_reason';
  const lent = byKindAndCode.get(`${elsewhere} ${code}`);
  return lent && kind !== 'oauth' ? { ...lent, kind } : unknownRow(kind, code);
};

/** The row of a `fail_reason` of status/fetch or of a webhook's `reason`. */
export const explainFailReason = (reason: string): ErrorRow => explainCode('fail_reason', reason);
