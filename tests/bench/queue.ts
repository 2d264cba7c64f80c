import path from 'node:path';

import { z } from 'zod';

import { startChild } from './children';
import { databaseKinds, NAMES } from './databases';
import { type BenchOptions, figure, say, type Section } from './section';

const FEW = 100;

/** What queue-site.ts prints: by number of posts, for each call its median in milliseconds. */
const measured = z.array(
  z.object({ rows: z.number(), calls: z.array(z.object({ name: z.string(), ms: z.number() })) }),
);

/** What each way of looking at the list of posts costs over HTTP, with few posts and with many. */
export const benchQueue = async ({ quick }: BenchOptions): Promise<Section> => {
  const many = quick ? 5_000 : 100_000;
  const rounds = quick ? 3 : 9;
  const kinds = databaseKinds();
  const cells = new Map<string, string[]>();
  for (const kind of kinds) {
    const child = startChild([
      '--import',
      'tsx',
      path.join(__dirname, 'queue-site.ts'),
      kind,
      String(FEW),
      String(many),
      String(rounds),
    ]);
    for (const { rows, calls } of measured.parse(JSON.parse(await child.result))) {
      for (const { name, ms } of calls) {
        cells.set(name, [...(cells.get(name) ?? []), `${figure(ms)} ms`]);
      }
      const slowest = calls.reduce((worst, call) => (call.ms > worst.ms ? call : worst));
      say(`  ${NAMES[kind]}, ${rows} posts: at most ${figure(slowest.ms)} ms (${slowest.name})`);
    }
  }
  return {
    id: 'queue',
    title: 'The list of posts',
    head: [
      'call',
      ...kinds.flatMap((kind) =>
        [FEW, many].map((rows) => `${NAMES[kind]}, ${rows.toLocaleString('en')}`),
      ),
    ],
    rows: [...cells].map(([name, times]) => [name, ...times]),
    how: `Medians of ${rounds} calls each, after 3 that do not count; 25 posts a page.`,
  };
};
