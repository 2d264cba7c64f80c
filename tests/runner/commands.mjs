// Runs commands side by side; each line of what they say bears the name of its part.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { ROOT } from '../../demo/builds.mjs';

export const bin = (file) => path.join(ROOT, 'node_modules', file);

const show = (stream, name, out) =>
  createInterface({ input: stream }).on('line', (line) =>
    out.write(`${name.padEnd(11)} │ ${line}\n`),
  );

/** Runs a script with this Node.js. Resolves with whether it ended well. */
export const node = (name, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    show(child.stdout, name, process.stdout);
    show(child.stderr, name, process.stderr);
    child.once('error', (error) => {
      console.error(error);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });

/** Runs each line of work to its end, all lines side by side; on one core one after the other. */
export const sideBySide = async (cores, ...lines) => {
  if (cores > 1) await Promise.all(lines.map((line) => line()));
  else for (const line of lines) await line();
};
