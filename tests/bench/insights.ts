import path from 'node:path';

import { z } from 'zod';

import { startChild } from './children';
import { databaseKinds, NAMES } from './databases';
import { type BenchOptions, figure, say, type Section } from './section';

/** What insights-site.ts prints: for each call its median in milliseconds. */
const measured = z.object({
  samples: z.number(),
  calls: z.array(z.object({ name: z.string(), ms: z.number() })),
});

/** What each place that shows insights costs over HTTP, at a year's samples of a large site. */
export const benchInsights = async ({ quick }: BenchOptions): Promise<Section> => {
  const [accounts, posts, rounds] = quick ? [20, 500, 3] : [200, 5_000, 9];
  const kinds = databaseKinds();
  const cells = new Map<string, string[]>();
  let samples = 0;
  for (const kind of kinds) {
    const child = startChild([
      '--import',
      'tsx',
      path.join(__dirname, 'insights-site.ts'),
      kind,
      String(accounts),
      String(posts),
      String(rounds),
    ]);
    const found = measured.parse(JSON.parse(await child.result));
    ({ samples } = found);
    for (const { name, ms } of found.calls) {
      cells.set(name, [...(cells.get(name) ?? []), `${figure(ms)} ms`]);
    }
    const slowest = found.calls.reduce((worst, call) => (call.ms > worst.ms ? call : worst));
    say(`  ${NAMES[kind]}: at most ${figure(slowest.ms)} ms (${slowest.name})`);
  }
  return {
    id: 'insights',
    title: 'Insights',
    head: ['call', ...kinds.map((kind) => NAMES[kind])],
    rows: [...cells].map(([name, times]) => [name, ...times]),
    how: `${samples.toLocaleString('en')} samples of ${posts.toLocaleString('en')} posts of ${accounts} accounts; medians of ${rounds} calls each, after 3 that do not count.`,
  };
};
