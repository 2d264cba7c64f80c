/**
 * The entry of the troubleshooting page (a symptom's id) that says more about a code of a refused
 * call or of a post's reason. Only codes behind which there is more than their own remedy says.
 */
const ENTRY_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // TikTok's own codes.
    access_denied: 'not-a-target-user',
    access_token_invalid: 'token-invalid',
    duration_check_failed: 'size-limits',
    file_format_check_failed: 'size-limits',
    invalid_client: 'client-key',
    invalid_grant: 'token-invalid',
    invalid_params: 'privacy-mismatch',
    invalid_scope: 'scope-mismatch',
    photo_pull_failed: 'pull-failed',
    picture_size_check_failed: 'size-limits',
    privacy_level_option_mismatch: 'privacy-mismatch',
    rate_limit_exceeded: 'pending-shares',
    reached_active_user_cap: 'pending-shares',
    scope_not_authorized: 'scope-mismatch',
    scope_permission_missed: 'scope-mismatch',
    spam_risk_too_many_pending_share: 'pending-shares',
    spam_risk_too_many_posts: 'pending-shares',
    unaudited_client_can_only_post_to_private_accounts: 'unaudited-client',
    unauthorized_client: 'not-a-target-user',
    url_ownership_unverified: 'domain-not-verified',
    video_pull_failed: 'pull-failed',
    // This plugin's own.
    account_needs_reconnect: 'token-invalid',
    connect_denied: 'not-a-target-user',
    no_media_url: 'pull-failed',
    origin_not_allowed: 'popup-blocked',
    scope_missing: 'scope-mismatch',
  }),
);

/** Null: nothing more is known about it. `tiktok_…` is how a call hands on TikTok's own code. */
export const troubleshootingEntry = (code: string): string | null =>
  ENTRY_OF.get(code.replace(/^tiktok_/, '')) ?? null;

/** Every code that has an entry. */
export const TROUBLESHOOTING_CODES: readonly string[] = [...ENTRY_OF.keys()];

/** Where the page stands, below the address of the admin. */
export const troubleshootingPath = (entry?: string): string =>
  `/plugins/tiktok/troubleshooting${entry ? `?entry=${encodeURIComponent(entry)}` : ''}`;
