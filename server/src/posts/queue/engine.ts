/**
 * What carries the publisher's work. The posts table itself is the queue: `database` (scheduler.ts)
 * looks into it by itself, `bullmq` (bull/) has BullMQ's jobs say when to look at which post. Nothing
 * above knows which of them it is.
 */
export interface Engine {
  /**
   * Begins to look for due posts by itself.
   * @throws Error in words, where what is configured cannot be
   */
  start(): void;
  /**
   * The next step of a post is due at `at` (epoch ms, the database's clock), or now: called wherever
   * that time is stored. Sets a timer and returns; no work runs in the caller's context.
   */
  wake(postId: number, at: number | 'now'): void;
  /**
   * More may go than before, it is not known which: a gate has opened, or opens at `at` (epoch ms, the
   * database's clock). Look soon, or then.
   */
  nudge(at?: number): void;
  /** Looks once, and returns how many posts were taken up, or put into the queue. */
  tick(): Promise<number>;
  /** No new claims; what must not be cut finishes within `graceMs`, the rest is aborted. */
  stop(graceMs: number): Promise<void>;
  health(): EngineHealth;
}

export interface EngineHealth {
  engine: 'database' | 'bullmq';
  /** What BullMQ's queue last said to this process; null: there is none, or it was not asked yet. */
  queue: 'working' | 'paused' | 'unreachable' | null;
  /** Epoch ms of the last look, by this process's clock; null before the first. */
  lastTickAt: number | null;
  /** Posts this process works on at this moment. */
  working: number;
  /** This process's clock minus the database's, milliseconds; null before the first look. */
  clockSkewMs: number | null;
}
