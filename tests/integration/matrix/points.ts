import { type Call, type Endpoint } from '../../../emulator';
import { type SeenStatement, shortName, type StatementPhase } from '../../support/statement-tap';
import { type Tale } from './tales';

/** What the plugin calls: an endpoint of TikTok's, the refresh by its own name. */
export type Called = Exclude<Endpoint, 'oauth.token'> | 'oauth.token:refresh_token';

/** One thing that happened in a clean run: a write to the database, or a call to TikTok. */
export type Step =
  | { kind: 'statement'; name: string; nth: number; open: boolean; claims: boolean }
  | { kind: 'call'; endpoint: Called; nth: number; effect: boolean };

/** Where a process is stopped. */
export interface Point {
  tale: Tale;
  step: Step;
  phase: StatementPhase;
  /**
   * The same for points that leave the same behind: of two stories that are the same up to here, and
   * within one transaction that is not committed, which the database forgets.
   */
  sameAs: string;
}

const CLAIM = /case when state/i;

/** The same statement or call of one story for the n-th time is a step of its own. */
const counter = () => {
  const counts = new Map<string, number>();
  return (key: string): number => {
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return nth;
  };
};

const calledOf = ({ endpoint }: Call): Called =>
  endpoint === 'oauth.token' ? 'oauth.token:refresh_token' : endpoint;

/** A clean run in the order in which it happened. */
export const stepsOf = (statements: readonly SeenStatement[], calls: readonly Call[]): Step[] => {
  const nth = counter();
  let claiming = false;
  const writes = statements.map(({ name, at, open }) => {
    const begins = CLAIM.test(name) && !name.startsWith('COMMIT');
    claiming = begins || (claiming && open);
    const claims = claiming;
    if (name.startsWith('COMMIT')) claiming = false;
    return { at, step: { kind: 'statement' as const, name, nth: nth(name), open, claims } };
  });
  const asked = calls.map((call) => {
    const endpoint = calledOf(call);
    const step = { kind: 'call' as const, endpoint, nth: nth(endpoint), effect: call.effect };
    return { at: call.at, step };
  });
  return [...writes, ...asked].sort((a, b) => a.at - b.at).map(({ step }) => step);
};

const wordOf = (step: Step): string =>
  step.kind === 'statement' ? step.name : `${step.endpoint} ${step.nth}`;

/**
 * Every place at which a process can be stopped in this story: before and after each write, and each
 * call of TikTok's before and after its effect.
 */
export const pointsOf = (tale: Tale, steps: readonly Step[]): Point[] => {
  let past = tale.expired ? 'expired' : '';
  return steps.flatMap((step) => {
    const before = past;
    const commits = step.kind === 'statement' && step.name.startsWith('COMMIT');
    const forgotten = step.kind === 'statement' && step.open && !commits;
    // What an open transaction has written so far is no past: it ends with the process.
    if (!forgotten) past = `${past}\n${wordOf(step)}`;
    const phases: StatementPhase[] =
      step.kind === 'call' && !step.effect ? ['before'] : ['before', 'after'];
    return phases.map((phase) => ({
      tale,
      step,
      phase,
      sameAs: phase === 'after' && !forgotten ? `after:${past}` : `in the middle:${before}`,
    }));
  });
};

/** One of each kind of point. */
export const withoutRepeats = (points: readonly Point[]): Point[] => {
  const known = new Set<string>();
  return points.filter(({ sameAs }) => !known.has(sameAs) && known.add(sameAs));
};

/** A step that keeps the whole scheduler of its process waiting, or the process itself. */
export const isBlocking = ({ step }: Point): boolean => step.kind === 'statement' && step.claims;

export const nameOf = ({ tale, step, phase }: Point): string => {
  const what = step.kind === 'statement' ? shortName(step.name) : step.endpoint;
  return `${tale.name}: ${phase} ${what} #${step.nth}`;
};

/** Random numbers in [0, 1) that a seed repeats (mulberry32). */
export const createRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

export const shuffled = <T>(list: readonly T[], random: () => number): T[] =>
  list
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
