import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { type Faults } from './faults';
import { newLogId } from './ids';
import { type Call, type Ledger } from './ledger';
import { type RateLimiter } from './limits';
import { type Settings } from './options';
import { type Reply } from './http';
import { type Storage } from './storage';
import { type Tasks } from './tasks';
import { type Account, type Clock, type Publish, type State } from './types';
import { type Webhooks } from './webhooks';

/** What every part of the emulator works with. */
export interface Core {
  settings: Settings;
  /** The given clock plus what was advanced by hand. */
  clock: Clock;
  state: State;
  faults: Faults;
  ledger: Ledger;
  rate: RateLimiter;
  storage: Storage;
  tasks: Tasks;
  webhooks: Webhooks;
  script: Script;
  /** `http://127.0.0.1:4010` */
  origin(): string;
  /** Where the clock stood at the start. */
  startedAt: number;
  /** What a reset returns to. */
  initiallyAudited: boolean;
}

/** What a test decides about processing and moderation. */
export interface Script {
  /** Reasons the next processed posts fail with, one each. */
  failures: Publish['failReason'][];
  processingHeld: boolean;
  moderationHeld: boolean;
  /** The order of the videos in answers, and how many of them are left out at the end. */
  videos: { reversed: boolean; leftOut: number };
}

/** One request on its way through a handler. */
export interface Context {
  core: Core;
  request: IncomingMessage;
  socket: Socket;
  url: URL;
  /** The address the client used; upload_url and pictures lead back to it. */
  origin: string;
  call: Call;
  logId: string;
  /** The body, read already; empty for uploads. */
  body: string;
}

export type Handler = (context: Context) => Promise<Reply> | Reply;

export const emptyState = (): State => ({
  apps: new Map(),
  accounts: new Map(),
  codes: new Map(),
  usedCodes: new Set(),
  grants: new Map(),
  accessTokens: new Map(),
  publishes: new Map(),
  posts: new Map(),
  sessions: new Map(),
});

export const makeLogId = (core: Core): string => newLogId(core.clock.now());

/** @throws Error if there is no such account. */
export const accountOf = (core: Core, handle: string): Account => {
  const account = core.state.accounts.get(handle);
  if (!account) throw new Error(`There is no account "${handle}".`);
  return account;
};
