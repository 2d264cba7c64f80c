/** One code of a refused call, as `error.details.code` names it. */
export interface ProblemDoc {
  code: string;
  status: string;
  meaning: string;
}

/** One subject's part of the documentation of refused calls. */
export interface SubjectProblems {
  /** The codes its services give. */
  problems: readonly ProblemDoc[];
  /** What each of its handlers may answer besides the codes every route shares. */
  errorsOf: Readonly<Record<string, readonly string[]>>;
  /** What its routes without a JSON answer do when they refuse. */
  refusals?: Readonly<Record<string, string>>;
}

/** The codes every route shares. */
export const SHARED_PROBLEMS: readonly ProblemDoc[] = [
  { code: 'not_signed_in', status: '401', meaning: 'Nobody is signed in.' },
  {
    code: 'invalid_request',
    status: '400',
    meaning: 'A parameter or field is missing, of the wrong type or out of its limits.',
  },
  {
    code: 'not_found',
    status: '404',
    meaning: 'It does not exist, or the caller may not see it; the two are not told apart.',
  },
  {
    code: 'version_conflict',
    status: '409',
    meaning: 'It was changed since the version that was sent along. Read it again.',
  },
  {
    code: 'forbidden',
    status: '403',
    meaning:
      'The caller has the permission for the route, but not for this object or not as an API token.',
  },
];

/** Families whose codes come from a list elsewhere. */
export const FAMILIES = {
  file: 'a code of the file (409, or 503 where trying again helps)',
  rule: 'a code of a rule of the form (422; 409 for the consent)',
  tiktok: "TikTok's own code (409 or 503)",
} as const;

export const APP = [
  'tiktok_disabled',
  'tiktok_switched_off',
  'no_encryption_key',
  'client_secret_unreadable',
];
export const TOKENS = [
  'account_needs_reconnect',
  'account_quiet',
  'tokens_unreadable',
  'refresh_busy',
  'refresh_unclear',
  'tiktok_paused',
  'stopping',
  'tiktok_…',
];
export const FOR_POSTING = [
  'not_found',
  ...APP,
  'account_not_connected',
  'share_type_not_allowed',
  'scope_missing',
];
export const ON_A_POST = ['not_found', 'version_conflict'];
