import { type SubjectProblems } from './shared';

/** What needs a hand, and telling people of it. */
export const attention: SubjectProblems = {
  problems: [
    {
      code: 'email_not_confirmed',
      status: '409',
      meaning: 'E-mails cannot be switched on before a test mail has arrived.',
    },
    {
      code: 'email_failed',
      status: '409',
      meaning: "Strapi's e-mail provider did not take the test mail; the message has its words.",
    },
    {
      code: 'test_too_soon',
      status: '429',
      meaning: 'A test mail was sent within the last minute. Try again after `retryAt`.',
    },
    {
      code: 'wrong_code',
      status: '409',
      meaning: 'Not the code of the last test mail, or that mail is too old.',
    },
    { code: 'invalid_notifications', status: '400', meaning: 'No such role; see `fields`.' },
  ],
  errorsOf: {
    'attention.find': [],
    'notifications.find': [],
    'notifications.update': ['version_conflict', 'email_not_confirmed', 'invalid_notifications'],
    'notifications.test': ['test_too_soon', 'email_failed', 'version_conflict', 'wrong_code'],
    'notifications.confirm': ['wrong_code', 'version_conflict'],
  },
};
