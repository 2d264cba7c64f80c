import { FAMILIES, FOR_POSTING, type SubjectProblems, TOKENS } from './shared';

/** The way to an approved TikTok app, and the legal pages. */
export const review: SubjectProblems = {
  problems: [
    {
      code: 'not_confirmable',
      status: '409',
      meaning: 'The check is looked at by itself; a person’s word changes nothing.',
    },
    {
      code: 'legal_gaps',
      status: '409',
      meaning:
        'A legal page would be public that lacks facts; name them in `knownGaps` to publish it.',
    },
    {
      code: 'reserved_file_name',
      status: '400',
      meaning: 'A signature file would stand in the place of robots.txt or the like.',
    },
    {
      code: 'file_exists',
      status: '409',
      meaning: 'A signature file would stand in the place of a file of the public folder.',
    },
  ],
  errorsOf: {
    'review.find': [],
    'review.troubleshooting': [],
    'review.run': [],
    'review.confirm': ['forbidden', 'not_found', 'not_confirmable'],
    'review.putFacts': ['version_conflict', 'not_found'],
    'review.putProperties': ['version_conflict', 'reserved_file_name', 'file_exists'],
    'review.icon': [],
    'review.pack': [],
    'review.testRun': [
      'forbidden',
      ...FOR_POSTING,
      'wrong_media',
      'too_many_creator_infos',
      ...TOKENS,
      FAMILIES.file,
      FAMILIES.rule,
      FAMILIES.tiktok,
    ],
    'review.createRole': ['forbidden'],
    'review.legalPages': [],
    'review.putLegalPage': ['version_conflict', 'legal_gaps'],
    'review.exportLegalPage': [],
    'legal.show': ['not_found'],
  },
  refusals: {
    'review.icon': 'Nothing of its own.',
    'review.pack': 'Nothing of its own; a file that cannot be read is named in the archive.',
    'review.exportLegalPage': '400 for an unknown page or language.',
    'legal.show': '404 for a page that nobody published.',
  },
};
