import { isIPv4, isIPv6 } from 'node:net';

/** Calls that one kind of route takes in a minute. */
export interface RateLimit {
  perClient: number;
  perSite: number;
}

export type RateVerdict = { ok: true } | { ok: false; of: 'client' | 'site'; retryAfterMs: number };

const WINDOW_MS = 60_000;
/** Clients that are told apart in one minute; beyond them only the site's limit counts. */
const MOST_CLIENTS = 10_000;

/**
 * Whom an address stands for: an IPv6 client has a whole /64 to choose from, and IPv4 is also written
 * as IPv6.
 */
export const clientOf = (address: string): string | null => {
  const v4 = address.replace(/^::ffff:/i, '');
  if (isIPv4(v4)) return v4;
  const plain = address.split('%')[0] ?? '';
  if (!isIPv6(plain)) return null;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
};

/**
 * Counts calls by client and altogether, over a sliding minute: what came in the minute before counts
 * by the part of it that the window still covers. It holds two numbers a client and never more than
 * `mostClients` of them a minute; own code, because the maintained limiters for memory keep an entry,
 * and some a timer, for every address that ever called.
 */
export const createRateLimiter = ({
  now = () => performance.now(),
  mostClients = MOST_CLIENTS,
}: { now?: () => number; mostClients?: number } = {}) => {
  let windowAt = Number.NEGATIVE_INFINITY;
  let before = new Map<string, number>();
  let present = new Map<string, number>();

  const turn = (at: number): void => {
    const elapsed = at - windowAt;
    if (elapsed < WINDOW_MS) return;
    before = elapsed < 2 * WINDOW_MS ? present : new Map();
    present = new Map();
    windowAt = elapsed < 2 * WINDOW_MS ? windowAt + WINDOW_MS : at;
  };

  const countOf = (key: string, at: number): number => {
    const part = 1 - (at - windowAt) / WINDOW_MS;
    return (before.get(key) ?? 0) * part + (present.get(key) ?? 0);
  };

  /** Until the count has sunk so far that one more fits. */
  const waitFor = (key: string, limit: number, at: number): number => {
    const inWindow = present.get(key) ?? 0;
    const rest = WINDOW_MS - (at - windowAt);
    if (inWindow >= limit) return rest + WINDOW_MS * (1 - (limit - 1) / Math.max(inWindow, 1));
    const old = before.get(key) ?? 0;
    const needed = (limit - 1 - inWindow) / Math.max(old, 1);
    return Math.max(1, rest - WINDOW_MS * Math.max(0, needed));
  };

  const add = (key: string): void => {
    present.set(key, (present.get(key) ?? 0) + 1);
  };

  return {
    /**
     * Counts one call if it is let through; a refused one costs nothing, so that whoever waits gets in.
     * @param kind which routes share a limit
     * @param client null: it cannot be told from others, and only the site's limit counts
     */
    take(kind: string, client: string | null, { perClient, perSite }: RateLimit): RateVerdict {
      const at = now();
      turn(at);
      const site = `${kind} `;
      const one = client === null ? null : `${kind} ${client}`;
      if (one !== null && countOf(one, at) + 1 > perClient) {
        return { ok: false, of: 'client', retryAfterMs: waitFor(one, perClient, at) };
      }
      if (countOf(site, at) + 1 > perSite) {
        return { ok: false, of: 'site', retryAfterMs: waitFor(site, perSite, at) };
      }
      add(site);
      if (one !== null && (present.has(one) || present.size < mostClients)) add(one);
      return { ok: true };
    },

    /** How many numbers are held. */
    size: (): number => before.size + present.size,
  };
};

export type RateLimiter = ReturnType<typeof createRateLimiter>;
