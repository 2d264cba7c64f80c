import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { letPass, until } from '../../support';
import { ROOT } from '../../support/paths';
import { collectAll } from './collect-all';
import { byFastClock } from './fast-clock';
import { HOUR, type InsightsSite, startInsightsSite } from './support';

/**
 * Accounts, posts of each, steps and kills. `npm run insights-year` is the size that a large site has, or
 * the one that it is told; each test run a small one.
 */
const SIZE = process.env['INSIGHTS_YEAR'];
const FULL = SIZE !== undefined;
const [ACCOUNTS = 0, POSTS = 0, STEPS = 0, KILLS = 0] = (SIZE ?? '8,12,60,3')
  .split(',')
  .map(Number);
const LEASE_MS = 3_000;
/** The calls of a year are some tens of thousands, and go out at a hundred a minute. */
const RATE = FULL ? 20 : 1;
/** So many calls at once, and one in so long. */
const CALLS_AT_ONCE = 20;
const CALL_EVERY_MS = 600;
/** Posts are made, and steps begin, at whole hours: so long nothing becomes due while one is worked on. */
const STEP_TAKES_MS = HOUR;
const SEED = Number(process.env['INSIGHTS_SEED'] ?? 1 + Math.floor(Math.random() * 1e6));

jest.setTimeout(FULL ? 7_200_000 : 600_000);

/** The ages of a post, written out: nothing of the plugin's is used to tell what is expected. */
const AGES = [
  1, 3, 8, 24, 48, 168, 672, 2160, 2880, 3600, 4320, 5040, 5760, 6480, 7200, 7920, 8640,
].map((hours) => hours * HOUR);

/** Repeatable chance. */
const chance = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const ASKED: readonly string[] = ['video.query', 'video.list', 'user.info'];

const mostInAMinute = (times: readonly number[]): number => {
  const ordered = [...times].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < ordered.length; last += 1) {
    while (ordered[last]! - ordered[first]! >= 60_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

/** A process of its own that collects; killed at any moment, another one takes its place. */
class Other {
  private child: ChildProcess | null = null;
  private told = new Map<string, () => void>();
  private isReady = false;

  constructor(private readonly args: string[]) {}

  start(): void {
    const file = path.join(__dirname, 'year-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...this.args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'test' },
    });
    this.child = child;
    this.isReady = false;
    child.stdin?.on('error', () => undefined);
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line === 'ready') this.isReady = true;
      this.told.get(line)?.();
    });
    child.once('exit', () => {
      this.isReady = false;
      for (const done of this.told.values()) done();
    });
  }

  get works(): boolean {
    return this.isReady;
  }

  /** Resolves when it is done, or gone. */
  collect(step: number): Promise<void> {
    if (!this.isReady) return Promise.resolve();
    return new Promise((resolve) => {
      const line = `done ${step}`;
      this.told.set(line, () => {
        this.told.delete(line);
        resolve();
      });
      this.child?.stdin?.write(`${step}\n`);
    });
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }
}

it(`takes every sample of a year once, in two processes of which one is killed ever again (INSIGHTS_SEED=${SEED})`, async () => {
  const random = chance(SEED);
  const world: InsightsSite = await startInsightsSite({ database: 'postgres', rate: RATE });
  const { site, stories } = world;
  const clock = path.join(site.home.directory, 'clock');
  const show = (): void => writeFileSync(clock, JSON.stringify(world.clock()));
  show();
  const other = new Other([JSON.stringify(site.home), clock, String(LEASE_MS)]);
  other.start();
  const calls = (): number[] =>
    site
      .emulator()
      .calls()
      .filter(({ endpoint }) => ASKED.includes(endpoint))
      .map((call) => call.at);
  try {
    const collector = site.strapi
      .plugin('tiktok')
      .service('insights')
      .collectorBy({ ...byFastClock(world.clock), leaseMs: LEASE_MS });
    const start = Math.ceil(world.now() / HOUR) * HOUR;
    const born = new Map<string, number>();
    for (let index = 0; index < ACCOUNTS; index += 1) {
      const handle = `creator_${index}`;
      site.emulator().act('addAccount', { handle, nickname: `Creator ${index}` });
      const { id } = await stories.connect(handle);
      for (let post = 0; post < POSTS; post += 1) {
        const at = start + Math.floor(random() * 120 * 24) * HOUR;
        const videoId = world.postInApp(`${index} ${post}`, { handle, at });
        await world.ourPost(id, videoId, { published_at: at });
        born.set(videoId, at);
      }
    }

    const expected = new Map<string, number>();
    let kills = 0;
    let at = Math.ceil(world.now() / HOUR) * HOUR;
    let together = 0;
    for (let step = 0; step < STEPS; step += 1) {
      // Close together at first, then by days.
      const isShort = random() < 0.4;
      const isKilled = step % Math.floor(STEPS / (KILLS + 1)) === 1 && kills < KILLS;
      if (isKilled) await until('the other process is there', () => other.works, 300);
      at += Math.ceil(random() * (isShort ? 6 : (1_500 / STEPS) * 24)) * HOUR;
      at = Math.max(at, Math.ceil(world.now() / HOUR) * HOUR);
      world.pass(at - world.now());
      show();
      const before = calls().length;
      for (const [videoId, from] of born) {
        const age = AGES.filter((one) => from + one <= at).at(-1);
        const key = `${videoId} ${(age ?? 0) / HOUR}`;
        if (age !== undefined && !expected.has(key)) expected.set(key, at - from);
      }
      if (other.works) together += 1;
      const theirs = other.collect(step);
      const killing = isKilled
        ? letPass(random() * 400, 'it is killed anywhere in its work').then(() => other.kill())
        : null;
      await Promise.all([collectAll(site.strapi, collector), theirs, killing]);
      const took = world.now() - at;
      // What became due meanwhile would be a matter of chance.
      if (took > STEP_TAKES_MS) throw new Error(`Step ${step} took too long for this rate.`);
      expect(calls().length - before).toBeLessThanOrEqual(CALLS_AT_ONCE + 1 + took / CALL_EVERY_MS);
      if (FULL)
        process.stderr.write(
          `step ${step}: ${calls().length - before} calls, ${Math.round(took / RATE)} ms\n`,
        );
      if (isKilled) {
        kills += 1;
        other.start();
      }
    }
    const samples = await world.samples();
    const taken = samples.map(({ video_id: id, slot }) => `${id} ${slot}`);
    expect(new Set(taken).size).toBe(taken.length);
    expect([...taken].sort()).toEqual([...expected.keys()].sort());
    for (const { video_id: id, slot, age_ms: age, late } of samples) {
      const wanted = expected.get(`${id} ${slot}`)!;
      expect(Math.abs(age - wanted)).toBeLessThan(STEP_TAKES_MS);
      const lateBy = age - slot * HOUR;
      expect(late).toBe(lateBy > Math.max((slot * HOUR) / 5, HOUR / 4) ? 1 : 0);
    }
    // By a clock that goes faster a call reaches TikTok as much later than it was allowed.
    if (!FULL) expect(mostInAMinute(calls())).toBeLessThanOrEqual(120);
    expect(kills).toBe(KILLS);
    expect(together).toBeGreaterThanOrEqual(KILLS);
  } finally {
    other.kill();
    await site.stop();
  }
});
