import { spawn } from 'node:child_process';
import path from 'node:path';

import Database from 'better-sqlite3';
import { z } from 'zod';

import { models } from '../../../server/src/subjects';
import { APP, type AppHome, freePort, ROOT } from '../../support';
import { appEnv } from '../../support/app-env';
import { type Stored } from './stored';

const STRAPI = path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js');
const OURS = path.join(ROOT, 'bin/strapi-tiktok.js');

/** A command that hangs fails its test instead of the whole run. */
const LIMIT_MS = 240_000;

interface RunOptions {
  /** Typed into it. */
  input?: string;
  env?: Record<string, string>;
}

const run = async (
  program: string,
  home: AppHome,
  args: readonly string[],
  { input, env }: RunOptions,
): Promise<{ code: number | null; output: string }> => {
  const port = await freePort();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: APP,
    env: { ...process.env, NODE_ENV: 'test', ...appEnv(home, port, { env }) },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  if (input !== undefined) child.stdin.write(input);
  else child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // What it printed last may come after its end.
    child.once('close', (code) => resolve({ code, output }));
  });
};

/** Runs one of Strapi's own commands on a site, in a process of its own as its people do. */
export const runStrapi = (home: AppHome, args: readonly string[], options: RunOptions = {}) =>
  run(STRAPI, home, args, options);

/** The same for `npx strapi-tiktok`. */
export const runOurs = (home: AppHome, args: readonly string[], options: RunOptions = {}) =>
  run(OURS, home, args, options);

const rows = z.array(z.record(z.string(), z.unknown()));

/** What a SQLite site's tables of ours hold, read beside whatever process has it open. */
export const storedOf = ({ directory }: AppHome): Stored => {
  const database = new Database(path.join(directory, 'site.sqlite'), { readonly: true });
  try {
    return Object.fromEntries(
      models.map(({ tableName }) => [
        tableName,
        rows.parse(database.prepare(`SELECT * FROM ${tableName} ORDER BY id`).all()),
      ]),
    );
  } finally {
    database.close();
  }
};
