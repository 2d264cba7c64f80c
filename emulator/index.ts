import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ACTIONS, type ActionInput, type ActionName } from './actions';
import { serveControl } from './control';
import { emptyState, type Core } from './core';
import { createFaults, type Faults } from './faults';
import { homeContent, homePage, postPage } from './home-page';
import { htmlReply, send, textReply } from './http';
import { createLedger, type Call, type CallPhase, type WebhookDelivery } from './ledger';
import { createRateLimiter } from './limits';
import { resolveOptions, type EmulatorOptions } from './options';
import { servePicture } from './pictures';
import { findRoute } from './routes';
import { serveTikTok } from './serve';
import { createStorage } from './storage';
import { createTasks } from './tasks';
import { type PrivacyLevel, type Scope, type FailReason } from './types';
import {
  ledgerView,
  listAccounts,
  listDrafts,
  listPosts,
  listPublishes,
  type AccountView,
  type DraftView,
  type LedgerView,
  type PostView,
  type PublishView,
} from './views';
import { createWebhooks } from './webhooks';

export type { EmulatorOptions } from './options';
export { DEFAULT_CLIENT_KEY, DEFAULT_CLIENT_SECRET, DEFAULT_REDIRECT_URI } from './options';
export type { Fault, FaultInput, FaultReport } from './faults';
export type { Call, CallPhase, WebhookDelivery } from './ledger';
export type { AccountView, DraftView, LedgerView, MediaView, PostView, PublishView } from './views';
export type { Endpoint, FailReason, PrivacyLevel, Scope } from './types';
export { signWebhook } from './webhooks';

/** The answer of the token endpoint. */
export interface TokenSet {
  access_token: string;
  expires_in: number;
  open_id: string;
  refresh_expires_in: number;
  refresh_token: string;
  scope: string;
  token_type: string;
}

/** A running emulator. */
export interface Emulator {
  origin: string;
  /** Value for TIKTOK_API_URL: what stands for https://open.tiktokapis.com. */
  apiUrl: string;
  /** Value for TIKTOK_AUTHORIZE_URL: what stands for https://www.tiktok.com/v2/auth/authorize/. */
  authorizeUrl: string;
  /** Ends all connections and work, and removes received files. */
  close(): Promise<void>;

  faults: Pick<Faults, 'add' | 'clear' | 'list' | 'release'>;
  /** What was seen and what came of it. A snapshot. */
  ledger(): LedgerView;
  calls(): readonly Call[];
  webhooks(): readonly WebhookDelivery[];
  /** Every post on TikTok now, oldest first. */
  posts(): PostView[];
  drafts(): DraftView[];
  /** Every accepted init. */
  publishes(): PublishView[];
  accounts(): AccountView[];
  /** Called as each call is received, has had its effect, and is finished. @returns how to stop listening. */
  onCall(listener: (phase: CallPhase, call: Call) => void): () => void;

  now(): number;
  /** Moves the clock: tokens and upload_urls expire, rate windows pass. Processing runs in real time. */
  advance(ms: number): void;
  /** Resolves when no processing, download or webhook delivery is under way; not while held. */
  settled(): Promise<void>;
  /** Back to the start; `grants: true` keeps connected users. Clock and webhook URL stay. */
  reset(keep?: { grants?: boolean }): Promise<void>;
  /** Any action of the control surface, checked. */
  act<N extends ActionName>(name: N, input: ActionInput<N>): unknown;

  /** Tokens without the login. */
  connect(handle: string, options?: { clientKey?: string; scopes?: Scope[] }): TokenSet;
  /** The user's decision on an authorize URL. @returns the redirect with `code` and `state`. */
  approve(
    url: string,
    handle: string,
    options?: { scopes?: Scope[]; decision?: 'authorize' | 'cancel' },
  ): string;
  /** The creator finishes a draft in the app; may be done again for the same publish_id. */
  finishDraft(
    publishId: string,
    choice?: { privacyLevel?: PrivacyLevel; title?: string },
  ): PostView;
  /** The user disconnects the app. Reason as in `authorization.removed`. */
  revoke(openId: string, reason?: number): void;
  setPrivate(handle: string, isPrivate?: boolean): void;
  setAudited(audited: boolean): void;
  setWebhookUrl(url: string | null): void;
  expireAccessTokens(handle?: string): void;
  expireRefreshTokens(handle?: string): void;
  failNextProcessing(reason?: FailReason): void;
  failPublish(publishId: string, reason?: FailReason): void;
  holdProcessing(hold?: boolean): void;
  holdModeration(hold?: boolean): void;
  moderate(postId: string, verdict: 'approve' | 'hide' | 'remove'): void;
  setPostPrivacy(postId: string, privacyLevel: PrivacyLevel): void;
  sendWebhook(event: ActionInput<'sendWebhook'>): void;
  sendPing(clientKey?: string): void;
}

const fill = (core: Core): void => {
  core.settings.apps.forEach((app) => core.state.apps.set(app.clientKey, app));
  core.settings.accounts.forEach((account) =>
    core.state.accounts.set(account.handle, { ...account }),
  );
};

const freshScript = (): Core['script'] => ({
  failures: [],
  processingHeld: false,
  moderationHeld: false,
  videos: { reversed: false, leftOut: 0 },
});

const createCore = (options: EmulatorOptions, offset: { ms: number }): Core => {
  const settings = resolveOptions(options);
  const clock = { now: () => settings.clock.now() + offset.ms };
  const state = emptyState();
  const ledger = createLedger();
  const tasks = createTasks();
  const faults = createFaults();
  const core: Core = {
    settings,
    clock,
    state,
    ledger,
    tasks,
    faults,
    rate: createRateLimiter(clock),
    storage: createStorage(settings.keepMedia, settings.tempDir),
    webhooks: createWebhooks({ settings, clock, state, faults, ledger, tasks }),
    script: freshScript(),
    startedAt: clock.now(),
    origin: () => '',
    initiallyAudited: settings.audited,
  };
  fill(core);
  return core;
};

const resetCore = async (core: Core, keep: { grants: boolean }): Promise<void> => {
  const { state } = core;
  core.tasks.cut();
  core.faults.clear();
  core.ledger.clear();
  core.rate.clear();
  core.settings.audited = core.initiallyAudited;
  Object.assign(core.script, freshScript());
  const maps: Map<string, unknown>[] = [state.codes, state.publishes, state.posts];
  if (!keep.grants)
    maps.push(state.apps, state.accounts, state.grants, state.accessTokens, state.sessions);
  maps.forEach((map) => map.clear());
  if (!keep.grants) fill(core);
  await core.storage.remove();
};

/**
 * Starts TikTok on loopback.
 * @throws Error if the port is taken (`code` EADDRINUSE) or an app could not be registered at TikTok.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const offset = { ms: 0 };
  const core = createCore(options, offset);
  const reset = (keep: { grants?: boolean } = {}) =>
    resetCore(core, { grants: keep.grants ?? false });
  const advance = (ms: number): void => {
    offset.ms += ms;
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', core.origin());
    const path = url.pathname;
    const known = findRoute(request.method ?? '', path);
    if (known) return serveTikTok(core, known, request, response, url);
    if (path.startsWith('/_emulator/')) {
      const hooks = { reset, advance, settled: () => core.tasks.settled() };
      return serveControl(core, hooks, request, response, path.slice('/_emulator/'.length));
    }
    if (path.startsWith('/_pictures/')) return send(response, await servePicture(core, url), '');
    if (path === '/') {
      const html = url.searchParams.has('content') ? homeContent(core) : homePage(core);
      return send(response, htmlReply(html), '');
    }
    const post = postPage(core, decodeURIComponent(path));
    send(response, post ? htmlReply(post) : textReply(404, '404 page not found'), '');
  };

  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    route(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, textReply(500, `The emulator failed: ${String(error)}`), '');
    });
  });
  // A slow upload of a large file must not run into Node's five minutes per request.
  server.requestTimeout = 0;
  // Idle connections stay open longer than clients wait between polls, so none is reused while it closes.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(core.settings.port, core.settings.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : core.settings.port;
  const origin = `http://${core.settings.publicHost ?? core.settings.host}:${port}`;
  core.origin = () => origin;

  const act: Emulator['act'] = (name, input) => ACTIONS[name].run(core, input);
  const close = async (): Promise<void> => {
    core.tasks.cut();
    core.faults.clear();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    await core.tasks.settled().catch(() => undefined);
    await core.storage.remove();
  };

  return {
    origin,
    apiUrl: origin,
    authorizeUrl: `${origin}/v2/auth/authorize/`,
    close,
    faults: core.faults,
    ledger: () => structuredClone(ledgerView(core)),
    calls: () => core.ledger.calls,
    webhooks: () => core.ledger.webhooks,
    posts: () => listPosts(core),
    drafts: () => listDrafts(core),
    publishes: () => listPublishes(core),
    accounts: () => listAccounts(core),
    onCall: (listener) => core.ledger.on(listener),
    now: () => core.clock.now(),
    advance,
    settled: () => core.tasks.settled(),
    reset,
    act,
    connect: (handle, more = {}) => ACTIONS.connect.run(core, { handle, ...more }),
    approve: (url, handle, more = {}) =>
      ACTIONS.approve.run(core, { url, handle, ...more }).location,
    finishDraft: (publishId, choice = {}) =>
      ACTIONS.finishDraft.run(core, { publishId, ...choice }),
    revoke: (openId, reason = 1) => ACTIONS.revoke.run(core, { openId, reason }),
    setPrivate: (handle, isPrivate = true) =>
      ACTIONS.setPrivate.run(core, { handle, private: isPrivate }),
    setAudited: (audited) => ACTIONS.setAudited.run(core, { audited }),
    setWebhookUrl: (url) => ACTIONS.setWebhookUrl.run(core, { url }),
    expireAccessTokens: (handle) => ACTIONS.expireAccessTokens.run(core, { handle }),
    expireRefreshTokens: (handle) => ACTIONS.expireRefreshTokens.run(core, { handle }),
    failNextProcessing: (reason = 'internal') => ACTIONS.failNextProcessing.run(core, { reason }),
    failPublish: (publishId, reason = 'internal') =>
      ACTIONS.failPublish.run(core, { publishId, reason }),
    holdProcessing: (hold = true) => ACTIONS.holdProcessing.run(core, { hold }),
    holdModeration: (hold = true) => ACTIONS.holdModeration.run(core, { hold }),
    moderate: (postId, verdict) => ACTIONS.moderate.run(core, { postId, verdict }),
    setPostPrivacy: (postId, privacyLevel) =>
      ACTIONS.setPostPrivacy.run(core, { postId, privacyLevel }),
    sendWebhook: (event) => ACTIONS.sendWebhook.run(core, event),
    sendPing: (clientKey) => ACTIONS.sendPing.run(core, { clientKey }),
  };
};
