import { readFileSync } from 'node:fs';
import path from 'node:path';

import { scope, type Scope } from '../../../contracts/settings';
import { requestedScopes } from '../../../server/src/settings/scopes';
import { shotList } from '../../../server/src/review/texts/shots';

const ROOT = path.join(__dirname, '../../..');

/** Each scope with the page that shows it, and a word in that page's source that stands for it. */
const PAGES: Record<Scope, { file: string; shows: RegExp }> = {
  'user.info.basic': { file: 'admin/src/accounts/account-card.tsx', shows: /nickname/ },
  'user.info.profile': { file: 'admin/src/insights/account-page.tsx', shows: /profileLink/ },
  'user.info.stats': { file: 'admin/src/insights/account-page.tsx', shows: /followers/ },
  'video.list': { file: 'admin/src/insights/account-videos.tsx', shows: /accountVideos/ },
  'video.upload': { file: 'admin/src/composer/sending/publish-button.tsx', shows: /Button/ },
  'video.publish': { file: 'admin/src/composer/fields/direct-post-fields.tsx', shows: /privacy/i },
};

/** Scenes in which TikTok's own page lists every permission show none of them in use. */
const NOT_IN_USE = ['consent_page_shown'];

const SWITCHES = ['allowInbox', 'allowDirectPost', 'profileCard', 'insights'] as const;
/** Every way in which a site may be set up. */
const SETTINGS = Array.from({ length: 2 ** SWITCHES.length }, (_, bits) =>
  Object.fromEntries(SWITCHES.map((name, index) => [name, (bits & (1 << index)) !== 0])),
) as Record<(typeof SWITCHES)[number], boolean>[];

describe.each(scope.options)('the scope %s', (name) => {
  it('is shown on a page', () => {
    const { file, shows } = PAGES[name];
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toMatch(shows);
  });

  it.each(SETTINGS)(
    'is shown in use in a scene of the demo video wherever it is asked for: %j',
    (on) => {
      const requested = requestedScopes({ ...on, shareType: 'inbox' });
      const scenes = shotList(requested, on).filter(({ cue }) => !NOT_IN_USE.includes(cue));
      const shown = scenes.filter(({ scopes }) => scopes.includes(name));
      expect(shown.length > 0).toBe(requested.includes(name));
    },
  );
});
