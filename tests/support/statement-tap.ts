/** Where in the life of a statement a process is stopped. */
export type StatementPhase = 'before' | 'after';

/** One write as the database saw it. */
export interface SeenStatement {
  /** The SQL, parameters left out; of a COMMIT, with the first write of its transaction. */
  name: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** A statement of an open transaction: its effect is not visible to others yet. */
  open: boolean;
}

/** What stands between a Strapi process and its database, and can stop it at a statement. */
export interface StatementTap {
  /** Every write seen since `forget`, oldest first. */
  seen(): readonly SeenStatement[];
  forget(): void;
  /**
   * Stops at the n-th statement of this name from now: before the database has it, or after it has
   * answered and before the process knows. Resolves when it stands there. One at a time.
   */
  hold(name: string, nth: number, phase: StatementPhase): Promise<void>;
  /** Forgets a stop that was not reached. */
  disarm(): void;
  /** Lets everything go on that stands still. */
  release(): void;
  /** Statements about these posts are not counted: they belong to other stories. */
  ignorePosts(ids: readonly number[]): void;
}

/** Tables that are written in the background, whatever the posts do. */
const BACKGROUND = /tiktok_(installation|oauth_states|settings|apps|erasures|heartbeat|health)/;

/** On PostgreSQL what belongs together is one statement that begins with the write that decides. */
const WRITE = /^\s*(?:with decided as \()?(insert|update|delete)\b/i;

/** Whether a statement writes to one of the tables that a post's life is kept in. */
export const isWrite = (sql: string): boolean =>
  WRITE.test(sql) && sql.includes('tiktok_') && !BACKGROUND.test(sql);

/** Rows that only tell people how far an upload is: written at any time, and lost without harm. */
export const isProgress = (sql: string): boolean =>
  /^update .*tiktok_attempts["`] set ["`]sent_bytes["`] = \S+ where/i.test(sql);

/** A statement in a few words, for people. */
export const shortName = (name: string): string => {
  const [, commit = '', rest = name] = /^(COMMIT of )?(.*)$/s.exec(name) ?? [];
  const verb = WRITE.exec(rest)?.[1]?.toLowerCase() ?? '';
  const table = /tiktok_(\w+)/.exec(rest)?.[1] ?? '';
  const columns = [...rest.replace(/\bwhere\b.*$/is, '').matchAll(/["`](\w+)["`] = /g)]
    .map(([, column]) => column)
    .filter((column) => column !== 'fence' && column !== 'updated_at');
  const what = /case when state/i.test(rest) ? ' (claim)' : columns.length ? ` (${columns})` : '';
  return `${commit}${verb} ${table}${what}`;
};
