// Before browser tests: the admin panel, with the plugin in it, is what the sources say, and the
// browser is found (its package is an ES module, which jest cannot load inside a test).
import chromium from '@sparticuz/chromium';

import { buildAdminIfStale, buildPluginIfStale } from '../../demo/builds.mjs';

export default async function setUp() {
  buildPluginIfStale(console.log);
  buildAdminIfStale(console.log);
  const executablePath = process.env.CHROMIUM_PATH || (await chromium.executablePath());
  process.env.TEST_BROWSER = JSON.stringify({ executablePath, args: chromium.args });
}
