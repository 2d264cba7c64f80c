import { APP, FAMILIES, FOR_POSTING, ON_A_POST, type SubjectProblems, TOKENS } from './shared';

/** What TikTok, asked anew about an earlier try, may refuse. */
const SENT_BEFORE = ['cannot_be_known', 'live_after_all'];

/** What checking a composed post may refuse. */
const COMPOSING = [
  ...FOR_POSTING,
  'not_in_entry',
  'wrong_media',
  'file_replaced',
  'time_in_the_past',
  'no_entry_to_wait_for',
  'no_posting_times',
  'too_many_creator_infos',
  'too_many_files',
  ...TOKENS,
  FAMILIES.file,
  FAMILIES.rule,
  FAMILIES.tiktok,
];

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
      code: 'too_many_files',
      status: '429',
      meaning: 'Too many files of this person are being read at this moment.',
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
      code: 'already_sent',
      status: '409',
      meaning: 'The `idempotencyKey` belongs to a post with other content.',
    },
    {
      code: 'just_sent',
      status: '409',
      meaning:
        'Another post of the same file was sent to the account in this minute (`details.postId`). Named in `knownRepeats`, it keeps nothing from going.',
    },
    {
      code: 'cannot_be_known',
      status: '409',
      meaning:
        'TikTok was given the post before, and what became of it cannot be known; the message says why. With `knowing` it is sent all the same.',
    },
    {
      code: 'live_after_all',
      status: '409',
      meaning: 'TikTok, asked anew, has the post; it was not sent again.',
    },
    {
      code: 'file_replaced',
      status: '409',
      meaning: 'A file is no longer the one that was on the screen; see `fingerprints`.',
    },
    {
      code: 'time_in_the_past',
      status: '422',
      meaning: 'The chosen time is more than ten minutes ago.',
    },
    {
      code: 'no_posting_times',
      status: '409',
      meaning: 'The account has no recurring posting times, so it has no next one.',
    },
    {
      code: 'no_entry_to_wait_for',
      status: '422',
      meaning: 'Only a post made from the draft of an entry can wait until the entry is published.',
    },
    {
      code: 'no_consent',
      status: '409',
      meaning: 'Nobody agreed to the post in its present form.',
    },
    {
      code: 'entry_gone',
      status: '409',
      meaning:
        'The entry of the post was deleted or is no longer published, and nobody was told yet. The post is held, or cancelled where its rule says so; a held one can still be sent.',
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
      code: 'sent_before',
      status: '409',
      meaning: 'TikTok was given this post once, so it is not deleted.',
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
    'composer.open': [
      ...FOR_POSTING,
      'too_many_creator_infos',
      'too_many_files',
      ...TOKENS,
      FAMILIES.tiktok,
    ],
    'entries.findOne': ['not_found'],
    'posts.create': ['forbidden', 'already_sent', 'just_sent', ...COMPOSING],
    'posts.update': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'just_sent',
      ...SENT_BEFORE,
      ...COMPOSING,
    ],
    'posts.reschedule': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'just_sent',
      'no_consent',
      ...SENT_BEFORE,
      'time_in_the_past',
      'entry_gone',
      ...FOR_POSTING,
    ],
    'posts.return': [...ON_A_POST, 'forbidden', 'not_in_this_state'],
    'posts.keep': [...ON_A_POST, 'forbidden', 'not_in_this_state'],
    'posts.duplicate': [
      'not_found',
      'forbidden',
      'already_sent',
      ...FOR_POSTING,
      'wrong_media',
      FAMILIES.file,
    ],
    'posts.bulk': ['forbidden'],
    'composer.account': [...FOR_POSTING, 'too_many_creator_infos', ...TOKENS, FAMILIES.tiktok],
    'composer.media': ['not_found', 'too_many_files'],
    'composer.entries': [],
    'listColumn.states': [],
    'composer.repeats': ['not_found'],
    'composer.repeatsOfMany': [],
    'composer.posts': [],
    'posts.find': [],
    'posts.findOne': ['not_found'],
    'posts.cancel': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'too_late_to_cancel',
      'cannot_cancel_now',
    ],
    'posts.restore': [...ON_A_POST, 'forbidden', 'not_in_this_state'],
    'posts.delete': [...ON_A_POST, 'forbidden', 'not_in_this_state', 'sent_before'],
    'posts.publishNow': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'just_sent',
      'no_consent',
      ...SENT_BEFORE,
      'entry_gone',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.retry': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'just_sent',
      'no_consent',
      ...SENT_BEFORE,
      'entry_gone',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.resolve': [
      ...ON_A_POST,
      'forbidden',
      'not_in_this_state',
      'just_sent',
      'no_consent',
      ...SENT_BEFORE,
      'entry_gone',
      ...APP,
      'account_not_connected',
      'share_type_not_allowed',
      'scope_missing',
    ],
    'posts.health': [],
    'posts.settleInstallation': ['not_stopped'],
    'posts.resumeAfterOutage': ['forbidden'],
    'webhook.receive': [],
    'tick.run': ['not_found'],
    'metrics.find': ['not_found', 'not_signed_in'],
  },
  refusals: {
    'media.preview': '404 without a reason.',
    'media.deliver':
      '404 without a reason; 503 with `Retry-After` when too many requests are open.',
    'metrics.find': '404 where no `metricsToken` is configured, 401 when it is missing or wrong.',
    'webhook.receive':
      '401 for a wrong signature or Client Key, 413 above 64 KB, 500 when it could not be stored (TikTok then sends it again).',
  },
};
