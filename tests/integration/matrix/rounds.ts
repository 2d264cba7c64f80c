import { letPass, until } from '../../support/until';
import { admit, type Standing } from './admit';
import { type Worker } from './crew';
import { judge, type Judged, ledgerOf } from './judge';
import { isBlocking, nameOf, type Point } from './points';
import { type Scene } from './scene';

export interface Result extends Judged {
  database: string;
  how: 'killed' | 'frozen';
  tale: string;
  kind: Point['step']['kind'];
  point: string;
  sameAs: string;
  reached: boolean;
  at: Point;
}

/** Judges posts that have come to their end. */
const judgeAll = async (
  scene: Scene,
  how: Result['how'],
  standing: readonly Standing[],
): Promise<Result[]> => {
  const since = Date.now();
  for (const { flight } of standing) await scene.playOut(flight, { since });
  await scene.tiktok.settled();
  await letPass(500, 'a second post, which should not be, would come by now');
  const results: Result[] = [];
  for (const { point, flight, reached } of standing) {
    const { tale, account, before } = flight;
    const judged = judge(
      point,
      await scene.read(flight),
      ledgerOf(scene.tiktok, account.handle, before),
      flight.reconnected,
    );
    if (judged.verdict !== 'fine') {
      const post = await scene.read(flight);
      const story = post?.timeline.map(({ at, to, message }) => `    ${at} ${to ?? ''} ${message}`);
      console.error(`${nameOf(point)}: ${judged.verdict}, ${judged.why}\n${story?.join('\n')}`);
    }
    results.push({
      ...judged,
      database: scene.database,
      how,
      tale: tale.name,
      kind: point.step.kind,
      point: nameOf(point),
      sameAs: point.sameAs,
      reached,
      at: point,
    });
  }
  return results;
};

const letThemGoOn = async (scene: Scene, standing: readonly Standing[]): Promise<void> => {
  if (scene.database === 'postgres') await scene.time.goOn();
  for (const { flight } of standing) scene.door.handOnAgain(flight.account.openId);
};

/** Whether a process that stands here can bring no other story to its point. */
const stopsAll = (point: Point, database: string): boolean =>
  isBlocking(point) || (database === 'sqlite' && point.step.kind === 'statement');

/** How long a process may be kept at a point: statements wait for ever, calls have limits. */
const staysMs = ({ step }: Point): number => {
  if (step.kind === 'statement') return Number.POSITIVE_INFINITY;
  return step.endpoint.startsWith('oauth.token') ? 5_000 : 15_000;
};

/**
 * The next points to stand at together: statements, then calls, which give up after a while, and at
 * most one that keeps the process waiting, last.
 */
export const nextRound = (
  points: readonly Point[],
  size: { statements: number; calls: number },
  database: string,
): Point[] => {
  const blocking = points.filter((point) => stopsAll(point, database));
  const others = points.filter((point) => !stopsAll(point, database));
  const statements = others.filter(({ step }) => step.kind === 'statement');
  const calls = others.filter(({ step }) => step.kind === 'call');
  return [
    ...statements.slice(0, size.statements),
    ...calls.slice(0, size.calls).sort((a, b) => staysMs(b) - staysMs(a)),
    ...blocking.slice(0, 1),
  ];
};

/** Brings story after story to its point, for as long as those that stand will stay there. */
const admitAll = async (
  scene: Scene,
  points: readonly Point[],
  enoughMs: number = Number.POSITIVE_INFINITY,
): Promise<{ standing: Standing[]; left: Point[] }> => {
  const standing: Standing[] = [];
  let until = Date.now() + enoughMs;
  const left: Point[] = [];
  for (const point of points) {
    if (Date.now() > until) {
      left.push(point);
      continue;
    }
    standing.push(await admit(scene, point, standing));
    until = Math.min(until, Date.now() + staysMs(point));
  }
  return { standing, left };
};

/** SQLite: the process is killed at its points, and started again on the same data. */
export const killAndRestart = async (scene: Scene, points: readonly Point[]) => {
  const { standing, left } = await admitAll(scene, points);
  const { site } = scene.active();
  scene.door.leadTo(null);
  await scene.active().kill();
  scene.tiktok.faults.clear();
  await scene.time.letLeasesRunOut();
  scene.lead(await scene.crew.start({ port: site.port }));
  await letThemGoOn(scene, standing);
  return { results: await judgeAll(scene, 'killed', standing), left };
};

/**
 * PostgreSQL: one of two processes is killed at its points, the other goes on. `second` is frozen
 * until then, so that the first one gets to its points. Resolves with the next second process.
 */
export const killOneOfTwo = async (scene: Scene, second: Worker, points: readonly Point[]) => {
  const { standing, left } = await admitAll(scene, points);
  await scene.active().kill();
  scene.tiktok.faults.clear();
  await scene.time.letLeasesRunOut();
  second.thaw();
  scene.lead(second);
  await letThemGoOn(scene, standing);
  const starting = scene.crew.start();
  const results = await judgeAll(scene, 'killed', standing).finally(() => starting);
  const next = await starting;
  next.freeze();
  return { results, left, next };
};

const answers = async ({ site }: Worker): Promise<boolean> => {
  const signal = AbortSignal.timeout(5_000);
  const answer = await fetch(`${site.url}/_health`, { signal }).catch(() => null);
  return answer?.status === 204;
};

/** No lease may end before the freeze. */
const ADMIT_FROZEN_MS = 12_000;
/** Longer than every lease but a long file's commit, which the judge waits for. */
const OUTLASTS_MS = 45_000;

/**
 * PostgreSQL: one of two processes is frozen at its points past every lease, while the other works on;
 * then it thaws, and its statements and TikTok's answers reach their ends.
 */
export const freezeOneOfTwo = async (scene: Scene, second: Worker, points: readonly Point[]) => {
  const first = scene.active();
  const { standing, left } = await admitAll(scene, points, ADMIT_FROZEN_MS);
  const frozenAt = Date.now();
  first.freeze();
  scene.tiktok.faults.clear();
  second.thaw();
  scene.lead(second);
  await letThemGoOn(scene, standing);
  await until(
    'the leases have run out by themselves',
    () => Date.now() - frozenAt >= OUTLASTS_MS,
    (2 * OUTLASTS_MS) / 1000,
  );
  for (const { flight } of standing) await scene.playOut(flight, { onlyMs: 1_000 });
  first.tap.release();
  first.thaw();
  await until('the thawed one answers', () => answers(first), 240);
  await letPass(3_000, 'the thawed one does whatever it still would, which has no end to see');
  const results = await judgeAll(scene, 'frozen', standing);
  second.freeze();
  scene.lead(first);
  return { results, left };
};
