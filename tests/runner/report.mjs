// What each part came to. The last line is the sum: `N passed, N failed`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { ROOT } from '../../demo/builds.mjs';

const CI = process.env.CI === 'true';

/** What a command has left in a file, as JSON; null when it left nothing. */
export const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

const placeOf = (file) => path.relative(ROOT, file).replaceAll(path.sep, '/');

/** What a run of jest came to; a file that cannot even be loaded counts as one failed test. */
export const outcomeOf = (ok, file) => {
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

/** The test files of a run of jest with the seconds each took, the slowest first. */
export const slowestFirst = (file) => {
  const results = readReport(file)?.testResults ?? [];
  return results
    .map(({ name, startTime, endTime }) => ({
      name: placeOf(name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.seconds - a.seconds);
};

/** A message without its stack, on one line. */
const onOneLine = (text = '') =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^at \S/.test(line))
    .join(' | ');

/** What failed in a run of jest: the file, the test (null: the file cannot be loaded), the message. */
export const failuresOf = (file) =>
  (readReport(file)?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const place = placeOf(name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && assertionResults.length === 0 && message) {
      return [{ file: place, test: null, words: onOneLine(message) }];
    }
    return failed.map(({ fullName, failureMessages }) => ({
      file: place,
      test: fullName,
      words: onOneLine(failureMessages[0]),
    }));
  });

const SHORT = 400;
/** Of a matrix the whole verdict is wanted, which names every point that went wrong. */
const LONG = 8_000;
const lengthOf = (part) => (part === 'faults' ? LONG : SHORT);

/** A failure on one line. Often it is all that one sees of a run. */
export const failureLine = (part, { file, test, words }) =>
  [file, test && `${test}:`, words.slice(0, lengthOf(part))].filter(Boolean).join(' ');

const sum = (results, key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);

/** Parts of one name as one. */
const together = (results) =>
  [...new Set(results.map(({ name }) => name))].map((name) => {
    const parts = results.filter((result) => result.name === name);
    const times = parts.filter(({ ended }) => ended !== undefined);
    const from = Math.min(...times.map(({ begun }) => begun));
    const to = Math.max(...times.map(({ ended }) => ended));
    return {
      name,
      passed: sum(parts, 'passed'),
      failed: sum(parts, 'failed'),
      seconds: times.length > 0 ? (to - from) / 1000 : 0,
      cpu: sum(parts, 'cpu'),
      note: parts.flatMap(({ note }) => note ?? []).join('; '),
      failures: parts.flatMap(({ failures }) => failures ?? []),
      unsteady: parts.flatMap(({ unsteady }) => unsteady ?? []),
    };
  });

const line = ({ name, passed, failed, seconds, cpu, note }) => {
  const mark = failed > 0 ? '✗' : passed > 0 ? '✓' : '!';
  const counts = `${passed} passed, ${failed} failed`.padEnd(26);
  const times = `${seconds.toFixed(0).padStart(6)} s ${cpu.toFixed(0).padStart(6)} s of a core`;
  return `${mark} ${name.padEnd(12)} ${counts} ${times}${note ? `  ${note}` : ''}`;
};

/** Prints the parts in the order in which they ended, and the sum. @returns whether all is well */
export const printSummary = (results, seconds) => {
  const parts = together(results);
  console.log(`\n${parts.map(line).join('\n')}\n`);
  // Again at the end, where it is found in a log of any length.
  for (const { name, failures, unsteady } of parts) {
    for (const failure of unsteady) {
      console.log(
        `! ${name}: UNSTEADY, failed beside other work and passed when run alone: ${failureLine(name, failure)}`,
      );
    }
    for (const failure of failures) console.log(`✗ ${name}: ${failureLine(name, failure)}`);
  }
  const shaky = parts.flatMap(({ unsteady }) => unsteady).length;
  if (shaky > 0) console.log(`${shaky} UNSTEADY (see above): they want mending.`);
  console.log(
    `${(seconds / 60).toFixed(1)} minutes, ${(sum(parts, 'cpu') / 60).toFixed(1)} of a core`,
  );
  console.log(`${sum(parts, 'passed')} passed, ${sum(parts, 'failed')} failed`);
  return sum(parts, 'failed') === 0;
};
