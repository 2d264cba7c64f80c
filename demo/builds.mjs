// Builds what is missing or no longer what the sources say, and nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const DEMO = import.meta.dirname;
export const ROOT = path.dirname(DEMO);

const PLUGIN_SOURCES = ['package.json', 'server', 'admin', 'contracts', 'tsconfig.json'];
const ADMIN_SOURCES = ['package-lock.json', 'demo/src/admin', 'demo/config', 'demo/package.json'];

const filesOf = (place) =>
  statSync(place).isDirectory()
    ? readdirSync(place)
        .sort()
        .flatMap((name) => filesOf(path.join(place, name)))
    : [place];

/** One hash over the names and bytes of all files under these places. */
const fingerprint = (places) => {
  const hash = createHash('sha256');
  for (const file of places.flatMap((place) => filesOf(path.join(ROOT, place)))) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};

/** Runs a command; shows what it says as it goes, or, if quiet, only when it fails. */
export const run = (command, args, { cwd = ROOT, env = {}, quiet = false } = {}) => {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) throw error;
  if (signal) process.exit(130);
  if (status === 0) return;
  const output = quiet ? `\n${stdout}\n${stderr}` : '';
  throw new Error(`${command} ${args.join(' ')} failed (exit ${status}).${output}`);
};

const upToDate = (mark, wanted) => existsSync(mark) && readFileSync(mark, 'utf8') === wanted;

/** npm writes this file last, so an install that was broken off is done again. */
export const installIfMissing = (say) => {
  if (existsSync(path.join(ROOT, 'node_modules/.package-lock.json'))) return;
  say('Installing packages (once; a few minutes) …');
  run('npm', ['ci', '--no-audit', '--no-fund']);
};

const PLUGIN_MARK = path.join(ROOT, '.cache/plugin-build');

/** Says that dist/ now is what the sources are. */
export const markPluginBuilt = () => {
  mkdirSync(path.dirname(PLUGIN_MARK), { recursive: true });
  writeFileSync(PLUGIN_MARK, fingerprint(PLUGIN_SOURCES));
};

export const buildPluginIfStale = (say) => {
  const whole = ['server/index.js', 'admin/index.mjs'].every((file) =>
    existsSync(path.join(ROOT, 'dist', file)),
  );
  if (whole && upToDate(PLUGIN_MARK, fingerprint(PLUGIN_SOURCES))) return;
  say('Building the plugin …');
  run(process.execPath, ['node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js', 'build'], {
    quiet: true,
  });
  markPluginBuilt();
};

export const buildAdminIfStale = (say) => {
  const mark = path.join(DEMO, 'build/.fingerprint');
  const wanted = fingerprint([...PLUGIN_SOURCES, ...ADMIN_SOURCES]);
  if (existsSync(path.join(DEMO, 'build/index.html')) && upToDate(mark, wanted)) return;
  say('Building the admin panel (about a minute) …');
  run(process.execPath, [path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'), 'build'], {
    cwd: DEMO,
    env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    quiet: true,
  });
  writeFileSync(mark, wanted);
};
