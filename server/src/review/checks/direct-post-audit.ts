import { type Check, notYet, ok, warning } from './check';

export const directPostAuditChecks: Check[] = [
  {
    id: 'audit-audience',
    step: 'direct-post-audit',
    title: 'Who will post',
    about: 'TikTok audits apps for a wide audience; one for your own accounts is refused.',
    run({ facts: { audience }, settings }) {
      if (audience === null) {
        return notYet('Who will post has not been entered.', 'Enter it under the facts.');
      }
      if (audience === 'customers') {
        return ok(
          'People outside your organization post with it, which is what TikTok audits apps for.',
        );
      }
      return settings.shareType === 'inbox'
        ? ok(
            'For your own accounts TikTok refuses the audit, but drafts need none: this site sends drafts.',
          )
        : warning(
            'TikTok’s intended-use rule refuses an app that posts to accounts you or your team manage.',
            'Use drafts (Share Type "Inbox"): they need no audit. Or keep Direct Post for private accounts with "Only me".',
          );
    },
  },
  {
    id: 'audit-usage',
    step: 'direct-post-audit',
    title: 'Expected usage',
    about: 'The form asks for numbers; those of the last 30 days are counted here.',
    run: ({ usage }) =>
      ok(`${usage.posts} posts for ${usage.creators} creators in the last 30 days.`, [
        { label: 'Connected accounts', value: String(usage.accounts) },
        { label: 'Posts', value: String(usage.posts) },
        { label: 'Creators', value: String(usage.creators) },
        { label: 'Most posts on a day', value: String(usage.busiestDay) },
      ]),
  },
  {
    id: 'audit-reviewer',
    step: 'direct-post-audit',
    title: 'A role for the reviewer',
    about: 'Reviewers may ask to sign in: a role that can compose and read, and nothing else.',
    run: ({ reviewerRoleId }) =>
      reviewerRoleId === null
        ? warning(
            'There is no role for a reviewer.',
            'Create it with the button, then invite a user with that role when TikTok asks.',
          )
        : ok('The role "TikTok reviewer" exists.'),
  },
  {
    id: 'audit-state',
    step: 'direct-post-audit',
    title: 'The audit’s outcome',
    about:
      'TikTok does not tell programs. It is entered in the settings, and a refusal of TikTok corrects it.',
    run: ({ settings, mode }) =>
      settings.audited[mode]
        ? ok('The settings say that TikTok has audited this app.')
        : settings.allowDirectPost
          ? warning(
              'The settings say that this app is not audited: direct posts go only to private accounts, with "Only me".',
              'Apply for the audit, and tick "audited" in the settings once TikTok has granted it.',
            )
          : ok('Direct Post is off; no audit is needed.'),
  },
];
