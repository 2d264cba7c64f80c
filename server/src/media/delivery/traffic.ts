/** What one link and all links together may ask of this server. */
export interface TrafficLimits {
  /** Answers being sent at the same time. */
  perLink: number;
  altogether: number;
  /** Requests in a link's life: a 4 GB video in parts of 1 MB, twice. */
  requestsPerLink: number;
}

const DEFAULT_LIMITS: TrafficLimits = { perLink: 8, altogether: 64, requestsPerLink: 8_000 };

/** Counts what is on its way, so that a leaked link cannot be used to wear the server out. */
export const createTraffic = (limits: TrafficLimits = DEFAULT_LIMITS) => {
  const open = new Map<string, number>();
  const asked = new Map<string, number>();
  let total = 0;

  return {
    /**
     * Registers one request; call what it returns once the answer has ended. Null: too much at this
     * moment. `link` names the link without being it.
     */
    enter(link: string): (() => void) | null {
      const now = open.get(link) ?? 0;
      const requests = (asked.get(link) ?? 0) + 1;
      if (now >= limits.perLink || total >= limits.altogether) return null;
      if (requests > limits.requestsPerLink) return null;
      asked.set(link, requests);
      open.set(link, now + 1);
      total += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        total -= 1;
        const rest = (open.get(link) ?? 1) - 1;
        if (rest > 0) open.set(link, rest);
        else open.delete(link);
      };
    },
    /** Forgets what the links of a closed attempt have asked; called when there are many. */
    tidy(most = 10_000): void {
      if (asked.size <= most) return;
      for (const link of asked.keys()) if (!open.has(link)) asked.delete(link);
    },
  };
};

export type Traffic = ReturnType<typeof createTraffic>;
