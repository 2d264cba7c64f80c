import { APP, type SubjectProblems, TOKENS } from './shared';

export const insights: SubjectProblems = {
  problems: [
    {
      code: 'video_taken',
      status: '409',
      meaning: 'The video belongs to a post or an entry already.',
    },
    {
      code: 'video_of_another',
      status: '409',
      meaning: 'The video is of another account or kind than the post.',
    },
    {
      code: 'invalid_period',
      status: '400',
      meaning: 'The period ends before it begins, or lasts more than three years.',
    },
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
  refusals: {
    'insights.export':
      'Refused with 403 without the permission; what the caller may not see is left out.',
    'insights.cover':
      'A forged or expired link, and a video without a cover, are answered with 404.',
  },
  errorsOf: {
    'insights.entry': ['not_found'],
    'insights.post': ['not_found'],
    'insights.postViews': [],
    'insights.entryViews': [],
    'insights.history': ['not_found'],
    'insights.bestTimes': ['not_found'],
    'insights.videos': ['not_found', 'scope_missing', 'tiktok_not_asked', ...APP, ...TOKENS],
    'insights.link': [
      'not_found',
      'forbidden',
      'video_taken',
      'video_of_another',
      'version_conflict',
      'not_in_this_state',
    ],
    'insights.overview': ['invalid_period'],
    'insights.week': [],
    'insights.export': [],
    'insights.cover': ['not_found'],
    'insights.account': ['not_found'],
    'insights.refresh': ['not_found', 'refreshed_just_now', 'tiktok_not_asked', ...APP, ...TOKENS],
    'insights.update': ['not_found', 'version_conflict'],
  },
};
