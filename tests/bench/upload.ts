import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { bundle, startChild } from './children';
import {
  type BenchOptions,
  figure,
  mebibytes,
  median,
  say,
  seconds,
  type Section,
} from './section';
import { type Measurement } from './upload/measured';

const SIZES = {
  full: [
    { name: '512 MB', bytes: 512_000_000 },
    { name: '1 GB', bytes: 1_000_000_000 },
    { name: '4 GB', bytes: 4_000_000_000 },
  ],
  quick: [{ name: '100 MB', bytes: 100_000_000 }],
};
const ROUNDS = { full: 7, quick: 2 };

const measurement: z.ZodType<Measurement> = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  idleBytes: z.number(),
  peakBytes: z.number(),
});

const PROGRAMS = ['plain', 'ours'] as const;
type Program = (typeof PROGRAMS)[number];

/** A file of nothing, which takes no place on the disk: reading it costs no disk either. */
const makeSparse = async (file: string, bytes: number): Promise<void> => {
  const handle = await open(file, 'w');
  await handle.truncate(bytes);
  await handle.close();
};

/** The plugin's upload from a local file against a plain program that does the same PUTs. */
export const benchUpload = async ({ quick }: BenchOptions): Promise<Section> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'strapi-plugin-tiktok-bench-'));
  const rounds = quick ? ROUNDS.quick : ROUNDS.full;
  const rows: string[][] = [];
  try {
    const [sinkFile, plain, ours] = await Promise.all([
      bundle('upload/sink.ts', folder),
      bundle('upload/plain.ts', folder),
      bundle('upload/ours.ts', folder),
    ]);
    const programs: Record<Program, string> = { plain, ours };
    const sink = startChild([sinkFile]);
    const [, address = ''] = await sink.line(/^ready (\S+)$/m);
    const file = path.join(folder, 'video.mp4');
    for (const { name, bytes } of quick ? SIZES.quick : SIZES.full) {
      await makeSparse(file, bytes);
      const seen: Record<Program, Measurement[]> = { plain: [], ours: [] };
      for (let round = 0; round < rounds; round += 1) {
        // Each goes first in every other round.
        const order = round % 2 === 0 ? PROGRAMS : [...PROGRAMS].reverse();
        for (const program of order) {
          const child = startChild(['--expose-gc', programs[program], address, file]);
          seen[program].push(measurement.parse(JSON.parse(await child.result)));
        }
      }
      const ms = (program: Program): number => median(seen[program].map((one) => one.ms));
      const cpu = (program: Program): number => median(seen[program].map((one) => one.cpuMs));
      const above = (program: Program): number =>
        Math.max(...seen[program].map((one) => one.peakBytes - one.idleBytes));
      const ratio = ms('ours') / ms('plain');
      rows.push([
        name,
        seconds(ms('plain')),
        seconds(ms('ours')),
        figure(ratio),
        `${seconds(cpu('plain'))} / ${seconds(cpu('ours'))}`,
        mebibytes(above('plain')),
        mebibytes(above('ours')),
      ]);
      say(`  ${name}: plain ${seconds(ms('plain'))}, ours ${seconds(ms('ours'))}`);
    }
    await sink.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    id: 'upload',
    title: 'Upload from local disk',
    head: [
      'file',
      'plain program',
      'plugin',
      'ratio',
      'CPU, plain / plugin',
      'memory above idle, plain',
      'memory above idle, plugin',
    ],
    rows,
    how: `Times are medians of ${rounds} rounds, memory is the most of all rounds.`,
  };
};
