// npm run demo: from a fresh clone to a Strapi with a TikTok beside it, in one process.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { buildAdminIfStale, buildPluginIfStale, DEMO, installIfMissing } from './builds.mjs';
import { portFrom, requireFree } from './ports.mjs';
import { ENV_FILE, makeSecretsIfMissing } from './secrets.mjs';
import people from './seed/people.js';

const EMULATOR_PAIR = { key: 'awemulatorkey123', secret: 'emulator-client-secret-0123456789' };
const STOP_WITHIN_MS = 12_000;

const say = (line) => console.log(`\n${line}`);

const checkNode = () => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20 && major <= 26) return;
  throw new Error(`The demo needs Node.js 20 to 26; this is ${process.version}.`);
};

/** Starts the emulator, unless the environment points at another TikTok. */
const startTikTok = async (port, site, pair) => {
  const { tsImport } = await import('tsx/esm/api');
  const { startEmulator } = await tsImport('../emulator/index.ts', import.meta.url);
  return startEmulator({
    port,
    publicHost: 'localhost',
    allowPrivatePulls: true,
    webhook: { url: `${site}/api/tiktok/webhook` },
    apps: [
      {
        clientKey: pair.key,
        clientSecret: pair.secret,
        redirectUris: [`${site}/api/tiktok/oauth/callback`],
        verifiedDomains: ['localhost', '127.0.0.1'],
      },
    ],
  });
};

const startStrapi = async (env) => {
  Object.assign(process.env, env);
  process.chdir(DEMO);
  const require = createRequire(path.join(DEMO, 'package.json'));
  const { createStrapi } = require('@strapi/strapi');
  return createStrapi({ appDir: DEMO, distDir: DEMO }).start();
};

const box = (lines) => {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 4);
  const rows = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  return [`┌${rule}┐`, ...rows, `└${rule}┘`].join('\n');
};

const welcome = (site, tiktok) =>
  box([
    '',
    `Strapi admin     ${site}/admin`,
    `Login            ${people.OWNER.email}`,
    `Password         ${people.PASSWORD}`,
    `                 (an Editor: ${people.EDITOR.email}, same password)`,
    '',
    `TikTok           ${tiktok}`,
    `Redirect URI     ${site}/api/tiktok/oauth/callback`,
    '',
    'Try this:',
    '  1. Settings > TikTok > Accounts: connect an account on the consent page.',
    '  2. Content Manager > Article > The harbour at dusk > Publish to TikTok.',
    '  3. Watch the post become "published" and open its link.',
    '  4. Clip > "Paper boats": see why TikTok would refuse that video.',
    '',
    'Ctrl-C stops everything. To begin anew, delete demo/.tmp and demo/.env.',
    '',
  ]);

const main = async () => {
  checkNode();
  const port = portFrom('DEMO_PORT', 1337);
  const emulatorPort = portFrom('EMULATOR_PORT', 4010);
  const { TIKTOK_API_URL, TIKTOK_AUTHORIZE_URL } = process.env;
  const elsewhere = Boolean(TIKTOK_API_URL && TIKTOK_AUTHORIZE_URL);
  if (!elsewhere && (TIKTOK_API_URL || TIKTOK_AUTHORIZE_URL)) {
    throw new Error('Set both TIKTOK_API_URL and TIKTOK_AUTHORIZE_URL, or neither of them.');
  }
  await requireFree(port, 'DEMO_PORT', 'Strapi');
  if (!elsewhere) await requireFree(emulatorPort, 'EMULATOR_PORT', 'the TikTok emulator');

  installIfMissing(say);
  buildPluginIfStale(say);
  buildAdminIfStale(say);
  makeSecretsIfMissing();
  const firstStart = !existsSync(path.join(DEMO, '.tmp/demo.sqlite'));

  const site = `http://localhost:${port}`;
  const pair = {
    key: process.env.TIKTOK_CLIENT_KEY || EMULATOR_PAIR.key,
    secret: process.env.TIKTOK_CLIENT_SECRET || EMULATOR_PAIR.secret,
  };
  const emulator = elsewhere ? null : await startTikTok(emulatorPort, site, pair);
  say(
    firstStart ? 'Starting Strapi for the first time, with sample content …' : 'Starting Strapi …',
  );
  const strapi = await startStrapi({
    NODE_ENV: 'development',
    ENV_PATH: ENV_FILE,
    PORT: String(port),
    DEMO_SEED: 'true',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    STRAPI_TELEMETRY_DISABLED: 'true',
    TIKTOK_API_URL: emulator?.apiUrl ?? TIKTOK_API_URL,
    TIKTOK_AUTHORIZE_URL: emulator?.authorizeUrl ?? TIKTOK_AUTHORIZE_URL,
    TIKTOK_CLIENT_KEY: pair.key,
    TIKTOK_CLIENT_SECRET: pair.secret,
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say('Stopping …');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await strapi.destroy();
    await emulator?.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }

  if (process.env.npm_lifecycle_event) {
    // `npm run` puts a shell between npm and this process; when those are killed, no signal arrives.
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || void stop(), 500).unref();
  }

  console.log(`\n${welcome(site, emulator ? `${emulator.origin} (emulator)` : TIKTOK_API_URL)}`);
};

main().catch((error) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
