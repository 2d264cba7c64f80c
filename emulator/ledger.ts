import { EventEmitter } from 'node:events';
import { fingerprint } from './ids';
import { type Endpoint } from './types';

/** One request as the emulator saw it. Secrets are replaced by a fingerprint of their hash. */
export interface Call {
  /** 1-based, over all endpoints. */
  n: number;
  at: number;
  endpoint: Endpoint;
  method: string;
  path: string;
  query: Record<string, string>;
  clientKey?: string;
  openId?: string;
  handle?: string;
  /** Fingerprint of the access token. */
  token?: string;
  publishId?: string;
  body?: unknown;
  /** Uploads: what was sent. */
  contentRange?: string;
  bytes?: number;
  sha256?: string;
  logId: string;
  fault?: string;
  /** Whether what was asked for happened. */
  effect: boolean;
  /** null while running, and for good if no answer was sent. */
  status: number | null;
  errorCode?: string;
  /** How it ended for the client. */
  outcome: 'running' | 'answered' | 'answer_lost' | 'client_left';
}

export interface WebhookDelivery {
  at: number;
  event: string;
  publishId?: string;
  openId: string;
  url: string;
  body: string;
  /** 1-based; 2 and more are repeats of the same event. */
  attempt: number;
  /** null: no answer. */
  status: number | null;
}

export type CallPhase = 'received' | 'effect' | 'finished';

export interface Ledger {
  readonly calls: readonly Call[];
  readonly webhooks: readonly WebhookDelivery[];
  open(call: Omit<Call, 'n' | 'effect' | 'status' | 'outcome'>): Call;
  /** Tells listeners how far a call is. */
  tell(phase: CallPhase, call: Call): void;
  on(listener: (phase: CallPhase, call: Call) => void): () => void;
  addWebhook(delivery: WebhookDelivery): void;
  clear(): void;
}

const SECRETS = new Set([
  'client_secret',
  'code',
  'refresh_token',
  'access_token',
  'token',
  'code_verifier',
  'upload_token',
]);

/** The same value with every secret member replaced by its fingerprint. */
export const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      SECRETS.has(key) && typeof member === 'string' ? fingerprint(member) : withoutSecrets(member),
    ]),
  );
};

export const createLedger = (): Ledger => {
  const calls: Call[] = [];
  const webhooks: WebhookDelivery[] = [];
  const events = new EventEmitter().setMaxListeners(0);
  return {
    calls,
    webhooks,
    open: (seen) => {
      const call: Call = {
        ...seen,
        n: calls.length + 1,
        effect: false,
        status: null,
        outcome: 'running',
      };
      calls.push(call);
      return call;
    },
    tell: (phase, call) => {
      events.emit('call', phase, call);
    },
    on: (listener) => {
      events.on('call', listener);
      return () => events.off('call', listener);
    },
    addWebhook: (delivery) => {
      webhooks.push(delivery);
    },
    clear: () => {
      calls.length = 0;
      webhooks.length = 0;
    },
  };
};
