// Exits 0 if Redis can be started on this machine, else says how to install it.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('redis-server', ['--version'], { stdio: 'ignore' });
if (status !== 0) {
  console.error('There is no redis-server: sudo apt-get install redis-server');
  process.exit(1);
}
