import { type SubjectProblems } from './shared';

/** Entries that post themselves. */
export const rules: SubjectProblems = {
  problems: [
    {
      code: 'invalid_rule',
      status: '422',
      meaning: 'A part of the rule cannot be right; see `fields`.',
    },
    {
      code: 'invalid_waiver',
      status: '422',
      meaning: 'The consent for all posts of a rule is incomplete, or ends at no sensible time.',
    },
    {
      code: 'refused_by_site',
      status: '409',
      meaning:
        "The site's own code (a `beforeConsent` hook) refused the post; its words are the message.",
    },
  ],
  errorsOf: {
    'rules.find': [],
    'rules.create': ['forbidden', 'invalid_rule'],
    'rules.update': ['not_found', 'version_conflict', 'forbidden', 'invalid_rule'],
    'rules.delete': ['not_found'],
    'rules.waive': ['not_found', 'version_conflict', 'forbidden', 'invalid_waiver'],
    'rules.endWaiver': ['not_found', 'version_conflict'],
    'rules.setType': ['not_found'],
    'rules.setWords': ['not_found', 'version_conflict', 'invalid_rule'],
    'rules.preview': [],
    'rules.dryRun': [],
    'rules.ofEntry': ['not_found'],
    'rules.override': ['not_found', 'forbidden'],
    'rules.export': [],
    'rules.import': ['forbidden'],
    'entryPosts.find': [],
  },
};
