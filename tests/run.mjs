// npm test: everything that can be checked, from a fresh clone. Tests that repeat what others say
// (tests/runner/parts.mjs) are left out where their sources are what they were at the last commit
// that landed, and it says so; `npm run test:all` leaves out nothing, and CI runs that. The last line
// tells the sum.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { installIfMissing, markPluginBuilt, ROOT } from '../demo/builds.mjs';
import { changedFiles, touches } from './runner/changes.mjs';
import { bin, node, sideBySide } from './runner/commands.mjs';
import { ON_MARIADB, ON_REDIS, PACKAGING, PATIENT, REPEATED } from './runner/parts.mjs';
import { failuresOf, linesOf, outcomeOf, printSummary, slowestOf } from './runner/report.mjs';

const CI = process.env.CI === 'true';
const CORES = os.availableParallelism();
const reports = mkdtempSync(path.join(os.tmpdir(), 'strapi-plugin-tiktok-tests-'));

/** One line of the summary: a part, how it went, and how long it took. */
const results = [];

const say = (text) => console.log(`\n▸ ${text}`);

const timed = async (name, work) => {
  say(name);
  const begun = performance.now();
  const outcome = await work();
  results.push({ name, seconds: (performance.now() - begun) / 1000, ...outcome });
  return outcome.failed === 0;
};

const asOutcome = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A check such as lint, of one or more commands: counts as one test. */
const check = (name, ...commands) =>
  timed(name, async () => {
    for (const args of commands) if (!(await node(name, args))) return asOutcome(false);
    return asOutcome(true);
  });

/** A jest project, or the part of it that the options choose. */
const jest = (name, project, ...options) =>
  timed(name, async () => {
    const file = path.join(reports, `${name}.json`);
    const args = [bin('jest/bin/jest.js'), '--selectProjects', project, ...options];
    // A boot that failed half-way may leave a handle; the tests have ended by then.
    args.push('--forceExit', '--json', '--outputFile', file);
    const ok = await node(name, args, { NODE_ENV: 'test' });
    for (const { name: test, seconds } of slowestOf(file, 5)) {
      console.log(`${seconds.toFixed(0).padStart(5)} s ${path.relative(ROOT, test)}`);
    }
    return { ...outcomeOf(ok, file), failures: failuresOf(file) };
  });

const mutants = () =>
  timed('mutants', async () => {
    const file = path.join(reports, 'mutants.json');
    const args = ['tests/mutants/run.mjs', '--workers=1', `--report=${file}`];
    return { ...asOutcome(await node('mutants', args)), failures: linesOf(file) };
  });

/** What this machine cannot do is said loudly; in CI it is a failure. */
const cannot = (name, why) => {
  console.error(`\n${'!'.repeat(72)}\n!! ${name} DID NOT RUN: ${why}\n${'!'.repeat(72)}`);
  results.push({ name, seconds: 0, passed: 0, failed: CI ? 1 : 0, note: `DID NOT RUN: ${why}` });
};

const without = (patterns) => patterns.map((pattern) => `--testPathIgnorePatterns=${pattern}`);
const only = (patterns) => `--testPathPatterns=${patterns.join('|')}`;

/** The parts of REPEATED that run; the others are named. */
const chooseRepeated = () => {
  const changes = process.argv.includes('--all') ? null : changedFiles();
  const wanted = Object.entries(REPEATED).filter(
    ([, { sources }]) => changes === null || touches(changes.files, sources),
  );
  const names = new Set(wanted.map(([name]) => name));
  for (const [name, { title }] of Object.entries(REPEATED)) {
    if (names.has(name)) continue;
    const note = `left out: ${title}, whose sources are those of ${changes.base} (npm run test:all)`;
    results.push({ name, seconds: 0, passed: 0, failed: 0, note });
  }
  return names;
};

const SDK = bin('@strapi/sdk-plugin/bin/strapi-plugin.js');
const TSC = bin('typescript/bin/tsc');

const builds = async () => {
  const built = await check(
    'build',
    [SDK, 'build', '--silent'],
    [TSC, '-p', 'server/tsconfig.build.json'],
    [TSC, '-p', 'admin/tsconfig.build.json'],
  );
  if (built) markPluginBuilt();
  await check('package', [SDK, 'verify']);
};

const adminBuild = () =>
  check('admin build', [
    '--input-type=module',
    '--eval',
    "import { buildAdminIfStale } from './demo/builds.mjs'; buildAdminIfStale(console.log);",
  ]);

const sources = async () => {
  await check('format', [bin('prettier/bin/prettier.cjs'), '--check', '.']);
  await check('lint', [bin('eslint/bin/eslint.js'), '.']);
  await check('types', [TSC, '-p', 'tsconfig.json']);
};

const main = async () => {
  installIfMissing(say);
  const repeated = chooseRepeated();
  const leftOut = Object.entries(REPEATED).flatMap(([name, { files }]) =>
    repeated.has(name) ? [] : files,
  );
  const mariadb = await node('mariadb', ['tests/mariadb-available.mjs']);
  if (!mariadb) cannot('on MariaDB', 'it is not installed here (see above).');
  const redis = await node('redis', ['tests/redis-available.mjs']);
  if (!redis) cannot('on Redis', 'it is not installed here (see above).');
  const browser = await node('browser', ['tests/browser-available.mjs']);
  if (!browser) cannot('browser', 'headless Chromium does not start here (see above).');

  let admin = false;
  await sideBySide(
    CORES,
    async () => {
      await builds();
      admin = await adminBuild();
    },
    async () => {
      await sources();
      await jest('unit', 'unit', '--maxWorkers=1', ...without(leftOut));
      await jest('component', 'component', '--maxWorkers=1');
    },
  );

  // Strapi is a global of its process, so each worker runs one file after the other; whatever waits
  // long, or works on one core, runs beside.
  const workers = `--maxWorkers=${Math.min(2, CORES)}`;
  const unable = [...leftOut, ...(mariadb ? [] : [ON_MARIADB]), ...(redis ? [] : ON_REDIS)];
  await sideBySide(
    CORES,
    async () => {
      await jest('packaging', 'integration', '--runInBand', only([PACKAGING]));
      const patient = PATIENT.filter((file) => !leftOut.includes(file));
      if (patient.length > 0) {
        await jest('faults', 'integration', workers, only(patient), ...without(unable));
      }
      if (repeated.has('mutants')) await mutants();
    },
    async () => {
      const elsewhere = [PACKAGING, ...PATIENT, ...unable];
      await jest('integration', 'integration', workers, ...without(elsewhere));
      if (browser && admin) await jest('browser', 'browser', workers);
      else if (browser) cannot('browser', 'the admin panel could not be built.');
    },
  );
};

const begun = performance.now();
try {
  await main();
} catch (error) {
  console.error(error);
  results.push({ name: 'set-up', seconds: 0, passed: 0, failed: 1, note: error.message });
}
if (existsSync(reports)) rmSync(reports, { recursive: true, force: true });
process.exitCode = printSummary(results, (performance.now() - begun) / 1000) ? 0 : 1;
