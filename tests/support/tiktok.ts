import { type startEmulator as Start } from '../../emulator';

export type Emulator = Awaited<ReturnType<typeof Start>>;
export type EmulatorOptions = NonNullable<Parameters<typeof Start>[0]>;

/** The pair of the emulator's own app. */
export const CLIENT_KEY = 'awemulatorkey123';
export const CLIENT_SECRET = 'emulator-client-secret-0123456789';

/**
 * Starts a TikTok that knows the app of the site on this port: its redirect URI and its webhook
 * address. `env` is what points the plugin at it.
 */
export const startTikTok = async (sitePort: number, options: EmulatorOptions) => {
  // Loaded when asked for: most test sites need no TikTok.
  const { startEmulator } = await import('../../emulator');
  const site = `http://localhost:${sitePort}`;
  const emulator = await startEmulator({
    apps: [
      {
        clientKey: CLIENT_KEY,
        clientSecret: CLIENT_SECRET,
        redirectUris: [`${site}/api/tiktok/oauth/callback`],
      },
    ],
    webhook: { url: `${site}/api/tiktok/webhook` },
    ...options,
  });
  return {
    emulator,
    env: {
      TIKTOK_API_URL: emulator.apiUrl,
      TIKTOK_AUTHORIZE_URL: emulator.authorizeUrl,
      TIKTOK_CLIENT_KEY: CLIENT_KEY,
      TIKTOK_CLIENT_SECRET: CLIENT_SECRET,
    },
  };
};
