import { APP, type SubjectProblems, TOKENS } from './shared';

export const insights: SubjectProblems = {
  problems: [
    {
      code: 'refreshed_just_now',
      status: '429',
      meaning: 'TikTok was asked for this account less than five minutes ago.',
    },
    {
      code: 'tiktok_not_asked',
      status: '503',
      meaning:
        'TikTok could not be asked for insights now, or refused; what was measured before stays. Try again after `retryAt`.',
    },
  ],
  errorsOf: {
    'insights.account': ['not_found'],
    'insights.refresh': ['not_found', 'refreshed_just_now', 'tiktok_not_asked', ...APP, ...TOKENS],
    'insights.update': ['not_found', 'version_conflict'],
  },
};
