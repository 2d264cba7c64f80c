// What failed beside other work is run once more, alone, so that one can tell a test that does not stand
// a busy machine from one that is broken. Both results are told: such a test counts as passed, and is
// named as unsteady each time, until somebody mends it.
import path from 'node:path';

import { bin, measured } from './commands.mjs';
import { failuresOf, outcomeOf } from './report.mjs';

/** More than a few that fail together are no chance. */
const MOST = 5;
const PARTS = ['unit', 'component', 'integration', 'browser'];
/**
 * Tests that say that nothing is posted twice or lost, or that bear the id of a known failure: one
 * failure in a thousand runs is a failure.
 */
const SERIOUS = /\(T\d|T\d+:|\bT\d{2}\b|\b(?:twice|once|double\w*|lost|loses?|one live|again)\b/i;

const isForgivable = ({ test }) => test !== null && !SERIOUS.test(test);

/** A failure of the second run stands beside that of the first, and is not counted again. */
const again = (failure) => ({ ...failure, words: `(alone as well) ${failure.words}` });

/** Takes what passed alone out of the failures of a part, and names it. */
const forgive = (result, file) => {
  const mine = result.failures.filter((failure) => failure.file === file);
  result.failures = result.failures.filter((failure) => failure.file !== file);
  result.failed -= mine.length;
  result.passed += mine.length;
  result.unsteady = [...(result.unsteady ?? []), ...mine];
};

/** Runs the files that failed alone, one after the other, and changes the results by what comes of it. */
export const runAgain = async (results, reports, say) => {
  const candidates = results
    .filter(({ name, failures = [] }) => PARTS.includes(name) && failures.length > 0)
    .flatMap((result) =>
      [...new Set(result.failures.map(({ file }) => file))].map((file) => ({ result, file })),
    );
  if (candidates.length === 0 || candidates.length > MOST) return;
  for (const [index, { result, file }] of candidates.entries()) {
    const failures = result.failures.filter((failure) => failure.file === file);
    if (!failures.every(isForgivable)) continue;
    say(`alone: ${file}`);
    const report = path.join(reports, `alone-${index}.json`);
    const args = [bin('jest/bin/jest.js'), '--selectProjects', result.project, '--runInBand'];
    args.push('--forceExit', '--json', '--outputFile', report, '--runTestsByPath', file);
    const { ok, cpu } = await measured('alone', args, { NODE_ENV: 'test' });
    result.cpu += cpu;
    const { passed, failed } = outcomeOf(ok, report);
    if (failed === 0 && passed > 0) forgive(result, file);
    else result.failures.push(...failuresOf(report).map(again));
  }
};
