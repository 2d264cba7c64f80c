import { type Core } from '@strapi/strapi';

import { nowMsSql } from '../../database/clock';
import { table } from '../../database/tables';
import { type Write, writeTogether } from '../../database/together';
import { stateChanged } from '../life/changes';
import { nextStepStored } from '../life/next-steps';
import { type AttemptPatch, type PostPatch, type PostRow } from '../life/rows';
import { type By, type Event, transition } from '../life/state-machine';
import { type StateChange, timelineLine, type TimelineNote } from '../life/timeline';

/** Another worker, or a person, has the post now. Whoever sees this stops and writes nothing more. */
export class LeaseLost extends Error {
  constructor(postId: number) {
    super(`the lease of post ${postId} is lost`);
    this.name = 'LeaseLost';
  }
}

export interface Move {
  event: Event;
  by: By;
  note: TimelineNote;
  /** Leaves no line in the timeline: it tells only that a wait goes on that has been told of. */
  quiet?: boolean;
  patch?: PostPatch;
  attempt?: { id: number; patch: AttemptPatch };
  /** Makes the lease last at least this many milliseconds from now. */
  leaseMs?: number;
  /** Further writes that must happen with the change or not at all. */
  also?: readonly Write[];
}

/** What the claim found. */
interface ClaimedAs {
  from: PostRow['state'];
  wasTried: boolean;
}

/** Monotonic milliseconds: a changed wall clock must not prolong a lease. */
const monotonic = (): number => performance.now();

/**
 * The right to work on one post. Every write is one UPDATE with the fence known here in its WHERE
 * and fence + 1 in its SET; a write that matches no row means that the right is gone. Writes are
 * queued, so that a heartbeat and a state change never race each other with the same fence.
 */
export class Lease {
  readonly #strapi: Core.Strapi;
  readonly #leaseMs: number;
  readonly #abort = new AbortController();
  #fence: number;
  #post: PostRow;
  #validUntil: number;
  #queue: Promise<unknown> = Promise.resolve();
  #heartbeat: NodeJS.Timeout | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #protected = 0;
  #windingDown = false;

  /** Where the claim found the post; told in its history with the first thing that happens to it. */
  #claimedFrom: PostRow['state'] | null;
  readonly #wasTried: boolean;

  constructor(
    strapi: Core.Strapi,
    post: PostRow,
    leaseMs: number,
    validUntil: number,
    { from, wasTried }: ClaimedAs,
  ) {
    this.#claimedFrom = from;
    this.#wasTried = wasTried;
    this.#strapi = strapi;
    this.#post = post;
    this.#fence = post.fence;
    this.#leaseMs = leaseMs;
    this.#validUntil = validUntil;
    this.#heartbeat = setInterval(() => void this.#beat(), Math.max(1000, leaseMs / 3));
    this.#heartbeat.unref();
    this.#watch();
  }

  get post(): PostRow {
    return this.#post;
  }

  /** Whether there are attempts of it from before the claim; only whoever holds a post adds one. */
  get wasTried(): boolean {
    return this.#wasTried;
  }

  /** Aborted as soon as the lease may no longer be relied on. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The process stops: what is protected is finished, and nothing more is begun. */
  get isWindingDown(): boolean {
    return this.#windingDown;
  }

  /** Milliseconds for which nobody else can have the post, by the monotonic clock. */
  get remainingMs(): number {
    return Math.max(0, this.#validUntil - monotonic());
  }

  /**
   * Changes the state by an event, with a line in the timeline, all or nothing.
   * @returns the id of the row that a `kept` insert of `also` made
   */
  async move({
    event,
    by,
    note,
    quiet = false,
    patch = {},
    attempt,
    leaseMs = this.#leaseMs,
    also = [],
  }: Move): Promise<number | null> {
    return this.#enqueue(async () => {
      const from = this.#post.state;
      const to = transition(from, event, by);
      if (!to) throw new Error(`${event} by ${by} is not allowed in state ${from}`);
      const held = leaseMs > 0 ? Math.max(leaseMs, this.#leaseMs) : 0;
      const made = await this.#write({ ...patch, state: to }, held, [
        ...also,
        ...attemptWrite(attempt),
        ...(quiet ? [] : [...this.#takenUp(), this.#line({ from, to }, note)]),
      ]);
      stateChanged(this.#strapi, {
        postId: this.#post.id,
        from,
        to,
        code: note.code,
        message: note.message,
        goesOn: this.#post.next_step_at !== null,
      });
      return made;
    });
  }

  /** The claim's own line: a post that is put back as it was was not really taken up. */
  #takenUp(): Write[] {
    const from = this.#claimedFrom;
    this.#claimedFrom = null;
    if (from !== 'scheduled') return [];
    const note = {
      code: 'due',
      message: 'It is time: the publisher takes up the post.',
      actor: 'publisher',
    };
    return [this.#line({ from, to: 'due' }, note)];
  }

  #line(change: StateChange, note: TimelineNote): Write {
    return timelineLine(this.#strapi, this.#post.id, change, note);
  }

  /** Changes the state and gives the post back, in one write. `next_step_at` belongs in the patch. */
  async finish(move: Omit<Move, 'leaseMs'>): Promise<void> {
    await this.move({ ...move, leaseMs: 0 });
    this.stop();
  }

  /** Writes columns without changing the state, and the attempt with it. */
  async save(patch: PostPatch, attempt?: Move['attempt'], note?: TimelineNote): Promise<void> {
    await this.#enqueue(() => this.#write(patch, this.#leaseMs, this.#noted(attempt, note)));
  }

  #noted(attempt: Move['attempt'], note: TimelineNote | undefined): Write[] {
    const line = note ? [this.#line({ from: null, to: null }, note)] : [];
    return [...attemptWrite(attempt), ...line];
  }

  /**
   * Makes sure that the lease outlasts `ms` from now. To be called before anything is sent whose
   * effect another worker must not repeat meanwhile.
   */
  async secure(ms: number): Promise<void> {
    if (this.remainingMs >= ms) return;
    await this.#enqueue(() => this.#write({}, Math.max(ms, this.#leaseMs)));
  }

  /**
   * Gives the post back, to be looked at again at `nextStepAt` (epoch ms; null: not by itself), with
   * what is to be written of it and of its attempt.
   */
  async release(
    nextStepAt: number | null,
    patch: PostPatch = {},
    attempt?: Move['attempt'],
    note?: TimelineNote,
  ): Promise<void> {
    await this.#enqueue(() =>
      this.#write({ ...patch, next_step_at: nextStepAt }, 0, this.#noted(attempt, note)),
    ).finally(() => this.stop());
  }

  /** Gives back a post that may not go yet, as it was before the claim and without a trace. */
  async putBack(): Promise<void> {
    const asBefore: PostPatch = this.#post.state === 'due' ? { state: 'scheduled' } : {};
    await this.#enqueue(() => this.#write(asBefore, 0)).finally(() => this.stop());
  }

  /**
   * Marks work that a stopping process finishes and stores: an init, or the last chunk. The returned
   * function ends it and may be called more than once.
   */
  protect(): () => void {
    if (this.#abort.signal.aborted) throw new LeaseLost(this.#post.id);
    this.#protected += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#protected -= 1;
      if (this.#windingDown && this.#protected === 0) this.stop();
    };
  }

  /** The process stops: whatever is under way is aborted, at once or when what is protected is done. */
  windDown(): void {
    this.#windingDown = true;
    if (this.#protected === 0) this.stop();
  }

  /**
   * Gives back, after the work on it has ended, what was not given back in the course of it, so that
   * another process need not wait for the lease to run out. State and due time stay as they are.
   */
  async handBack(): Promise<void> {
    this.stop();
    await this.#queue;
    const knex = this.#strapi.db.connection;
    const count: number = await table(this.#strapi, 'tiktok_posts')
      .where({ id: this.#post.id, fence: this.#fence })
      .whereNotNull('lease_until')
      .update({
        lease_owner: null,
        lease_until: null,
        fence: this.#fence + 1,
        updated_at: knex.raw(nowMsSql(knex)),
      });
    if (count > 0) nextStepStored(this.#strapi, this.#post.id, 'now');
  }

  /** Stops the heartbeat and forgets the right, without telling the database. */
  stop(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#watchdog);
    if (!this.#abort.signal.aborted) this.#abort.abort(new LeaseLost(this.#post.id));
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(async () => {
      if (this.#abort.signal.aborted) throw new LeaseLost(this.#post.id);
      return work();
    });
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async #write(
    patch: PostPatch,
    leaseMs: number,
    also: readonly Write[] = [],
  ): Promise<number | null> {
    const { id } = this.#post;
    const knex = this.#strapi.db.connection;
    const now = nowMsSql(knex);
    // Read before the write: a slow write must shorten what we rely on, never lengthen it.
    const start = monotonic();
    const held = leaseMs > 0;
    const row = {
      update: 'tiktok_posts',
      where: { id, fence: this.#fence },
      set: {
        ...patch,
        fence: this.#fence + 1,
        lease_until: held ? nowMsSql(knex, leaseMs) : null,
        ...(held ? {} : { lease_owner: null }),
        updated_at: now,
      },
    } as const;
    const written = await writeTogether(this.#strapi, row, also);
    if (!written) {
      this.stop();
      throw new LeaseLost(id);
    }
    this.#fence += 1;
    this.#validUntil = held ? start + leaseMs : start;
    this.#post = { ...this.#post, ...decoded(patch), fence: this.#fence };
    if (held) this.#watch();
    else if (patch.next_step_at !== undefined) {
      nextStepStored(this.#strapi, id, patch.next_step_at);
    }
    return written.insertedId;
  }

  async #beat(): Promise<void> {
    // Beats only when a third of the lease is used up: other writes have prolonged it as well.
    if (this.remainingMs > (this.#leaseMs * 2) / 3) return;
    try {
      await this.#enqueue(() => this.#write({}, this.#leaseMs));
    } catch {
      // A missed heartbeat is no verdict; the watchdog fences us when the time is up.
    }
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.stop(), this.remainingMs);
    this.#watchdog.unref();
  }
}

const attemptWrite = (attempt: Move['attempt']): Write[] =>
  attempt ? [{ update: 'tiktok_attempts', where: { id: attempt.id }, set: attempt.patch }] : [];

/** The columns a worker reads back from its own writes. */
const decoded = (patch: PostPatch): Partial<PostRow> => ({
  ...(patch.state === undefined ? {} : { state: patch.state }),
  ...(patch.tries === undefined ? {} : { tries: patch.tries }),
  ...(patch.next_step_at === undefined ? {} : { next_step_at: patch.next_step_at }),
  ...(patch.published_at === undefined ? {} : { published_at: patch.published_at }),
});
