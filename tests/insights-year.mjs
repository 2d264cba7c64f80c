// npm run insights-year: a year of collecting in the size of a large site (200 accounts, 5,000 posts), in two
// processes on PostgreSQL of which one is killed ever again. It takes about an hour. INSIGHTS_SEED repeats a
// run.
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
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', INSIGHTS_YEAR: 'full' } },
);
process.exitCode = status ?? 1;
