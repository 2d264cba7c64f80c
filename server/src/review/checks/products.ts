import { scope, type Scope } from '../../../../contracts/settings';
import { requestedScopes } from '../../settings/scopes';
import { type Check, type CheckContext, failed, notYet, ok, scopeNames, warning } from './check';

/**
 * The scopes that what is switched on really uses: a way of posting that is neither the site's
 * default nor used lately is asked for without need.
 */
export const usedScopes = ({
  settings,
  usage,
}: Pick<CheckContext, 'settings' | 'usage'>): Scope[] => {
  const posts = (kind: 'inbox' | 'direct_post') =>
    settings.shareType === kind || usage.waiting[kind] > 0 || usage.sent[kind] > 0;
  const used: Record<Scope, boolean> = {
    'user.info.basic': true,
    'user.info.profile': settings.profileCard,
    'user.info.stats': settings.insights,
    'video.list': settings.insights,
    'video.upload': posts('inbox'),
    'video.publish': posts('direct_post'),
  };
  return scope.options.filter((one) => used[one]);
};

export const productsChecks: Check[] = [
  {
    id: 'scopes-used',
    step: 'products-and-scopes',
    title: 'Requested and used',
    about:
      'Every scope that is asked for must be used, and every one that is used must be asked for.',
    run(context) {
      const requested = requestedScopes(context.settings);
      const used = usedScopes(context);
      const tooMany = requested.filter((one) => !used.includes(one));
      const tooFew = used.filter((one) => !requested.includes(one));
      const details = [
        { label: 'Requested', value: scopeNames(requested) },
        { label: 'Used', value: scopeNames(used) },
      ];
      if (tooFew.length > 0) {
        return failed(
          `${scopeNames(tooFew)} is used, but not asked for.`,
          'Switch its feature on under Settings > TikTok, or cancel the posts that need it.',
          details,
        );
      }
      return tooMany.length > 0
        ? warning(
            `${scopeNames(tooMany)} is asked for, but nothing uses it. Reviewers refuse scopes that are not shown in use.`,
            'Switch its feature off, or use it and show it in the demo video.',
            details,
          )
        : ok('What is asked for is what is used.', details);
    },
  },
  {
    id: 'scopes-granted',
    step: 'products-and-scopes',
    title: 'Requested and granted',
    about: 'What the connected accounts granted, against what is asked for.',
    run({ settings, mode, accounts }) {
      if (mode !== settings.mode) {
        return notYet('Accounts are seen in the mode that is active.', 'Switch the mode first.');
      }
      if (accounts.length === 0) {
        return notYet(
          'No account is connected yet.',
          'Connect one under Settings > TikTok > Accounts.',
        );
      }
      const requested: readonly string[] = requestedScopes(settings);
      const details = accounts.map(({ nickname, scopes }) => {
        const lacks = requested.filter((one) => !scopes.includes(one));
        const more = scopes.filter((one) => !requested.includes(one));
        const parts = [
          lacks.length > 0 && `lacks ${scopeNames(lacks)}`,
          more.length > 0 && `has ${scopeNames(more)} that is no longer asked for`,
        ].filter((part): part is string => part !== false);
        return {
          label: nickname,
          value: parts.join('; ') || 'granted exactly what is asked for',
          even: parts.length === 0,
        };
      });
      const shown = details.map(({ label, value }) => ({ label, value }));
      return details.every(({ even }) => even)
        ? ok('Every connected account granted exactly what is asked for.', shown)
        : warning(
            'A connected account granted more or less than is asked for.',
            'Reconnect it, and tick every permission on TikTok’s page. A scope that is missing there is not in the portal.',
            shown,
          );
    },
  },
  {
    id: 'products-portal',
    step: 'products-and-scopes',
    title: 'Added in the portal',
    about:
      'Confirm that the portal has exactly these products and scopes, with the explanations pasted.',
  },
];
