// The tests that say nothing new while their sources stay as they are: what repeats on a second
// database, what freezes and cuts, mutants, and the emulator's own.
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../../demo/builds.mjs';

/** What every running Strapi in a test is made of. */
const SITE = [
  'contracts',
  'demo',
  'emulator',
  'jest.config.js',
  'package-lock.json',
  'package.json',
  'server',
  'tests/integration',
  'tests/runner',
  'tests/support',
];

export const REPEATED = {
  databases: {
    title: 'tests on a second database',
    files: ['-postgres\\.test', 'tests/integration/databases/'],
    sources: SITE,
  },
  faults: {
    title: 'tests that freeze, kill and cut',
    files: [
      'integration/bullmq/many-workers',
      'integration/matrix/',
      'integration/wire/wire',
      'posts/frozen',
      'posts/crashes',
    ],
    sources: SITE,
  },
  emulator: {
    title: 'tests of the emulator',
    files: ['tests/unit/emulator/'],
    sources: ['emulator', 'package-lock.json', 'tests/runner', 'tests/unit/emulator'],
  },
  mutants: {
    title: 'mutants',
    files: [],
    sources: [...SITE, 'tests/mutants', 'tests/unit'],
  },
};

/** Tests that wait most of their time: they run beside others. */
export const PATIENT = [
  'integration/bullmq/',
  'integration/matrix/',
  'integration/wire/wire',
  'posts/frozen',
];
/** Installs and builds sites of its own: one core, and much of the network. */
export const PACKAGING = 'integration/packaging/';
export const ON_MARIADB = 'integration/databases/mariadb';
export const ON_REDIS = ['integration/bullmq/', 'integration/matrix/bullmq'];

const SECOND = /-(?:postgres|mariadb)\.test\.ts$/;

/** Files that say on a second database what their twin says on SQLite; each can be a pattern. */
export const secondDatabaseFiles = () => {
  const names = readdirSync(path.join(ROOT, 'tests/integration'), { recursive: true });
  const files = names.map((name) => `tests/integration/${name.replaceAll(path.sep, '/')}`);
  const known = new Set(files);
  return files
    .filter((file) => SECOND.test(file) && known.has(file.replace(SECOND, '-sqlite.test.ts')))
    .sort();
};
