import { spawn } from 'node:child_process';
import path from 'node:path';

import { build } from 'esbuild';

import { ROOT } from '../support/paths';

/** Bundles one of the programs of this folder, so that no loader runs in the process measured. */
export const bundle = async (entry: string, folder: string): Promise<string> => {
  const outfile = path.join(folder, `${path.basename(entry, '.ts')}.cjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(__dirname, entry)],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // pg's own, which nobody has installed here.
    external: ['pg-native'],
  });
  return outfile;
};

export interface Child {
  pid: number;
  /** The last line it has printed, once it ends by itself. */
  result: Promise<string>;
  /** The first line that fits. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends its standard input, which ends it. */
  stop(): Promise<void>;
}

/** Starts a Node process that talks by lines on its standard output. */
export const startChild = (args: readonly string[]): Child => {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  // A bench that is ended early must not leave its processes behind.
  const reap = (): void => void child.kill('SIGKILL');
  process.once('exit', reap);
  void ended.then(() => process.removeListener('exit', reap));
  const result = ended.then((code) => {
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.\n${said}`);
    return said.trim().split('\n').at(-1) ?? '';
  });
  // Of one that is stopped nobody asks for the result.
  result.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    result,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(said);
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`${args.join(' ')} ended early.\n${said}`)));
      }),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
};
