import { type MailTexts } from '.';

export const en: MailTexts = {
  subject: 'TikTok posts need a hand ({count})',
  intro: 'This needs a hand on {site}:',
  needs: {
    held: 'On hold',
    missed: 'Missed while the site was down',
    failed: 'Failed',
    outcome_unknown: 'Outcome unknown',
    awaiting_approval: 'Waits for approval',
    account: 'Account to be connected again',
  },
  more: 'And {count} more: {url}',
  why: 'You get this mail because you scheduled the post, may approve it, or hold a role that is told. There is at most one such mail in ten minutes.',
  reminderSubject: 'Your TikTok draft is waiting',
  reminderIntro:
    'A draft for {account} is waiting in the inbox of the TikTok app. Open its link on your phone: it has the caption to copy and the steps in the app.',
  reminderUntil: 'Works until {time} (UTC).',
  testSubject: 'TikTok plugin: test mail',
  testBody:
    'E-mails of the TikTok plugin arrive.\n\nThe code is {code}\n\nEnter it in Strapi under Settings > TikTok > TikTok app within 30 minutes. If you did not ask for this mail, do nothing.',
};
