// A second process that collects, by the clock of the test: that stands in a file, which it reads anew
// each time. For each line on standard input it works until nothing is due, then says so.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { type Insights } from '../../../server/src/insights';
import { type AppHome } from '../../support/app-env';
import { startTestStrapi } from '../../support/strapi';
import { collectAll } from './collect-all';
import { byFastClock, fastClock } from './fast-clock';

const [home = '{}', clock = '', leaseMs = '0'] = process.argv.slice(2);

const main = async (): Promise<void> => {
  const outlives = { ...(JSON.parse(home) as AppHome), remove: () => Promise.resolve() };
  const site = await startTestStrapi({ home: outlives, listen: false });
  const insights: Insights = site.strapi.plugin('tiktok').service('insights');
  const collector = insights.collectorBy({
    ...byFastClock(() => fastClock.parse(JSON.parse(readFileSync(clock, 'utf8')))),
    leaseMs: Number(leaseMs),
  });
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    await collectAll(site.strapi, collector);
    process.stdout.write(`done ${line}\n`);
  }
};

void main();
