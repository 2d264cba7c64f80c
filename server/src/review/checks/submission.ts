import { type Check, notYet, ok, warning } from './check';

export const submissionChecks: Check[] = [
  {
    id: 'submission-sent',
    step: 'submission',
    title: 'Sent to TikTok',
    about: 'Confirm that the app was submitted in the portal, with explanations and demo video.',
    modes: ['live'],
  },
  {
    id: 'submission-approved',
    step: 'submission',
    title: 'Approved by TikTok',
    about:
      'Confirm that the portal shows the app as "Live". Days to two weeks; TikTok promises no time.',
    modes: ['live'],
  },
  {
    id: 'submission-mode',
    step: 'submission',
    title: 'Mode switched to Live',
    about: 'After the approval the site works with the app’s own Client Key.',
    modes: ['live'],
    run({ settings, appPresent }) {
      if (!appPresent.live) {
        return notYet(
          'The pair of the app itself is not entered.',
          'Enter it under Settings > TikTok.',
        );
      }
      return settings.mode === 'live'
        ? ok('The site works in Live.')
        : notYet(
            'The site works in the sandbox.',
            'Switch the mode once TikTok has approved the app.',
          );
    },
  },
  {
    id: 'submission-reconnected',
    step: 'submission',
    title: 'Accounts reconnected',
    about: 'Accounts of the sandbox do not come along; each is connected anew.',
    modes: ['live'],
    run({ settings, accounts }) {
      if (settings.mode !== 'live')
        return notYet('The site works in the sandbox.', 'Switch the mode first.');
      return accounts.length > 0
        ? ok(`${accounts.length} accounts are connected in Live.`)
        : warning(
            'No account is connected in Live.',
            'Connect one under Settings > TikTok > Accounts.',
          );
    },
  },
  {
    id: 'submission-tested',
    step: 'submission',
    title: 'Tested with a real account',
    about: 'Confirm that a post with a real account arrived on TikTok.',
    modes: ['live'],
  },
  {
    id: 'submission-sandbox',
    step: 'submission',
    title: 'Tried in the sandbox',
    about: 'The first approval needs a demo video that was recorded in a sandbox.',
    modes: ['sandbox'],
    run: ({ testRun }) =>
      testRun.some(({ kind, outcome }) => kind !== 'connect' && outcome !== 'not_tried')
        ? ok('A test run was made in the sandbox.')
        : notYet('No test run was made in the sandbox.', 'Make one under "Sandbox".'),
  },
];
