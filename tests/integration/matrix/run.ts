import { inTurn } from '../../support/in-turn';
import { type Worker } from './crew';
import { createRandom, isBlocking, type Point, shuffled, withoutRepeats } from './points';
import { freezeOneOfTwo, killAndRestart, killOneOfTwo, nextRound, type Result } from './rounds';
import { type Scene } from './scene';
import { TALES } from './tales';
import { record } from './trace';

/** The tests put the points in the same order each time; `npm run matrix` in others. */
export const CI_SEED = 20261121;

/** Of the points of that order, CI takes one in so many, by turn. */
export const TURNS = 4;

/** How much of the matrix is run. */
export interface Amount {
  /** SQLite: rounds of one statement and three calls. */
  sqliteRounds: number;
  /** PostgreSQL: at most so many kinds of points; default: all there are. */
  kinds?: number;
  /** PostgreSQL: one in so many of those, where points are taken by turn. */
  turns: number;
  /** PostgreSQL: points beyond one of each kind. */
  more: number;
  /** PostgreSQL: freezes, of as many points as fit into a third of a lease. */
  freezes: number;
}

export const AMOUNTS = {
  ci: { sqliteRounds: 8, turns: TURNS, more: 0, freezes: 1 },
  full: { sqliteRounds: 20, turns: TURNS, more: 0, freezes: 5 },
  /** For an engine that finds the posts by another way: what it then does with them is the same. */
  sample: { sqliteRounds: 0, kinds: 32, turns: 2, more: 0, freezes: 1 },
} as const satisfies Record<string, Amount>;

/** How many stories stand at their points at the same time. */
const SIZES = {
  sqlite: { statements: 0, calls: 3 },
  postgres: { statements: 24, calls: 8 },
} as const;
/** How many are tried for a freeze; as many as get there in time stand. */
const FREEZE = { statements: 10, calls: 4 };
/** A point that was not reached is tried again, so often. */
const TRIES = 3;

/** Takes the results of each round as it ends, so that a run that is broken off has some. */
export type Sink = (results: readonly Result[]) => void;

const recordAll = async (scene: Scene): Promise<Point[]> => {
  const points: Point[] = [];
  for (const tale of TALES) points.push(...(await record(scene, tale)));
  return points;
};

/** Plays rounds until every point has been stood at, or was tried often enough. */
const throughAll = async (
  scene: Scene,
  wanted: readonly Point[],
  sink: Sink,
  play: (points: readonly Point[]) => Promise<{ results: Result[]; left: Point[] }>,
): Promise<Result[]> => {
  const all: Result[] = [];
  const tries = new Map<string, number>();
  let queue = [...wanted];
  while (queue.length > 0) {
    const round = nextRound(queue, SIZES[scene.database], scene.database);
    const { results, left } = await play(round);
    const missed = results.flatMap(({ reached, at: point }) => {
      if (reached) return [];
      const times = (tries.get(point.sameAs) ?? 0) + 1;
      tries.set(point.sameAs, times);
      return times < TRIES ? [point] : [];
    });
    all.push(...results);
    sink(results);
    const done = new Set(round.filter((point) => !left.includes(point)));
    queue = [...queue.filter((point) => !done.has(point)), ...missed];
    console.log(`${scene.database}: ${all.length} faults, ${queue.length} points to go`);
  }
  return all;
};

/** The points of a run in the seed's order: one of each kind, and the rest. */
const arranged = (points: readonly Point[], seed: number): { kinds: Point[]; rest: Point[] } => {
  const random = createRandom(seed);
  const kinds = withoutRepeats(points);
  const chosen = new Set(kinds);
  return {
    kinds: shuffled(kinds, random),
    rest: shuffled(
      points.filter((point) => !chosen.has(point)),
      random,
    ),
  };
};

/** One process on SQLite: killed and started again. A sample: each statement needs a kill of its own. */
export const runSqlite = async (
  scene: Scene,
  seed: number,
  amount: Amount,
  sink: Sink,
): Promise<Result[]> => {
  const { kinds } = arranged(await recordAll(scene), seed);
  const statements = kinds.filter(({ step }) => step.kind === 'statement');
  const calls = kinds.filter(({ step }) => step.kind === 'call');
  const sample = [
    ...inTurn(statements.slice(0, amount.sqliteRounds), TURNS),
    ...inTurn(calls.slice(0, amount.sqliteRounds * SIZES.sqlite.calls), TURNS),
  ];
  return throughAll(scene, sample, sink, (round) => killAndRestart(scene, round));
};

/** Two processes on PostgreSQL: one is killed, or frozen past every lease, at each point. */
export const runPostgres = async (
  scene: Scene,
  seed: number,
  amount: Amount,
  sink: Sink,
): Promise<Result[]> => {
  const { kinds: all, rest } = arranged(await recordAll(scene), seed);
  const kinds = inTurn(all.slice(0, amount.kinds), amount.turns);
  const second = await scene.crew.start();
  second.freeze();
  let next: Worker = second;
  const killed = await throughAll(
    scene,
    [...kinds, ...rest.slice(0, amount.more)],
    sink,
    async (round) => {
      const played = await killOneOfTwo(scene, next, round);
      next = played.next;
      return played;
    },
  );
  const frozen = await freezeSome(scene, next, kinds, amount.freezes, sink);
  return [...killed, ...frozen];
};

/** Both processes anew, with the short leases that a freeze can outlast. */
const freezeSome = async (
  scene: Scene,
  spare: Worker,
  points: readonly Point[],
  times: number,
  sink: Sink,
): Promise<Result[]> => {
  await scene.active().kill();
  await spare.kill();
  await scene.time.letLeasesRunOut();
  const env = { TIKTOK_LEASE_SECONDS: '20' };
  scene.lead(await scene.crew.start({ env }));
  const other = await scene.crew.start({ env });
  other.freeze();
  const all: Result[] = [];
  // What blocks a process keeps the others from getting to their points.
  let queue = points.filter((point) => !isBlocking(point));
  for (let round = 0; round < times && queue.length > 0; round += 1) {
    const wanted = nextRound(queue, FREEZE, scene.database);
    const { results, left } = await freezeOneOfTwo(scene, other, wanted);
    queue = queue.filter((point) => !wanted.includes(point) || left.includes(point));
    all.push(...results);
    sink(results);
    console.log(`frozen: ${all.length} points`);
  }
  return all;
};
