import { type CredentialsTest } from '../../../contracts/settings';
import { TikTokError, TikTokNotSent, TikTokOAuthError, TikTokUnknownOutcome } from '../tiktok';

type Verdict = Omit<CredentialsTest, 'at'>;

/** What TikTok said in its own words, or the general meaning of its code. */
const wordsOf = (error: TikTokError): string =>
  error.tiktokMessage ? `${error.code}: ${error.tiktokMessage}` : error.message;

/**
 * What the answer to the client-credentials grant says about the pair. Only `invalid_client` refuses
 * it: TikTok does not say whether every app may use this grant, so other refusals do not tell.
 */
export const verdictOf = (error: unknown): Verdict => {
  if (error instanceof TikTokOAuthError && error.code === 'invalid_client') {
    return { outcome: 'refused', message: `TikTok refused the pair. TikTok: ${wordsOf(error)}` };
  }
  if (error instanceof TikTokOAuthError) {
    return {
      outcome: 'cannot_tell',
      message: `TikTok answered, but not on the pair itself. TikTok: ${wordsOf(error)} Connect an account to be sure.`,
    };
  }
  if (error instanceof TikTokNotSent || error instanceof TikTokUnknownOutcome) {
    return {
      outcome: 'unreachable',
      message: `${error.message} ${error.userAction}`,
    };
  }
  if (error instanceof TikTokError) {
    return {
      outcome: 'cannot_tell',
      message: `TikTok is out of order at the moment: ${wordsOf(error)} Try again later.`,
    };
  }
  throw error;
};

export const ACCEPTED: Verdict = {
  outcome: 'accepted',
  message: 'TikTok accepts this Client Key and Client Secret.',
};
