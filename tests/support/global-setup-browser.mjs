// Before browser tests: the admin panel, with the plugin in it, is what the sources say, and the
// browser is found (its package is an ES module, which jest cannot load inside a test).
import chromium from '@sparticuz/chromium';

import { buildAdminIfStale, buildPluginIfStale } from '../../demo/builds.mjs';

/** Secrets that stand in the environment where a site is built; settings.test.ts looks for them. */
const OF_THE_BUILD = {
  TIKTOK_CLIENT_SECRET: 'client-secret-in-the-environment-of-the-build',
  ENCRYPTION_KEY: 'encryption-key-in-the-environment-of-the-build',
};

export default async function setUp() {
  const before = { ...process.env };
  Object.assign(process.env, OF_THE_BUILD);
  buildPluginIfStale(console.log);
  buildAdminIfStale(console.log);
  for (const name of Object.keys(OF_THE_BUILD)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  const executablePath = process.env.CHROMIUM_PATH || (await chromium.executablePath());
  process.env.TEST_BROWSER = JSON.stringify({ executablePath, args: chromium.args });
}
