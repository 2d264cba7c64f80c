// What each part came to. The last line is the sum: `N passed, N failed`.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const CI = process.env.CI === 'true';

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

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

/** The slowest test files of a run of jest, in seconds. */
export const slowestOf = (file, count) => {
  const results = readReport(file)?.testResults ?? [];
  return results
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count);
};

const FIRST = 160;
const firstLine = (text = '') => text.split('\n').find((line) => line.trim() !== '') ?? '';

/** What failed in a run of jest, a line each: the file, the test, and how its message begins. */
export const failuresOf = (file) =>
  (readReport(file)?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const unloaded = failed.length === 0 && assertionResults.length === 0 && message;
    const lines = failed.map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    return [...lines, ...(unloaded ? [firstLine(message)] : [])].map(
      (line) => `${path.basename(name)} ${line.slice(0, FIRST)}`,
    );
  });

/** The lines that a command has left in a file about what failed; none when it left nothing. */
export const linesOf = (file) =>
  (readReport(file) ?? []).map((line) => String(line).slice(0, FIRST));

const sum = (results, key) => results.reduce((total, result) => total + result[key], 0);

const line = ({ name, passed, failed, seconds, note }) => {
  const mark = failed > 0 ? '✗' : passed > 0 ? '✓' : '!';
  const counts = `${passed} passed, ${failed} failed`.padEnd(26);
  return `${mark} ${name.padEnd(12)} ${counts} ${seconds.toFixed(1).padStart(7)} s${note ? `  ${note}` : ''}`;
};

/** Prints the parts in the order in which they ended, and the sum. @returns whether all is well */
export const printSummary = (results, seconds) => {
  console.log(`\n${results.map(line).join('\n')}\n`);
  // Again at the end, where it is found in a log of any length.
  for (const { name, failures = [] } of results) {
    for (const failure of failures) console.log(`✗ ${name}: ${failure}`);
  }
  console.log(`${(seconds / 60).toFixed(1)} minutes`);
  console.log(`${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed`);
  return sum(results, 'failed') === 0;
};
