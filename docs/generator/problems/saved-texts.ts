import { type SubjectProblems } from './shared';

/** Captions and hashtag groups. */
export const savedTexts: SubjectProblems = {
  problems: [
    {
      code: 'too_many_texts',
      status: '409',
      meaning: 'The person has saved 500 texts already.',
    },
  ],
  errorsOf: {
    'savedTexts.find': [],
    'savedTexts.create': ['too_many_texts'],
    'savedTexts.update': ['not_found', 'forbidden'],
    'savedTexts.delete': ['not_found', 'forbidden'],
  },
};
