/** A request counts for so long: whoever reads a page or types in the admin comes again within it. */
const WINDOW_MS = 1_000;
/** Each of these requests puts the beginning of the next post off by so much … */
const PER_REQUEST_MS = 5;
/** … but all of them together by no more: a busy site still sends four posts a second. */
const LONGEST_MS = 250;
const MOST = LONGEST_MS / PER_REQUEST_MS;

/**
 * The site's own pages come first: a post costs Strapi about as much work as a page, and whoever
 * waits for one notices it, while nobody notices a second at a post. Where nobody is on the site,
 * nothing is put off.
 */
export const createVisitors = (now: () => number = () => performance.now()) => {
  /** When the last requests came, oldest first; no more than count. */
  let requests: number[] = [];
  let begunAt = Number.NEGATIVE_INFINITY;

  const gap = (): number => {
    requests = requests.filter((at) => now() - at < WINDOW_MS);
    return requests.length * PER_REQUEST_MS;
  };

  return {
    /** Somebody asks the site for something. */
    came(): void {
      requests.push(now());
      if (requests.length > MOST) requests.shift();
    },
    /** How long the next post still waits, milliseconds, and how many may then begin at once. */
    turn(): { inMs: number; atOnce: number } {
      const ms = gap();
      return { inMs: Math.max(0, begunAt + ms - now()), atOnce: ms > 0 ? 1 : Infinity };
    },
    /** A post begins. */
    began(): void {
      begunAt = now();
    },
  };
};

export type Visitors = ReturnType<typeof createVisitors>;
