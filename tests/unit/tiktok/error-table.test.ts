import {
  ERROR_TABLE,
  explainCode,
  explainFailReason,
  TIKTOK_LIMITS,
  whenAgainInWords,
} from '../../../server/src/tiktok';

/** Every code of the contract, by where TikTok gives it. */
const CONTRACT = {
  api: [
    'access_token_invalid',
    'app_version_check_failed',
    'internal_error',
    'invalid_param',
    'invalid_params',
    'invalid_publish_id',
    'privacy_level_option_mismatch',
    'publish_not_cancellable',
    'rate_limit_exceeded',
    'reached_active_user_cap',
    'scope_not_authorized',
    'scope_permission_missed',
    'spam_risk_too_many_pending_share',
    'spam_risk_too_many_posts',
    'spam_risk_user_banned_from_posting',
    'token_not_authorized_for_specified_publish_id',
    'unaudited_client_can_only_post_to_private_accounts',
    'url_ownership_unverified',
  ],
  oauth: [
    'access_denied',
    'invalid_client',
    'invalid_grant',
    'invalid_request',
    'invalid_scope',
    'server_error',
    'temporarily_unavailable',
    'unauthorized_client',
    'unsupported_grant_type',
    'unsupported_response_type',
  ],
  fail_reason: [
    'auth_removed',
    'duration_check_failed',
    'file_format_check_failed',
    'frame_rate_check_failed',
    'internal',
    'photo_pull_failed',
    'picture_size_check_failed',
    'publish_cancelled',
    'spam_risk',
    'spam_risk_text',
    'spam_risk_too_many_posts',
    'spam_risk_user_banned_from_posting',
    'video_pull_failed',
  ],
};

describe('the error table', () => {
  test.each(['api', 'oauth', 'fail_reason'] as const)(
    'holds every %s code of the contract, once',
    (kind) => {
      const codes = ERROR_TABLE.filter((row) => row.kind === kind).map((row) => row.code);
      expect(codes.sort()).toEqual(CONTRACT[kind]);
    },
  );

  test('every row says what happened, what to do and when to try again', () => {
    for (const row of ERROR_TABLE) {
      expect(row.cause).toMatch(/\.$/);
      expect(row.remedy).toMatch(/\.$/);
      expect(whenAgainInWords(row.whenAgain)).toMatch(/\.$/);
    }
  });

  test('T60: the unaudited row says that the account must be private', () => {
    expect(
      explainCode('api', 'unaudited_client_can_only_post_to_private_accounts').cause,
    ).toContain('the account itself must be private');
  });

  test('T64: the app-wide cap does not ask to reconnect, and ends after 24 hours', () => {
    const row = explainCode('api', 'reached_active_user_cap');
    expect(row.whenAgain).toEqual({ kind: 'after', ms: TIKTOK_LIMITS.capWindowMs });
    expect(row.remedy).not.toMatch(/connect/i);
  });

  test('T68: a fail_reason is matched whole: "internal" may be tried again, text that contains it not', () => {
    expect(explainFailReason('internal')).toMatchObject({
      known: true,
      whenAgain: { kind: 'now' },
    });
    expect(explainFailReason('internal_review_failed')).toMatchObject({
      known: false,
      code: 'internal_review_failed',
      whenAgain: { kind: 'never' },
    });
  });

  test('a fail_reason that comes as an error code keeps its meaning', () => {
    expect(explainCode('api', 'spam_risk_text')).toMatchObject({ known: true, kind: 'api' });
  });
});
