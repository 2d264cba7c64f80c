// npm run bench: measures, prints, and writes docs/performance.md. It asserts nothing about times.
//   --quick         small sizes, nothing is written
//   --only=a,b      of upload, idle-tick, burst, workers, beside, calls, publishing, queue, insights,
//                   beside-insights
import { spawnSync } from 'node:child_process';

import { ROOT } from '../support/paths';
import { benchBeside } from './beside';
import { benchBesideInsights } from './beside-insights';
import { benchBurst } from './burst';
import { benchCalls } from './calls';
import { benchIdleTick } from './idle-tick';
import { describeMachine, loadBefore } from './machine';
import { benchInsights } from './insights';
import { benchPublishing } from './publishing';
import { benchQueue } from './queue';
import { plainTable, writeReport } from './report';
import { type BenchOptions, figure, say, type Section } from './section';
import { benchUpload } from './upload';
import { benchWorkers } from './workers';

const PARTS: Record<Section['id'], (options: BenchOptions) => Promise<Section>> = {
  upload: benchUpload,
  'idle-tick': benchIdleTick,
  burst: benchBurst,
  workers: benchWorkers,
  beside: benchBeside,
  calls: benchCalls,
  publishing: benchPublishing,
  queue: benchQueue,
  insights: benchInsights,
  'beside-insights': benchBesideInsights,
};
/** However slow the machine is, it ends. */
const LIMIT_MS = 45 * 60_000;

const isPart = (name: string): name is Section['id'] => name in PARTS;

const chosen = (): Section['id'][] => {
  const only = process.argv.find((argument) => argument.startsWith('--only='));
  const names = only?.slice('--only='.length).split(',') ?? Object.keys(PARTS);
  const parts = names.filter(isPart);
  if (parts.length !== names.length) throw new Error(`Parts: ${Object.keys(PARTS).join(', ')}.`);
  return parts;
};

/** The processes that are started load the plugin from dist/. */
const buildServer = (): void => {
  const script = "import build from './tests/support/global-setup.mjs'; await build();";
  const built = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('The plugin could not be built.');
};

const main = async (): Promise<void> => {
  // As a site's database does; tests leave it out.
  process.env['DATABASE_WAITS_FOR_DISK'] = 'true';
  const quick = process.argv.includes('--quick');
  const parts = chosen();
  const limit = setTimeout(() => {
    console.error(`Not done after ${LIMIT_MS / 60_000} minutes: given up.`);
    process.exit(1);
  }, LIMIT_MS);
  const machine = describeMachine();
  const load = loadBefore();
  const date = new Date().toISOString().slice(0, 10);
  say(`${machine}\nload before: ${load === null ? 'unknown' : figure(load)}`);
  buildServer();
  const begun = performance.now();
  const sections: Section[] = [];
  for (const part of parts) {
    say(`\n${part}`);
    sections.push(await PARTS[part]({ quick }));
  }
  for (const section of sections) {
    say(`\n${section.title}\n${plainTable(section)}\n${section.how}`);
  }
  say(`\n${figure((performance.now() - begun) / 60_000)} minutes`);
  if (!quick) await writeReport(sections, `Measured on ${date}: ${machine}.`);
  clearTimeout(limit);
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
