import { writeFileSync } from 'node:fs';

import { shareWords } from '../../support/in-turn';
import { missedBy, reportOf, wrongOnes } from './report';
import { type Result } from './rounds';
import { AMOUNTS, CI_SEED, runPostgres, runSqlite, TURNS } from './run';
import { createScene } from './scene';

const FULL = process.env['MATRIX'] === 'full';
const SEED = Number(
  process.env['MATRIX_SEED'] ?? (FULL ? Math.floor(Math.random() * 1e9) : CI_SEED),
);
const amount = FULL ? AMOUNTS.full : AMOUNTS.ci;

jest.setTimeout(FULL ? 14_400_000 : 5_400_000);

/** Counts what the table counts. */
const summaryOf = (results: readonly Result[]): string => {
  const faults = results.filter(({ reached }) => reached).length;
  return `Seed ${SEED}, ${shareWords(TURNS)}: ${faults} faults (${results.length - faults} tries came to their end before their point)`;
};

const all: Result[] = [];
const sink = (results: readonly Result[]): void => {
  all.push(...results);
  const file = process.env['MATRIX_REPORT'];
  if (file) writeFileSync(file, `${summaryOf(all)}\n\n${reportOf(all)}\n`);
};

afterAll(() => {
  console.log(`${summaryOf(all)}\n${reportOf(all)}`);
});

test(`SQLite: a process killed at a point of any story and started again posts nothing twice and loses nothing (T03, T04; seed ${SEED})`, async () => {
  const scene = await createScene('sqlite');
  try {
    const results = await runSqlite(scene, SEED, amount, sink);
    expect(wrongOnes(results)).toEqual([]);
    expect(missedBy(results)).toEqual([]);
  } finally {
    await scene.close();
  }
});

test(`PostgreSQL: of two processes one is killed at every point, or frozen past its lease, and nothing is posted twice, lost, or shown wrongly (T02, T03, T08; seed ${SEED})`, async () => {
  const scene = await createScene('postgres');
  try {
    const results = await runPostgres(scene, SEED, amount, sink);
    expect(wrongOnes(results)).toEqual([]);
    expect(missedBy(results)).toEqual([]);
  } finally {
    await scene.close();
  }
});
