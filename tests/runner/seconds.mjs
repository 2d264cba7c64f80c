// Keeps how long test files take, so that the longest begin first and parts are of about one length.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../../demo/builds.mjs';

/** Files that take less count like all that are not in the list. */
const LEAST = 1;

/** @param files each `{ name, seconds }`, of a whole run */
export const recordSeconds = (files) => {
  const long = files
    .map(({ name, seconds }) => [name, Math.round(seconds)])
    .filter(([name, seconds]) => seconds >= LEAST && !name.startsWith('tests/unit/'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(long), null, 2);
  writeFileSync(path.join(ROOT, 'tests/runner/seconds.json'), `${text}\n`);
};
