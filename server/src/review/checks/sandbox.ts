import { type Check, failed, notYet, ok, warning } from './check';

/** TikTok's limit per sandbox [add-a-sandbox]. */
const TARGET_USERS = 10;

export const sandboxChecks: Check[] = [
  {
    id: 'sandbox-app',
    step: 'sandbox',
    title: 'A sandbox of its own',
    about: 'A sandbox has its own Client Key and Client Secret.',
    run: ({ appPresent, mode }) =>
      appPresent.sandbox
        ? ok('The sandbox’s Client Key and Client Secret are entered.')
        : (mode === 'sandbox' ? failed : warning)(
            'The sandbox’s Client Key and Client Secret are not entered.',
            'Create a sandbox in the portal, and enter its pair under Settings > TikTok > TikTok app. The pair of the app itself does not work before approval.',
          ),
  },
  {
    id: 'sandbox-users',
    step: 'sandbox',
    title: 'Target users',
    about:
      'At most ten TikTok accounts, each of which signed in once to agree; no one’s personal account.',
    modes: ['sandbox'],
    run({ facts: { targetUsers } }) {
      if (targetUsers.length === 0) {
        return notYet(
          'No target user has been entered.',
          'Add a TikTok account made for tests in the portal, and enter its handle under the facts.',
        );
      }
      const details = [{ label: 'Target users', value: targetUsers.join(', ') }];
      return targetUsers.length > TARGET_USERS
        ? failed(
            `${targetUsers.length} target users are entered; TikTok takes ten per sandbox.`,
            'Remove those who are no longer needed.',
            details,
          )
        : ok(`${targetUsers.length} of ten target users.`, details);
    },
  },
  {
    id: 'sandbox-users-portal',
    step: 'sandbox',
    title: 'Target users added in the portal',
    about:
      'Confirm that each of them was added in the portal and has agreed. It can take an hour to count.',
    modes: ['sandbox'],
  },
  {
    id: 'sandbox-private',
    step: 'sandbox',
    title: 'The test account is private',
    about:
      'Confirm that the test account is set to private in the TikTok app: an app without audit can only post directly to private accounts.',
  },
  {
    id: 'test-run',
    step: 'sandbox',
    title: 'Test run',
    about:
      'Connect, send a draft, and where TikTok allows it a direct post, with the plugin’s own clip.',
    run({ testRun }) {
      const details = testRun.map(({ kind, outcome, message }) => ({
        label: { connect: 'Connect', inbox: 'Draft', direct_post: 'Direct post' }[kind],
        value: `${outcome.replace('_', ' ')}: ${message}`,
      }));
      const outcomes = testRun.map(({ outcome }) => outcome);
      if (outcomes.every((outcome) => outcome === 'not_tried')) {
        return notYet('No test run yet.', 'Start one: it shows what TikTok lets this app do.');
      }
      // Whether the sandbox takes direct posts is answered differently by different sources: whatever
      // TikTok said is recorded, and none of it blocks the step.
      const refused = testRun.filter(({ outcome }) => outcome === 'refused');
      return ok(
        refused.length > 0
          ? 'The test run is recorded. TikTok refused a part of it, which does not block this step.'
          : 'The test run is recorded.',
        details,
      );
    },
  },
];
