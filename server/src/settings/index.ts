import { type Subject } from '../subject';
import { models } from './models';
import { settingsController } from './settings-controller';
import { createSettings, settingsOf } from './settings-service';
import { createVault } from './vault';

export { type TikTokApp } from './apps';
export { adminUrlOf, adminUrlsOf, mediaUrlOf, publicAddress, publicPath } from './addresses';
export { shareTypeChoice } from './decisions';
export { requestedScopes } from './scopes';
export { type Settings, settingsOf } from './settings-service';
export { type StoredSettings } from './settings-store';
export { tellOfKeys } from './vault/tell-of-keys';
export { hashOfToken, type NewToken, newToken, type SealPlace, type Vault, vaultOf } from './vault';

/** The TikTok app's settings and the vault that keeps its secrets. */
export const settings: Subject = {
  models,
  controllers: { settings: settingsController },
  services: { vault: createVault, settings: createSettings },
  // Made at boot, so that re-encryption knows its columns before anybody opens the page.
  bootstrap: ({ strapi }) => void settingsOf(strapi),
  destroy: ({ strapi }) => settingsOf(strapi).client().close(),
};
