import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { isProgress, isWrite, type SeenStatement, type StatementTap } from './statement-tap';
import { lookAgain } from './until';

const line = z.union([
  z.object({ held: z.number() }),
  z.object({ name: z.string(), at: z.number(), open: z.boolean() }),
]);

/**
 * Stands between a child process and SQLite, at the driver (sqlite-statements.cjs). SQLite's driver
 * is synchronous: a stop holds the whole process. `env` is what the child is started with.
 */
export const createSqliteTap = (
  directory: string,
): StatementTap & { env: Record<string, string> } => {
  mkdirSync(directory, { recursive: true });
  const log = path.join(directory, 'seen.log');
  const order = path.join(directory, 'stop.json');
  let last = 0;
  let held: number[] = [];
  let from = 0;

  const size = (): number => (existsSync(log) ? statSync(log).size : 0);
  const read = (): string => {
    const bytes = size() - from;
    if (bytes <= 0) return '';
    const file = openSync(log, 'r');
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, bytes, from));
    } finally {
      closeSync(file);
    }
  };

  const lines = (): z.output<typeof line>[] =>
    read()
      .split('\n')
      // A process that is killed may leave half a line.
      .flatMap((text) => {
        try {
          return [line.parse(JSON.parse(text))];
        } catch {
          return [];
        }
      });

  return {
    env: {
      STATEMENT_TAP_DIRECTORY: directory,
      NODE_OPTIONS: `--require ${path.join(__dirname, 'sqlite-statements.cjs')}`,
    },
    seen: (): SeenStatement[] =>
      lines().flatMap((one) =>
        'name' in one && isWrite(one.name.replace(/^COMMIT of /, '')) && !isProgress(one.name)
          ? [one]
          : [],
      ),
    forget() {
      from = size();
    },
    async hold(name, nth, phase) {
      last += 1;
      const id = last;
      held.push(id);
      writeFileSync(`${order}.new`, JSON.stringify({ id, name, nth, phase }));
      renameSync(`${order}.new`, order);
      while (held.includes(id)) {
        if (lines().some((one) => 'held' in one && one.held === id)) return;
        await lookAgain();
      }
      // Forgotten before it was reached.
      await new Promise(() => undefined);
    },
    disarm() {
      rmSync(order, { force: true });
      held = [];
    },
    release() {
      rmSync(order, { force: true });
      for (const id of held) writeFileSync(path.join(directory, `go-${id}`), '');
      held = [];
    },
    // The driver stops the whole process: no other story is under way.
    ignorePosts: () => undefined,
  };
};
