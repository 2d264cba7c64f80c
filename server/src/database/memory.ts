interface Remembered<T> {
  value: Promise<T>;
  /** Monotonic milliseconds. */
  until: number;
}

/** What a read-through memory of rows holds at most; the oldest is forgotten. */
const MOST = 1_000;

/**
 * A read-through memory for rows that every step asks for and that hardly ever change. It is short,
 * because other processes write too: what they change is seen after `forMs` at the latest. Whoever
 * writes in this process calls `forget`, so that its own change is seen at once.
 */
export const createMemory = <K, T>(forMs: number) => {
  const known = new Map<K, Remembered<T>>();

  const forget = (key?: K): void => {
    if (key === undefined) known.clear();
    else known.delete(key);
  };

  return {
    /** What `read` gave for this key a moment ago, or gives now; those who ask at once share a read. */
    read(key: K, read: () => Promise<T>): Promise<T> {
      const now = performance.now();
      const found = known.get(key);
      if (found && found.until > now) return found.value;
      const value = read();
      const entry = { value, until: now + forMs };
      known.delete(key);
      known.set(key, entry);
      // A failure is no answer to remember.
      value.catch(() => {
        if (known.get(key) === entry) known.delete(key);
      });
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
      return value;
    },

    /** One key, or all. */
    forget,

    /** Runs a write after which the key (or all) is read anew, also by whoever asks meanwhile. */
    async around<R>(key: K | undefined, write: () => Promise<R>): Promise<R> {
      try {
        return await write();
      } finally {
        forget(key);
      }
    },
  };
};

export type Memory<K, T> = ReturnType<typeof createMemory<K, T>>;
