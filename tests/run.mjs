// npm test: everything that can be checked, from a fresh clone. The longest lists of cases are run by
// turn (tests/runner/turn.mjs), and tests that repeat what others say (tests/runner/parts.mjs) are left
// out where their sources are what they were at the last commit that landed; it says so. CI leaves out
// nothing of a kind (`--ci`), and `npm run test:all` nothing at all. The last line tells the sum.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { installIfMissing, markPluginBuilt } from '../demo/builds.mjs';
import { changedFiles, touches } from './runner/changes.mjs';
import { bin, measured, node } from './runner/commands.mjs';
import { inLanes } from './runner/lanes.mjs';
import {
  ON_MARIADB,
  ON_REDIS,
  PACKAGING,
  PATIENT,
  REPEATED,
  secondDatabaseFiles,
} from './runner/parts.mjs';
import { failuresOf, outcomeOf, printSummary, readReport, slowestFirst } from './runner/report.mjs';
import { recordSeconds } from './runner/seconds.mjs';
import { inTurn, turnOfThisCommit } from './runner/turn.mjs';
import { runAgain } from './runner/unsteady.mjs';

const CI = process.env.CI === 'true';
const CORES = os.availableParallelism();
/** A test waits a good part of its time, so that one more than there are cores keeps them busy. */
const LANES = CORES > 1 ? Math.min(CORES + 1, 6) : 1;
/** Parts of about one length (tests/support/longest-first.cjs), each a line of its own. */
const SHARDS = { integration: 3, browser: 2 };
const ALL = process.argv.includes('--all');
const EVERY_KIND = ALL || process.argv.includes('--ci');
/** Null: nothing is run by turn. */
const TURN = ALL ? null : turnOfThisCommit();
/** Of the files that say on a second database what others say on SQLite, one in so many. */
const DATABASES_IN = 2;

const reports = mkdtempSync(path.join(os.tmpdir(), 'strapi-plugin-tiktok-tests-'));

/** What each part came to; parts of one name become one line of the summary. */
const results = [];
/** Test files with the seconds they took. */
const slowest = [];

const say = (text) => console.log(`\n▸ ${text}`);

const timed = async (name, work) => {
  say(name);
  const begun = performance.now();
  const outcome = await work();
  results.push({ name, begun, ended: performance.now(), ...outcome });
  return outcome.failed === 0;
};

const asOutcome = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** A check such as lint, of one or more commands: counts as one test. */
const check = (name, ...commands) =>
  timed(name, async () => {
    let cpu = 0;
    for (const args of commands) {
      const ran = await measured(name, args);
      cpu += ran.cpu;
      if (!ran.ok) return { ...asOutcome(false), cpu };
    }
    return { ...asOutcome(true), cpu };
  });

/** A jest project, or the part of it that the options choose. */
const jest = (name, project, ...options) =>
  timed(name.split(' ')[0], async () => {
    const file = path.join(reports, `${name.replace(/\W+/g, '-')}.json`);
    const args = [bin('jest/bin/jest.js'), '--selectProjects', project, '--maxWorkers=1'];
    // A boot that failed half-way may leave a handle; the tests have ended by then.
    args.push(...options, '--forceExit', '--json', '--outputFile', file);
    const { ok, cpu } = await measured(name, args, {
      NODE_ENV: 'test',
      ...(TURN === null ? {} : { TEST_TURN: String(TURN) }),
    });
    const files = slowestFirst(file);
    slowest.push(...files);
    for (const { name: test, seconds } of files.slice(0, 5)) {
      console.log(`${name.padEnd(13)} │ ${seconds.toFixed(0).padStart(5)} s ${test}`);
    }
    return { ...outcomeOf(ok, file), failures: failuresOf(file), project, cpu };
  });

const mutants = () =>
  timed('mutants', async () => {
    const file = path.join(reports, 'mutants.json');
    const args = ['tests/mutants/run.mjs', '--workers=1', `--report=${file}`];
    const byTurn = TURN === null ? [] : ['--changed', `--turn=${TURN}`];
    const { ok, cpu } = await measured('mutants', [...args, ...byTurn]);
    const report = readReport(file);
    if (!report) return { ...asOutcome(false), cpu, note: 'ended without a report' };
    const failures = report.failures.map((words) => ({ words }));
    return { ...report, failed: Math.max(report.failed, ok ? 0 : 1), failures, cpu };
  });

/** What this machine cannot do is said loudly; in CI it is a failure. */
const cannot = (name, why) => {
  console.error(`\n${'!'.repeat(72)}\n!! ${name} DID NOT RUN: ${why}\n${'!'.repeat(72)}`);
  results.push({ name, passed: 0, failed: CI ? 1 : 0, note: `DID NOT RUN: ${why}` });
};

const without = (patterns) => patterns.map((pattern) => `--testPathIgnorePatterns=${pattern}`);
const only = (patterns) => `--testPathPatterns=${patterns.join('|')}`;

/** The parts of REPEATED that run; the others are named. */
const chooseRepeated = () => {
  const changes = EVERY_KIND ? null : changedFiles();
  const wanted = Object.entries(REPEATED).filter(
    ([, { sources }]) => changes === null || touches(changes.files, sources),
  );
  const names = new Set(wanted.map(([name]) => name));
  for (const [name, { title }] of Object.entries(REPEATED)) {
    if (names.has(name)) continue;
    const note = `left out: ${title}, whose sources are those of ${changes.base} (npm run test:all)`;
    results.push({ name, passed: 0, failed: 0, note });
  }
  return names;
};

/** Files on a second database that wait for another commit. */
const databasesOfAnotherTurn = () => {
  if (TURN === null) return [];
  const files = secondDatabaseFiles();
  const mine = new Set(inTurn(files, DATABASES_IN, TURN));
  const note = `by turn: ${mine.size} of ${files.length} files that repeat on a second database (npm run test:all: all)`;
  results.push({ name: 'databases', passed: 0, failed: 0, note });
  return files.filter((file) => !mine.has(file));
};

const SDK = bin('@strapi/sdk-plugin/bin/strapi-plugin.js');
const TSC = bin('typescript/bin/tsc');
// `types` checks the same sources, so that making the declarations need not.
const DECLARATIONS = ['--noCheck', '-p'];

const build = async () => {
  const built = await check(
    'build',
    [SDK, 'build', '--silent'],
    [TSC, ...DECLARATIONS, 'server/tsconfig.build.json'],
    [TSC, ...DECLARATIONS, 'admin/tsconfig.build.json'],
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

/** What is there of MariaDB, Redis and Chromium. */
const lookAround = async () => {
  const mariadb = await node('mariadb', ['tests/mariadb-available.mjs']);
  if (!mariadb) cannot('on MariaDB', 'it is not installed here (see above).');
  const redis = await node('redis', ['tests/redis-available.mjs']);
  if (!redis) cannot('on Redis', 'it is not installed here (see above).');
  const browser = await node('browser', ['tests/browser-available.mjs']);
  if (!browser) cannot('browser', 'headless Chromium does not start here (see above).');
  return { mariadb, redis, browser };
};

const shardsOf = (project, needs, ...options) =>
  Array.from({ length: SHARDS[project] }, (_, index) => {
    const part = `${index + 1}/${SHARDS[project]}`;
    const name = `${project} ${part}`;
    return { name, needs, run: () => jest(name, project, `--shard=${part}`, ...options) };
  });

const main = async () => {
  installIfMissing(say);
  const repeated = chooseRepeated();
  const leftOut = Object.entries(REPEATED).flatMap(([name, { files }]) =>
    repeated.has(name) ? [] : files,
  );
  const there = await lookAround();
  const unable = [
    ...leftOut,
    ...(there.mariadb ? [] : [ON_MARIADB]),
    ...(there.redis ? [] : ON_REDIS),
  ];
  const elsewhere = [
    PACKAGING,
    ...PATIENT,
    ...unable,
    ...(repeated.has('databases') ? databasesOfAnotherTurn() : []),
  ];
  const patient = PATIENT.filter((file) => !leftOut.includes(file));

  const job = (name, run, needs = []) => ({ name, run, needs });
  const built = ['build'];
  const [first, ...others] = shardsOf('integration', built, ...without(elsewhere));
  let hasAdmin = false;
  const buildAdmin = async () => {
    hasAdmin = await adminBuild();
    if (!hasAdmin) cannot('browser', 'the admin panel could not be built.');
  };
  const inBrowser = shardsOf('browser', ['admin build']).map(({ run, ...one }) => ({
    ...one,
    run: async () => hasAdmin && run(),
  }));

  // The longest first, after what is short and fails most often.
  await inLanes(LANES, [
    job('build', build),
    job('lint', () => check('lint', [bin('eslint/bin/eslint.js'), '.'])),
    job('types', () => check('types', [TSC, '-p', 'tsconfig.json'])),
    job('format', () => check('format', [bin('prettier/bin/prettier.cjs'), '--check', '.'])),
    job('unit', () => jest('unit', 'unit', ...without(leftOut))),
    ...(there.browser ? [job('admin build', buildAdmin, built)] : []),
    first,
    ...(patient.length > 0
      ? [
          job(
            'faults',
            () => jest('faults', 'integration', only(patient), ...without(unable)),
            built,
          ),
        ]
      : []),
    ...(there.browser ? inBrowser : []),
    ...others,
    job('packaging', () => jest('packaging', 'integration', only([PACKAGING])), built),
    ...(repeated.has('mutants') ? [job('mutants', mutants)] : []),
    job('component', () => jest('component', 'component')),
  ]);
  await runAgain(results, reports, say);
  if (process.argv.includes('--record')) recordSeconds(slowest);
};

const begun = performance.now();
try {
  await main();
} catch (error) {
  console.error(error);
  results.push({ name: 'set-up', passed: 0, failed: 1, note: error.message });
}
if (existsSync(reports)) rmSync(reports, { recursive: true, force: true });
process.exitCode = printSummary(results, (performance.now() - begun) / 1000) ? 0 : 1;
