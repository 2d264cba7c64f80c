/**
 * npm run mutants: breaks the plugin on purpose, one invariant at a time, and demands that the tests
 * see it. Each `*.patch` here says in its first line what it breaks, and below it `Test:` the file and
 * `Name:` the tests (a regular expression) that must go red. The same tests must be green without it.
 *
 *   npm run mutants               all of them
 *   npm run mutants -- fence      those whose file name contains "fence"
 *   npm run mutants -- --changed  those that have changed since they were seen, by tests/mutants/seen.json
 *   --turn=NUMBER                 with --changed: and one in twelve of the others, by this number
 *   --workers=1                   how many at the same time; default: one for each core, at most four
 *   --report=FILE                 where to leave what came of it, as JSON
 *
 * Whatever is seen is written down in seen.json, except in CI; commit it with the change.
 */
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { inTurn } from '../runner/turn.mjs';
import { hashOf, record, wasSeen } from './seen.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../..');
/** What the tests of the server and of the admin's components need; the admin is not built. */
const PARTS = ['admin', 'contracts', 'demo', 'emulator', 'server', 'tests', 'docs'];
const FILES = ['jest.config.js', 'package.json', 'strapi-admin.js', 'strapi-server.js'];
const LEFT_OUT = ['node_modules', '.tmp', '.cache', '.strapi', 'build', 'dist', 'uploads'];
const LONGEST_MS = 900_000;
/** What a mutant keeps from ever happening is not waited for as long as on a slow machine. */
const IMPATIENT = { TEST_PATIENCE_SECONDS: '30' };
/** Of those that were seen as they are, one in so many is run again at each commit. */
const AGAIN = 12;
const { values: options, positionals: wanted } = parseArgs({
  options: {
    workers: { type: 'string', default: String(Math.min(4, os.availableParallelism())) },
    report: { type: 'string' },
    changed: { type: 'boolean', default: false },
    turn: { type: 'string' },
  },
  allowPositionals: true,
});
const WORKERS = Math.max(1, Number(options.workers));

const read = (file) => {
  const text = readFileSync(path.join(HERE, file), 'utf8');
  const head = text.slice(0, text.indexOf('\n--- ')).split('\n');
  const field = (name) =>
    head.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  const [test, name] = [field('Test'), field('Name')];
  if (!test || !name || !existsSync(path.join(ROOT, test))) {
    throw new Error(`${file} must name its test file (Test:) and its tests (Name:).`);
  }
  // As it is now: sources may change while a copy of them is tried.
  return { file, breaks: head[0], test, name, hash: hashOf(ROOT, { file, test }) };
};

const copyOfTheProject = (scratch, number) => {
  const copy = path.join(scratch, String(number));
  mkdirSync(copy);
  const filter = (from) => !LEFT_OUT.includes(path.basename(from));
  for (const part of PARTS) {
    cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true, filter });
  }
  for (const file of FILES) cpSync(path.join(ROOT, file), path.join(copy, file));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  return copy;
};

const patch = (copy, { file }, ...options) =>
  execFileSync('git', ['apply', '-C1', ...options, path.join(HERE, file)], {
    cwd: copy,
    stdio: 'pipe',
    // Not the repository that a temporary folder may lie in.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(copy) },
  });

/** Runs these tests in a copy; jest's report, or what it said when there is none. */
const jest = (copy, files, names, more = {}) =>
  new Promise((resolve) => {
    const report = path.join(copy, 'report.json');
    rmSync(report, { force: true });
    const args = ['node_modules/jest/bin/jest.js', '--runInBand', '--forceExit', '--silent'];
    args.push('--json', '--outputFile', report, '-t', names.join('|'), '--runTestsByPath');
    const options = {
      cwd: copy,
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 64e6,
      env: { ...process.env, NODE_ENV: 'test', FORCE_COLOR: '0', ...more },
    };
    execFile(process.execPath, [...args, ...files], options, (_error, _stdout, stderr) => {
      const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
      resolve({ result, said: stderr.slice(-2_000) });
    });
  });

const ran = ({ numPassedTests, numFailedTests }) => numPassedTests + numFailedTests;
const failures = ({ testResults }) =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');

/** How it failed, so that nobody takes a slow machine for a test that sees something. */
const firstLine = ([message = '']) =>
  message
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, 200);

/** Null when all is well, else what is wrong with the tests themselves. */
const whyNotGreen = ({ result, said }, names) => {
  if (!result) return `jest ended without a report.\n${said}`;
  const titles = result.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName),
  );
  const unmatched = names.filter((name) => !titles.some((title) => new RegExp(name).test(title)));
  const failed = failures(result).map(({ fullName }) => fullName);
  if (failed.length > 0) return `these fail without any mutant: ${failed.join('; ')}`;
  if (result.numRuntimeErrorTestSuites > 0) return 'a test file cannot be loaded.';
  return unmatched.length > 0 ? `no test is called ${unmatched.join(', ')}` : null;
};

/** What became of one mutant: killed, or why not. */
const judge = ({ result, said }) => {
  if (!result) return { killed: false, words: `jest ended without a report.\n${said}` };
  if (result.numRuntimeErrorTestSuites > 0) {
    return { killed: false, words: 'the mutant cannot be loaded, which proves nothing.' };
  }
  if (ran(result) === 0) return { killed: false, words: 'no test ran.' };
  const [failed] = failures(result);
  return failed
    ? { killed: true, words: `${failed.title}: ${firstLine(failed.failureMessages)}` }
    : { killed: false, words: 'STAYED GREEN: no test sees it.' };
};

const show = (mark, mutant, words, since) => {
  const seconds = ((Date.now() - since) / 1000).toFixed(0);
  console.log(`${mark} ${mutant.file} (${seconds} s)\n    ${mutant.breaks}\n    ${words}`);
};

/** One copy of the project works through its share: green first, then each mutant. @returns what was not seen */
const work = async (copy, mutants) => {
  if (mutants.length === 0) return [];
  const since = Date.now();
  const files = [...new Set(mutants.map(({ test }) => test))];
  const names = [...new Set(mutants.map(({ name }) => name))];
  const wrong = whyNotGreen(await jest(copy, files, names), names);
  if (wrong) {
    console.error(`✗ without mutants: ${wrong}`);
    return mutants.map((mutant) => ({ mutant, words: `not tried; without mutants: ${wrong}` }));
  }
  console.log(
    `✓ green without mutants: ${files.join(', ')} (${Math.round((Date.now() - since) / 1000)} s)`,
  );
  const missed = [];
  for (const mutant of mutants) {
    const begun = Date.now();
    let outcome;
    try {
      patch(copy, mutant);
      outcome = judge(await jest(copy, [mutant.test], [mutant.name], IMPATIENT));
      patch(copy, mutant, '-R');
    } catch (error) {
      outcome = {
        killed: false,
        words: `the patch does not apply any more.\n${error.stderr ?? error}`,
      };
    }
    if (!outcome.killed) missed.push({ mutant, words: outcome.words });
    // At once, so that a run that is broken off keeps what it has seen.
    if (process.env.CI !== 'true') record(ROOT, all, mutant, outcome.killed);
    show(outcome.killed ? '✓' : '✗', mutant, outcome.words, begun);
  }
  return missed;
};

/** Shares of about the same size; mutants of one test file stay together. */
const shares = (mutants, count) => {
  const tests = [...new Set(mutants.map(({ test }) => test))];
  const groups = tests.map((test) => mutants.filter((mutant) => mutant.test === test));
  const all = Array.from({ length: count }, () => []);
  for (const group of groups.sort((a, b) => b.length - a.length)) {
    all.sort((a, b) => a.length - b.length)[0].push(...group);
  }
  return all;
};

const all = readdirSync(HERE)
  .filter((file) => file.endsWith('.patch'))
  .sort()
  .map(read);
const named = all.filter(
  ({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);

/** Those that run, and in words how they were chosen. */
const choose = () => {
  if (!options.changed) return { mutants: named, why: `${named.length} of ${all.length}` };
  const seenBefore = wasSeen(ROOT);
  const changed = named.filter((mutant) => !seenBefore(mutant));
  const others = named.filter((mutant) => !changed.includes(mutant));
  const again = options.turn === undefined ? [] : inTurn(others, AGAIN, Number(options.turn));
  return {
    mutants: [...changed, ...again],
    why: `${changed.length + again.length} of ${named.length}: ${changed.length} that changed since they were seen, and ${again.length} of the ${others.length} others by turn`,
  };
};

const { mutants, why } = choose();
console.log(`Mutants: ${why}.`);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'strapi-plugin-tiktok-mutants-'));
try {
  const begun = Date.now();
  const working = shares(mutants, WORKERS).map((share, number) =>
    work(copyOfTheProject(scratch, number), share),
  );
  const missed = (await Promise.all(working)).flat();
  const survivors = missed.map(({ mutant }) => mutant);
  const seen = mutants.filter((mutant) => !survivors.includes(mutant));
  if (options.report) {
    const failures = missed.map(({ mutant, words }) => `${mutant.file} ${words}`);
    const report = { passed: seen.length, failed: missed.length, failures, note: why };
    writeFileSync(options.report, JSON.stringify(report));
  }
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${seen.length} of ${mutants.length} mutants seen in ${seconds} s`);
  const isNone = mutants.length === 0 && !options.changed;
  process.exitCode = survivors.length > 0 || isNone ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
