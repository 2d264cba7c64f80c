import { type Avatar } from './avatar-fetch';

const KEPT = 50;
/** Not for longer: where another process erases the account, nobody tells this one. */
const KEPT_MS = 5 * 60_000;

interface AvatarMemoryOptions {
  fetch: (url: string) => Promise<Avatar | null>;
  /** Whether there is this account, not erased by whichever process. */
  isThere: (accountId: number) => Promise<boolean>;
  keptMs?: number;
}

/**
 * Pictures by TikTok's address, so that a page of accounts is no page of requests. One that arrives
 * when its account was erased meanwhile is neither kept nor given to anybody.
 */
export const createAvatarMemory = ({ fetch, isThere, keptMs = KEPT_MS }: AvatarMemoryOptions) => {
  /** The oldest leave first. */
  const kept = new Map<string, Avatar>();
  let forgotten = 0;

  const keep = (url: string, avatar: Avatar): void => {
    kept.set(url, avatar);
    setTimeout(() => kept.get(url) === avatar && kept.delete(url), keptMs).unref();
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  };

  return {
    async get(accountId: number, url: string): Promise<Avatar | null> {
      const known = kept.get(url);
      if (known) return known;
      const before = forgotten;
      const avatar = await fetch(url);
      if (!avatar || !(await isThere(accountId))) return null;
      // Nothing is awaited from here on. An erasure marks the account before it has this forgotten.
      if (forgotten === before) keep(url, avatar);
      return avatar;
    },

    forget(url: string | null): void {
      forgotten += 1;
      if (url !== null) kept.delete(url);
    },
  };
};
