// Before tests that boot Strapi: the plugin's server half in dist/ is what the sources say.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SOURCES = ['server/src', 'contracts', 'package.json'];
const BUNDLE = path.join(ROOT, 'dist/server/index.js');

const newest = async (place) => {
  const status = await stat(place);
  if (!status.isDirectory()) return status.mtimeMs;
  const names = await readdir(place);
  const times = await Promise.all(names.map((name) => newest(path.join(place, name))));
  return Math.max(0, status.mtimeMs, ...times);
};

const isStale = async () => {
  const built = await stat(BUNDLE).catch(() => null);
  if (!built) return true;
  const times = await Promise.all(SOURCES.map((source) => newest(path.join(ROOT, source))));
  return Math.max(...times) > built.mtimeMs;
};

/**
 * `npm test` builds with the SDK first and this does nothing. While someone works and runs jest by
 * hand, it bundles the server half alone, the way the SDK does (dependencies stay outside), in a
 * fraction of a second, and swaps it in at once, so that a Strapi booting beside it never sees half
 * a file.
 */
export default async function setUp() {
  if (!(await isStale())) return;
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(path.join(ROOT, 'package.json'), 'utf8'),
  );
  // The mark of a whole build (demo/build.mjs): no longer true.
  await rm(path.join(ROOT, '.cache/plugin-build'), { force: true });
  await mkdir(path.dirname(BUNDLE), { recursive: true });
  const fresh = `${BUNDLE}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['server/src/index.ts'],
    outfile: fresh,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    logLevel: 'error',
  });
  await rename(fresh, BUNDLE);
}
