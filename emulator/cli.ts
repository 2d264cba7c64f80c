import { z } from 'zod';
import { startEmulator } from './index';
import {
  DEFAULT_CLIENT_KEY,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_REDIRECT_URI,
  portSchema,
} from './options';

const envSchema = z.object({
  EMULATOR_PORT: portSchema.default(4010),
  EMULATOR_HOST: z.string().default('127.0.0.1'),
  EMULATOR_WEBHOOK_URL: z.url().optional(),
  EMULATOR_REDIRECT_URIS: z
    .string()
    .default(DEFAULT_REDIRECT_URI)
    .transform((list) =>
      list
        .split(',')
        .map((uri) => uri.trim())
        .filter(Boolean),
    ),
  EMULATOR_AUDITED: z.enum(['true', 'false']).default('true'),
});

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const main = async (): Promise<void> => {
  const parsed = envSchema.safeParse(process.env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const env = parsed.data;
  const emulator = await startEmulator({
    port: env.EMULATOR_PORT,
    host: env.EMULATOR_HOST,
    publicHost: env.EMULATOR_HOST === '127.0.0.1' ? 'localhost' : undefined,
    audited: env.EMULATOR_AUDITED === 'true',
    allowPrivatePulls: true,
    webhook: { url: env.EMULATOR_WEBHOOK_URL },
    apps: [
      {
        clientKey: DEFAULT_CLIENT_KEY,
        clientSecret: DEFAULT_CLIENT_SECRET,
        redirectUris: env.EMULATOR_REDIRECT_URIS,
        verifiedDomains: ['localhost', '127.0.0.1'],
      },
    ],
  }).catch((error: unknown) => {
    if (!isPortTaken(error)) throw error;
    throw new Error(
      `Port ${env.EMULATOR_PORT} is already in use. Stop what runs there, or choose another with EMULATOR_PORT.`,
    );
  });

  const stop = (): void => {
    emulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);

  console.log(`TikTok emulator: ${emulator.origin}

  Client Key      ${DEFAULT_CLIENT_KEY}
  Client Secret   ${DEFAULT_CLIENT_SECRET}
  Redirect URIs   ${env.EMULATOR_REDIRECT_URIS.join(', ')}
  Webhooks to     ${env.EMULATOR_WEBHOOK_URL ?? '(none; set EMULATOR_WEBHOOK_URL)'}

Start Strapi with:
  TIKTOK_API_URL=${emulator.apiUrl}
  TIKTOK_AUTHORIZE_URL=${emulator.authorizeUrl}

Ctrl-C stops it.`);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
