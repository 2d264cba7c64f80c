import { type SubjectProblems } from './shared';

/** The calendar, posting times, feeds, export and import. */
export const plan: SubjectProblems = {
  problems: [
    {
      code: 'stretch_too_long',
      status: '422',
      meaning: 'The calendar shows at most 62 days at a time, and its end comes after its start.',
    },
    {
      code: 'csv_unreadable',
      status: '422',
      meaning: 'The text is not a CSV with the expected header, or it has more than 500 rows.',
    },
  ],
  errorsOf: {
    'plan.postingTimes': ['not_found'],
    'plan.putPostingTimes': ['not_found'],
    'plan.calendar': ['stretch_too_long'],
    'plan.export': [],
    'plan.feed': [],
    'plan.createFeed': ['forbidden', 'no_encryption_key'],
    'plan.deleteFeed': [],
    'plan.readFeed': [],
    'plan.import': ['forbidden', 'csv_unreadable'],
  },
  refusals: { 'plan.readFeed': '404 without a reason.', 'plan.export': 'None besides the rights.' },
};
