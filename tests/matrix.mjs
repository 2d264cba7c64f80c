// npm run matrix: every story of a post cut at its points, far more of them than `npm test` has time
// for, and at others each time. The table at the end belongs into docs/reliability.md. MATRIX_SEED
// repeats a run.
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
    'integration/matrix/',
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', MATRIX: 'full' } },
);
process.exitCode = status ?? 1;
