import { z } from 'zod';
import { ENDPOINTS } from './types';

const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'] as const;

/** Where a fault can sit: an endpoint, one grant of the token endpoint, or `*` for any call to TikTok. */
export const FAULT_ENDPOINTS = [
  '*',
  ...ENDPOINTS,
  ...GRANT_TYPES.map((grant) => `oauth.token:${grant}` as const),
] as const;

const where = {
  endpoint: z.enum(FAULT_ENDPOINTS),
  /** First call it strikes, 1-based, counted from when the fault was set. */
  call: z.number().int().min(1).default(1),
  /** How many calls in a row it strikes. */
  times: z.number().int().min(1).default(1),
  /** Only calls of this account count. */
  handle: z.string().optional(),
};
/** Answer instead of (false) or after (true) doing what was asked. */
const after = z.boolean().default(false);
/** A fault of an event on its way to the app, counted over the events of an account. */
const onEvent = { ...where, endpoint: z.literal('webhook') };

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...where, kind: z.literal('drop_before') }),
  z.strictObject({ ...where, kind: z.literal('drop_after') }),
  z.strictObject({ ...where, kind: z.literal('drop_midway') }),
  z.strictObject({
    ...where,
    kind: z.enum(['status', 'status_after']),
    status: z.number().int().min(200).max(599),
    body: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ ...where, kind: z.literal('delay'), ms: z.number().min(0), after }),
  z.strictObject({
    ...where,
    kind: z.literal('error'),
    code: z.string(),
    httpStatus: z.number().int().min(200).max(599).optional(),
    message: z.string().optional(),
    after,
  }),
  z.strictObject({ ...where, kind: z.literal('html'), after }),
  /** HTTP 200 with bytes that are no JSON, with JSON of another shape, or with nothing at all. */
  z.strictObject({ ...where, kind: z.enum(['garbage', 'wrong_json', 'empty']), after }),
  /**
   * Does what was asked, and answers with members of `data` (of the token endpoint, which has none: its
   * own) left out, or with others in their place or beside them: an answer that is incomplete,
   * contradicts itself, or is of a newer API.
   */
  z.strictObject({
    ...where,
    kind: z.literal('edited'),
    without: z.array(z.string()).default([]),
    put: z.record(z.string(), z.json()).default({}),
  }),
  /** Does what was asked, and gives its answer in pieces spread over `ms`. */
  z.strictObject({ ...where, kind: z.literal('slow'), ms: z.number().min(0) }),
  z.strictObject({ ...where, kind: z.literal('hang'), after }),
  z.strictObject({ ...where, kind: z.literal('hold'), after }),
  z.strictObject({ ...onEvent, kind: z.enum(['lost', 'badly_signed']) }),
  z.strictObject({ ...onEvent, kind: z.literal('late'), ms: z.number().min(0) }),
  /** Comes so many times more. */
  z.strictObject({ ...onEvent, kind: z.literal('repeated'), copies: z.number().int().min(1) }),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

export interface FaultReport {
  fault: Fault;
  /** Matching calls since it was set. */
  seen: number;
  /** How often it struck. */
  fired: number;
}

export interface Faults {
  /** Sets one or many faults. @throws ZodError for a fault that makes no sense. */
  add(...faults: FaultInput[]): void;
  clear(): void;
  list(): FaultReport[];
  /** Counts a call, or an event, and says which fault strikes it, if any. The fault set first wins. */
  next(tags: readonly string[], handle?: string): Fault | undefined;
  /** Lets every call go on that a `hold` keeps waiting. */
  release(): void;
  /** Resolves at the next release. */
  held(): Promise<void>;
}

export const isAfter = (fault: Fault): boolean =>
  ['drop_after', 'status_after', 'slow', 'edited'].includes(fault.kind) ||
  ('after' in fault && fault.after);

export const createFaults = (): Faults => {
  let active: FaultReport[] = [];
  let waiting: Array<() => void> = [];
  const release = () => {
    const all = waiting;
    waiting = [];
    all.forEach((go) => go());
  };
  return {
    add: (...faults) => {
      active.push(
        ...faults.map((fault) => ({ fault: faultSchema.parse(fault), seen: 0, fired: 0 })),
      );
    },
    clear: () => {
      active = [];
      release();
    },
    list: () => active.map((report) => ({ ...report })),
    next: (tags, handle) => {
      let struck: FaultReport | undefined;
      for (const report of active) {
        const { endpoint, call, times, handle: only } = report.fault;
        const meant = endpoint === '*' ? !tags.includes('webhook') : tags.includes(endpoint);
        if (!meant) continue;
        if (only !== undefined && only !== handle) continue;
        report.seen += 1;
        if (!struck && report.seen >= call && report.seen < call + times) struck = report;
      }
      if (struck) struck.fired += 1;
      return struck?.fault;
    },
    release,
    held: () => new Promise((resolve) => waiting.push(resolve)),
  };
};
