import { APP, FAMILIES, FOR_POSTING, ON_A_POST, type SubjectProblems, TOKENS } from './shared';

/** Composing, the posts and the publisher. */
export const posts: SubjectProblems = {
  problems: [
    {
      code: 'share_type_not_allowed',
      status: '409',
      meaning: 'The settings of the site do not allow this Share Type.',
    },
    {
      code: 'too_many_creator_infos',
      status: '429',
      meaning: 'The form was opened more often than TikTok takes in a minute.',
    },
    {
      code: 'wrong_media',
      status: '400',
      meaning: 'The files are not one video, or not 1 to 35 pictures.',
    },
    {
      code: 'not_in_entry',
      status: '409',
      meaning: 'A file does not stand in the saved version of the entry.',
    },
    {
      code: 'no_consent',
      status: '409',
      meaning: 'Nobody agreed to the post in its present form.',
    },
    {
      code: 'too_late_to_cancel',
      status: '409',
      meaning: 'TikTok fetches or has the media already and no longer stops.',
    },
    {
      code: 'cannot_cancel_now',
      status: '503',
      meaning: 'TikTok could not be asked to stop; the post may still go live.',
    },
    {
      code: 'not_in_this_state',
      status: '409',
      meaning: 'The state of the post does not allow it.',
    },
    {
      code: 'not_stopped',
      status: '409',
      meaning: 'This Strapi runs where its database belongs; there is nothing to decide.',
    },
    {
      code: 'no_media_url',
      status: '409',
      meaning: 'No public https address from which TikTok could pull media.',
    },
  ],
  errorsOf: {
    'media.preview': [],
    'media.deliver': [],
    'composer.open': [...FOR_POSTING, 'too_many_creator_infos', ...TOKENS, FAMILIES.tiktok],
    'entries.findOne': ['not_found'],
    'posts.create': [
      'forbidden',
      ...FOR_POSTING,
      'not_in_entry',
      'wrong_media',
      'too_many_creator_infos',
      ...TOKENS,
      FAMILIES.file,
      FAMILIES.rule,
      FAMILIES.tiktok,
    ],
    'posts.find': [],
    'posts.findOne': ['not_found'],
    'posts.cancel': [...ON_A_POST, 'not_in_this_state', 'too_late_to_cancel', 'cannot_cancel_now'],
    'posts.publishNow': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'no_consent',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.retry': [
      ...ON_A_POST,
      'forbidden',
      'no_consent',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.resolve': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'no_consent',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.health': [],
    'posts.settleInstallation': ['not_stopped'],
    'webhook.receive': [],
    'tick.run': ['not_found'],
  },
  refusals: {
    'media.preview': '404 without a reason.',
    'media.deliver':
      '404 without a reason; 503 with `Retry-After` when too many requests are open.',
    'webhook.receive':
      '401 for a wrong signature or Client Key, 413 above 64 KB, 500 when it could not be stored (TikTok then sends it again).',
  },
};
