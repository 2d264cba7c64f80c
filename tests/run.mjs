// npm test: everything that can be checked, from a fresh clone. The last line tells the sum.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { buildAdminIfStale, installIfMissing, markPluginBuilt, ROOT } from '../demo/builds.mjs';

const CI = process.env.CI === 'true';
const reports = mkdtempSync(path.join(os.tmpdir(), 'strapi-plugin-tiktok-tests-'));
const bin = (file) => path.join(ROOT, 'node_modules', file);

/** One line of the summary: a part, how it went, and how long it took. */
const results = [];

const say = (text) => console.log(`\n▸ ${text}`);

const timed = (name, work) => {
  say(name);
  const begun = process.hrtime.bigint();
  const outcome = work();
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  results.push({ name, seconds, ...outcome });
  return outcome.failed === 0;
};

const node = (args, env = {}) =>
  spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status === 0;

const asOutcome = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A check such as lint: counts as one test. */
const check = (name, ...commands) =>
  timed(name, () => asOutcome(commands.every((args) => node(args))));

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** What a run of jest came to; a file that cannot even be loaded counts as one failed test. */
const outcomeOf = (ok, file) => {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, note: 'jest ended without a report' };
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  const note = skipped > 0 ? `${skipped} SKIPPED` : undefined;
  // Whatever made jest fail without naming a test (no tests found, a handle, a crash) is one.
  const unnamed = !ok && failed === 0 ? 1 : 0;
  return { passed, failed: failed + unnamed + (CI ? skipped : 0), note };
};

/** A jest project, or the part of it that the options choose. */
const jest = (name, project, ...options) =>
  timed(`${name} tests`, () => {
    const file = path.join(reports, `${results.length}.json`);
    const args = [
      bin('jest/bin/jest.js'),
      '--selectProjects',
      project,
      ...options,
      // A boot that failed half-way may leave a handle; the tests have ended by then.
      '--forceExit',
      '--json',
      '--outputFile',
      file,
    ];
    return outcomeOf(node(args, { NODE_ENV: 'test' }), file);
  });

/** What this machine cannot do is said loudly; in CI it is a failure. */
const cannot = (name, why) => {
  console.error(`\n${'!'.repeat(72)}\n!! ${name} DID NOT RUN: ${why}\n${'!'.repeat(72)}`);
  results.push({ name, seconds: 0, passed: 0, failed: CI ? 1 : 0, note: `DID NOT RUN: ${why}` });
};

const summary = () => {
  const lines = results.map(({ name, passed, failed, seconds, note }) => {
    const mark = failed > 0 ? '✗' : passed > 0 ? '✓' : '!';
    const counts = `${passed} passed, ${failed} failed`.padEnd(26);
    return `${mark} ${name.padEnd(22)} ${counts} ${seconds.toFixed(1).padStart(7)} s${note ? `  ${note}` : ''}`;
  });
  return `\n${lines.join('\n')}\n`;
};

const main = () => {
  installIfMissing(say);

  check('format', [bin('prettier/bin/prettier.cjs'), '--check', '.']);
  check('lint', [bin('eslint/bin/eslint.js'), '.']);
  check('types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']);
  const sdk = bin('@strapi/sdk-plugin/bin/strapi-plugin.js');
  const tsc = bin('typescript/bin/tsc');
  const built = check(
    'build',
    [sdk, 'build', '--silent'],
    [tsc, '-p', 'server/tsconfig.build.json'],
    [tsc, '-p', 'admin/tsconfig.build.json'],
  );
  check('package', [sdk, 'verify']);
  if (built) markPluginBuilt();

  jest('unit', 'unit');
  const mariadb = node(['tests/mariadb-available.mjs']);
  if (!mariadb) cannot('tests on MariaDB', 'it is not installed here (see above).');
  // By itself: it builds the package anew, under the feet of whoever runs beside it.
  jest('packaging', 'integration', '--runInBand', '--testPathPatterns=integration/packaging');
  // One more than cores, at most three: the tests of crashes wait half of their time. Strapi is a
  // global of its process, so each worker runs one file after the other.
  jest(
    'integration',
    'integration',
    `--maxWorkers=${Math.min(2, os.availableParallelism()) + 1}`,
    '--testPathIgnorePatterns=integration/packaging',
    ...(mariadb ? [] : ['--testPathIgnorePatterns=integration/databases/mariadb']),
  );

  check('mutants', ['tests/mutants/run.mjs']);

  if (!node(['tests/browser-available.mjs'])) {
    cannot('browser tests', 'headless Chromium does not start here (see above).');
  } else {
    const admin = timed('admin build', () => {
      try {
        buildAdminIfStale(say);
        return asOutcome(true);
      } catch (error) {
        console.error(error.message);
        return asOutcome(false);
      }
    });
    if (admin) {
      jest('browser', 'browser', `--maxWorkers=${Math.min(2, os.availableParallelism())}`);
    } else cannot('browser tests', 'the admin panel could not be built.');
  }
};

let crash;
try {
  main();
} catch (error) {
  crash = error;
  console.error(error);
  results.push({ name: 'set-up', seconds: 0, passed: 0, failed: 1, note: error.message });
}
if (existsSync(reports)) rmSync(reports, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(summary());
process.exitCode = sum('failed') > 0 || crash ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
