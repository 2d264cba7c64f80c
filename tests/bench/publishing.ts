import path from 'node:path';

import { z } from 'zod';

import { startChild } from './children';
import { type BenchOptions, figure, say, type Section } from './section';

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;
const SETUPS = {
  off: 'without the plugin',
  idle: 'with the plugin, no rule for the type',
  rule: 'with a rule for the type',
} as const;

/** What publishing-site.ts prints; times in milliseconds. */
const measured = z.object({ median: z.number(), p99: z.number(), statements: z.number() });

/** What publishing an entry costs, with and without a rule for its type. */
export const benchPublishing = async ({ quick }: BenchOptions): Promise<Section> => {
  const times = quick ? 20 : 200;
  const rows: string[][] = [];
  for (const [database, name] of Object.entries(NAMES)) {
    for (const [setup, words] of Object.entries(SETUPS)) {
      const child = startChild([
        '--import',
        'tsx',
        path.join(__dirname, 'publishing-site.ts'),
        database,
        setup,
        String(times),
      ]);
      const found = measured.parse(JSON.parse(await child.result));
      rows.push([
        name,
        words,
        `${figure(found.median)} ms`,
        `${figure(found.p99)} ms`,
        figure(found.statements),
      ]);
      say(
        `  ${name}, ${words}: ${figure(found.median)} ms, ${figure(found.statements)} statements`,
      );
    }
  }
  return {
    id: 'publishing',
    title: 'Publishing an entry',
    head: ['database', 'site', 'median', '99th percentile', 'statements'],
    rows,
    how: `${times} publications of one article each, after ${times} that do not count.`,
  };
};
