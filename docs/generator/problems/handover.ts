import { type SubjectProblems } from './shared';

const NO_LINK =
  '404 without a reason: the link is made up, expired, revoked, of a post that is published or cancelled, or of files that are no longer the same; or who made it lacks a right that making it needs.';

/** Links for people without a login. */
export const handover: SubjectProblems = {
  problems: [
    {
      code: 'not_inbox',
      status: '409',
      meaning: 'A hand-over link was asked for a post that goes out directly.',
    },
    {
      code: 'post_is_over',
      status: '409',
      meaning: 'The post is published or cancelled, so a link to it would not work.',
    },
    { code: 'too_many_links', status: '409', meaning: '20 links of the post work at present.' },
  ],
  errorsOf: {
    'handover.find': ['not_found'],
    'handover.create': [
      'not_found',
      'not_inbox',
      'post_is_over',
      'too_many_links',
      'no_encryption_key',
    ],
    'handover.createPreview': [
      'not_found',
      'forbidden',
      'post_is_over',
      'too_many_links',
      'no_encryption_key',
    ],
    'handover.revoke': ['not_found'],
    'handover.all': [],
    'handover.revokeAny': ['not_found'],
    'handover.page': [],
    'handover.preview': [],
    'handover.previewMedia': [],
  },
  refusals: {
    'handover.page': NO_LINK,
    'handover.preview': NO_LINK,
    'handover.previewMedia': `${NO_LINK} The same for a file that is gone or was replaced.`,
  },
};
