/**
 * What carries the publisher's work. `database` (scheduler.ts) is the only engine for now: the
 * posts table itself is the queue. Another one, on a message queue, would implement this and
 * nothing above would know.
 */
export interface Engine {
  /** Begins to look for due posts by itself. */
  start(): void;
  /**
   * The next step of a post is due at `at` (epoch ms, the database's clock), or now: called wherever
   * that time is stored. Sets a timer and returns; no work runs in the caller's context.
   */
  wake(postId: number, at: number | 'now'): void;
  /** More may go than before, it is not known which: a gate has opened. Look soon. */
  nudge(): void;
  /** Looks once, and returns how many posts were taken up. */
  tick(): Promise<number>;
  /** No new claims; what must not be cut finishes within `graceMs`, the rest is aborted. */
  stop(graceMs: number): Promise<void>;
  health(): EngineHealth;
}

export interface EngineHealth {
  /** Epoch ms of the last look, by this process's clock; null before the first. */
  lastTickAt: number | null;
  /** Posts this process works on at this moment. */
  working: number;
  /** This process's clock minus the database's, milliseconds; null before the first look. */
  clockSkewMs: number | null;
}
