// npm run insights-year: a year of collecting in the size of a large site (200 accounts, 25 posts of each), in
// two processes on PostgreSQL of which one is killed ever again, in 160 steps with 20 kills. On two cores that
// do nothing else it takes about an hour. INSIGHTS_YEAR=40,25,80,10 is a smaller one; INSIGHTS_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--selectProjects=integration',
    '--runInBand',
    '--forceExit',
    '--testPathPatterns',
    'integration/insights/year',
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'test',
      INSIGHTS_YEAR: process.env['INSIGHTS_YEAR'] ?? '200,25,160,20',
    },
  },
);
process.exitCode = status ?? 1;
