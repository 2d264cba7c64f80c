import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { APP, ROOT } from '../../support';

const outputOf = (
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): { stdout: string; stderr: string } => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, STRAPI_TELEMETRY_DISABLED: 'true', ...env },
    maxBuffer: 64 << 20,
  });
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}.\n${stdout}\n${stderr}`);
  }
  return { stdout, stderr };
};

/** Runs a command. @returns what it said. @throws Error with what it said when it fails. */
export const run = (...of: Parameters<typeof outputOf>): string => outputOf(...of).stdout;

/** Files of the bundle that hold this text. */
export const filesWith = async (folder: string, text: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const contents = await Promise.all(
    names.map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  return names.filter((_, index) => contents[index]?.includes(text));
};

const packedFiles = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);

export interface Packed {
  tarball: string;
  /** Bytes. */
  size: number;
  unpackedSize: number;
  files: string[];
}

/** Packs what would be published, types included, from a build of the present sources. */
export const packPlugin = (destination: string): Packed => {
  // Not anew where it is there: other tests run on it meanwhile.
  const build = `import('${path.join(ROOT, 'demo/builds.mjs')}').then((b) => b.buildPluginIfStale(() => {}))`;
  run(process.execPath, ['--input-type=module', '-e', build], ROOT);
  if (!existsSync(path.join(ROOT, 'dist/emulator/cli.js'))) {
    run('npm', ['run', 'build:package'], ROOT);
  }
  const said = run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', destination],
    ROOT,
  );
  const [{ filename, files, ...sizes }] = packedFiles.parse(JSON.parse(said));
  return {
    ...sizes,
    tarball: path.join(destination, filename),
    files: files.map((file) => file.path),
  };
};

export interface EmptyApp {
  directory: string;
  /** What `config/plugins.js` exports, as source. */
  configurePlugins(source: string): Promise<void>;
  /** `npm install` of these, as a site's owner types it. */
  install(...packages: string[]): void;
  /** `strapi build`. @returns the folder of the admin bundle, and what the build said */
  buildAdmin(): { bundle: string; said: string };
  /** The versions of a package in the app, wherever they lie. */
  versionsOf(name: string): Promise<string[]>;
  remove(): Promise<void>;
}

const manifest = z.object({ devDependencies: z.record(z.string(), z.string()) }).loose();

const lockfile = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

const readManifest = async () =>
  manifest.parse(JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')));

/** What `create-strapi-app` writes into a new app's dependencies, at the versions tested here. */
const STRAPI_PACKAGES = [
  '@strapi/strapi',
  'better-sqlite3',
  'react',
  'react-dom',
  'react-router-dom',
  'styled-components',
];

/** A site without content and without plugins, outside this repository; nothing installed yet. */
export const createEmptyApp = async (): Promise<EmptyApp> => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'empty-strapi-'));
  const { devDependencies } = await readManifest();
  const dependencies = Object.fromEntries(
    STRAPI_PACKAGES.map((name) => [name, devDependencies[name]]),
  );
  await writeFile(
    path.join(directory, 'package.json'),
    JSON.stringify({
      name: 'empty-strapi',
      version: '0.0.0',
      private: true,
      dependencies,
      strapi: { telemetryDisabled: true },
    }),
  );
  await cp(path.join(APP, 'config'), path.join(directory, 'config'), { recursive: true });
  await rm(path.join(directory, 'config/plugins.js'));
  await mkdir(path.join(directory, 'src'));
  await writeFile(path.join(directory, 'src/index.js'), 'module.exports = {};\n');
  const npm = (...args: string[]): void => {
    run('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund'], directory);
  };
  return {
    directory,
    configurePlugins: (source) =>
      writeFile(path.join(directory, 'config/plugins.js'), `module.exports = ${source};\n`),
    install: (...packages) => npm('install', ...packages),
    buildAdmin() {
      const strapi = path.join(directory, 'node_modules/@strapi/strapi/bin/strapi.js');
      const { stdout, stderr } = outputOf(process.execPath, [strapi, 'build'], directory, {
        NODE_ENV: 'production',
      });
      return { bundle: path.join(directory, 'build'), said: stdout + stderr };
    },
    async versionsOf(name) {
      const lock = lockfile.parse(
        JSON.parse(await readFile(path.join(directory, 'package-lock.json'), 'utf8')),
      );
      const found = Object.entries(lock.packages)
        .filter(([place]) => place.endsWith(`node_modules/${name}`))
        .map(([, { version }]) => version ?? '');
      return [...new Set(found)].sort();
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
};

/** The plugin's folder as it can lie in a site's `src/plugins`, without `exports`. */
export const copyAsFolder = async (packed: string, target: string): Promise<void> => {
  await cp(packed, target, { recursive: true });
  const withoutExports = { ...(await readManifest()), exports: undefined };
  await writeFile(path.join(target, 'package.json'), JSON.stringify(withoutExports));
};
