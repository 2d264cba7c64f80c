import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { ROOT } from '../support/paths';

export const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL', mariadb: 'MariaDB' } as const;
export type Kind = keyof typeof NAMES;

const hasMariaDb = (): boolean =>
  spawnSync(process.execPath, [path.join(ROOT, 'tests/mariadb-available.mjs')]).status === 0;

/** The databases that can be measured here, MariaDB where it is installed. */
export const databaseKinds = (): Kind[] => [
  'sqlite',
  'postgres',
  ...(hasMariaDb() ? (['mariadb'] as const) : []),
];
