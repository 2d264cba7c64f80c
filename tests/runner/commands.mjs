// Runs commands side by side; each line of what they say bears the name of its part.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { ROOT } from '../../demo/builds.mjs';

export const bin = (file) => path.join(ROOT, 'node_modules', file);

const show = (stream, name, out) =>
  createInterface({ input: stream }).on('line', (line) =>
    out.write(`${name.padEnd(13)} │ ${line}\n`),
  );

/** Has a shell tell at the end what its child and all below it have used of the processors. */
const MEASURED = '"$@"; code=$?; times >&3; exit $code';
const CAN_MEASURE = process.platform !== 'win32';

/** The second line of `times`: minutes and seconds of user and system, of all children. */
const cpuSeconds = (told) => {
  const [, children = ''] = told.trim().split('\n');
  const parts = [...children.matchAll(/(\d+)m([\d.,]+)s/g)];
  const seconds = parts.map(([, m, s]) => 60 * Number(m) + Number(s.replace(',', '.')));
  return seconds.length === 2 ? seconds[0] + seconds[1] : 0;
};

/**
 * Runs a script with this Node.js. Resolves with whether it ended well, and the seconds that it and the
 * processes it waited for had of the processors (0 where that cannot be told).
 */
export const measured = (name, args, env = {}) =>
  new Promise((resolve) => {
    const command = CAN_MEASURE ? 'sh' : process.execPath;
    const all = CAN_MEASURE ? ['-c', MEASURED, 'sh', process.execPath, ...args] : args;
    const child = spawn(command, all, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let told = '';
    show(child.stdout, name, process.stdout);
    show(child.stderr, name, process.stderr);
    child.stdio[3].on('data', (data) => (told += data));
    child.once('error', (error) => {
      console.error(error);
      resolve({ ok: false, cpu: 0 });
    });
    child.once('close', (code) => resolve({ ok: code === 0, cpu: cpuSeconds(told) }));
  });

/** The same, where only the outcome counts. */
export const node = async (name, args, env = {}) => (await measured(name, args, env)).ok;
