/** HTTP status of each error code of the non-OAuth calls (contract 4, 5, 5.4, 7). */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  invalid_param: 400,
  invalid_params: 400,
  invalid_publish_id: 400,
  token_not_authorized_for_specified_publish_id: 400,
  publish_not_cancellable: 400,
  app_version_check_failed: 400,
  scope_permission_missed: 400,
  access_token_invalid: 401,
  scope_not_authorized: 401,
  spam_risk_too_many_posts: 403,
  spam_risk_too_many_pending_share: 403,
  spam_risk_user_banned_from_posting: 403,
  spam_risk_text: 403,
  spam_risk: 403,
  reached_active_user_cap: 403,
  unaudited_client_can_only_post_to_private_accounts: 403,
  url_ownership_unverified: 403,
  privacy_level_option_mismatch: 403,
  rate_limit_exceeded: 429,
  internal_error: 500,
};

export const httpStatusOf = (code: string): number => HTTP_STATUS[code] ?? 500;

/** A refusal of a non-OAuth call; becomes `{data, error: {code, message, log_id}}`. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number = httpStatusOf(code),
  ) {
    super(message);
  }
}

/** A refusal of an OAuth call; becomes the flat `{error, error_description, log_id}`. */
export class OAuthError extends Error {
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/** A refused upload PUT; carries the status of contract 6.3. */
export class UploadError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly contentRange?: string,
  ) {
    super(message);
  }
}

/** The client went away, or a fault cut the line, while its body was being read. */
export class CutOff extends Error {}
