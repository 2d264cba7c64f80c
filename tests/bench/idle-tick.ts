import path from 'node:path';

import { z } from 'zod';

import { startChild } from './children';
import { databaseKinds, NAMES } from './databases';
import { type BenchOptions, figure, say, type Section } from './section';

/** What idle-tick-site.ts prints; times in milliseconds. */
const measured = z.array(
  z.object({ rows: z.number(), median: z.number(), p99: z.number(), query: z.number() }),
);

/** What a look costs that finds nothing due, among few rows and among many. */
export const benchIdleTick = async ({ quick }: BenchOptions): Promise<Section> => {
  const many = quick ? 5_000 : 100_000;
  const ticks = quick ? 50 : 400;
  const kinds = databaseKinds();
  const rows: string[][] = [];
  for (const kind of kinds) {
    const child = startChild([
      '--import',
      'tsx',
      path.join(__dirname, 'idle-tick-site.ts'),
      kind,
      String(many),
      String(ticks),
    ]);
    for (const found of measured.parse(JSON.parse(await child.result))) {
      rows.push([
        NAMES[kind],
        found.rows.toLocaleString('en'),
        `${figure(found.median)} ms`,
        `${figure(found.p99)} ms`,
        `${figure(found.query)} ms`,
      ]);
      say(`  ${NAMES[kind]}, ${found.rows} posts: ${figure(found.median)} ms`);
    }
  }
  return {
    id: 'idle-tick',
    title: 'A look that finds nothing due',
    head: ['database', 'scheduled posts', 'median', '99th percentile', 'its query for due posts'],
    rows,
    how: `${ticks} looks each, after ${ticks} that do not count. The last column is the median of the one statement that depends on the number of posts.`,
  };
};
