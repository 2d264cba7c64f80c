import { spawn } from 'node:child_process';
import path from 'node:path';

export interface TestDatabase {
  /** Connection string of an empty database. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts one of the database servers of this folder in a child process, which ends with this
 * process even when that is killed. It prints `ready <connection string>` once it takes connections.
 * @throws Error with what the server said, where it does not start
 */
export const startDatabaseServer = (
  name: string,
  script: string,
  args: readonly string[] = [],
): Promise<TestDatabase> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(__dirname, script), ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    let complained = '';
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^ready (\S+)$/m.exec(said)?.[1];
      if (!url) return;
      resolve({
        url,
        async stop() {
          child.stdin.end();
          await ended;
        },
      });
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${name} did not start (exit ${code}).\n${said}\n${complained}`)),
    );
  });
