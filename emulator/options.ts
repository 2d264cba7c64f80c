import { tmpdir } from 'node:os';
import { z } from 'zod';
import { DEFAULT_AVATARS } from './avatars';
import { SCOPES, type Account, type App, type Clock, type Picture, type Scope } from './types';

export interface Limits {
  /** Calls per sliding minute, per app and user, one bucket per endpoint (contract 8). */
  initsPerMinute: number;
  creatorInfoPerMinute: number;
  statusPerMinute: number;
  displayPerMinute: number;
  /** Direct posts per creator in 24 hours, over all apps. */
  directPostsPerDay: number;
  /** Drafts of the last 24 hours the creator has not finished. */
  pendingDrafts: number;
  /** Users that may post in 24 hours through an unaudited app. */
  unauditedUsersPerDay: number;
  /** The same for an audited app: the cap from its usage estimate. */
  activeUsersPerDay: number;
}

export interface AppConfig {
  clientKey: string;
  clientSecret: string;
  redirectUris: readonly string[];
  scopes?: readonly Scope[];
  mode?: 'live' | 'sandbox';
  kind?: 'web' | 'desktop';
  verifiedDomains?: readonly string[];
  verifiedPrefixes?: readonly string[];
  targetUsers?: readonly string[];
}

export type AccountConfig = { handle: string; avatar?: Picture } & Partial<
  Omit<Account, 'handle' | 'avatar'>
>;

export interface EmulatorOptions {
  /** 0 (the default) takes any free port. */
  port?: number;
  host?: string;
  /** Host name shown in all addresses; default: the host listened on. */
  publicHost?: string;
  clock?: Clock;
  limits?: Partial<Limits>;
  tokenLifetimes?: {
    accessSec?: number;
    refreshSec?: number;
    codeSec?: number;
    /** Whether each refresh starts the refresh lifetime anew. TikTok does not say; default no. */
    refreshRestarts?: boolean;
  };
  delays?: {
    /** From the last byte to the end of processing. */
    processingMs?: number;
    /** From PUBLISH_COMPLETE to the public post id. */
    publicIdMs?: number;
    /** Bytes per second of a PULL_FROM_URL download; default unlimited. */
    pullBytesPerSec?: number;
    /** Lifetime of an upload_url. */
    uploadUrlSec?: number;
    /** A pull that is not done by then fails. */
    pullTimeoutSec?: number;
  };
  webhook?: WebhookOptions;
  audited?: boolean;
  apps?: readonly AppConfig[];
  accounts?: readonly AccountConfig[];
  /** Accept http, IP addresses and localhost in PULL_FROM_URL. TikTok never does; for tests and the demo. */
  allowPrivatePulls?: boolean;
  /** false: received bytes are counted and hashed, then forgotten. */
  keepMedia?: boolean;
  /** Where the folder for received bytes is made; default: the system's temporary folder. */
  tempDir?: string;
  quirks?: Partial<Quirks>;
}

export interface WebhookOptions {
  url?: string;
  /** Every event arrives twice, as at-least-once allows. Default true. */
  deliverTwice?: boolean;
  delayMs?: number;
  /** First pause before a retry; doubles each time. */
  retryMs?: number;
  attempts?: number;
  /** Sign each retry with a fresh timestamp. Undocumented at TikTok; default no. */
  resign?: boolean;
}

/** Points on which TikTok's documentation and its answers differ, or vary. */
export interface Quirks {
  invalidParamCode: 'invalid_params' | 'invalid_param';
  oauthErrorStatus: number;
  /** What status/fetch says while there is no public post id. */
  emptyPostIdList: 'absent' | 'empty';
  /** Whether `Content-Range: bytes 0-N/TOTAL` of an upload answer tells the count or the last index. */
  uploadRange: 'count' | 'index';
  dropLineBreaks: boolean;
  /** Whether this app may ask for `is_aigc` of a video; older apps are answered with a field error. */
  aigcField: boolean;
  /**
   * The event of a post that is no longer public: as the developer pages spell it, or as the Business
   * pages do.
   */
  unavailableEvent:
    'post.publish.no_longer_publicaly_available' | 'post.publish.no_longer_publicly_available';
  /** `publish_type` of direct posts in webhooks; the Business pages write DIRECT_PUBLISH. */
  directPublishType: 'DIRECT_POST' | 'DIRECT_PUBLISH';
}

export interface Settings {
  port: number;
  host: string;
  publicHost: string | undefined;
  clock: Clock;
  limits: Limits;
  tokens: { accessSec: number; refreshSec: number; codeSec: number; refreshRestarts: boolean };
  delays: {
    processingMs: number;
    publicIdMs: number;
    pullBytesPerSec: number;
    uploadUrlSec: number;
    pullTimeoutSec: number;
  };
  webhook: {
    url: string | undefined;
    deliverTwice: boolean;
    delayMs: number;
    retryMs: number;
    attempts: number;
    resign: boolean;
  };
  audited: boolean;
  apps: readonly App[];
  accounts: readonly Account[];
  allowPrivatePulls: boolean;
  keepMedia: boolean;
  tempDir: string;
  quirks: Quirks;
}

export const DEFAULT_CLIENT_KEY = 'awemulatorkey123';
export const DEFAULT_CLIENT_SECRET = 'emulator-client-secret-0123456789';
export const DEFAULT_REDIRECT_URI = 'http://localhost:1337/api/tiktok/oauth/callback';

const DEFAULT_APP: AppConfig = {
  clientKey: DEFAULT_CLIENT_KEY,
  clientSecret: DEFAULT_CLIENT_SECRET,
  redirectUris: [DEFAULT_REDIRECT_URI],
  verifiedDomains: ['localhost', '127.0.0.1'],
};

export const DEFAULT_ACCOUNTS: readonly AccountConfig[] = [
  { handle: 'demo_creator', nickname: 'Demo Creator', verified: true, followerCount: 1204 },
  { handle: 'private_creator', nickname: 'Private Creator', private: true, followerCount: 37 },
  {
    handle: 'no_duets',
    nickname: 'Nora No-Duets',
    duetDisabled: true,
    maxVideoPostDurationSec: 180,
    followerCount: 512,
  },
];

/**
 * What TikTok's developer portal accepts as a redirect URI (contract 1.2).
 * @throws Error naming the URI and the rule it breaks.
 */
const checkRedirectUri = (uri: string, kind: App['kind']): void => {
  const refuse = (why: string): never => {
    throw new Error(`Redirect URI ${uri} cannot be registered: ${why}`);
  };
  if (uri.length >= 512) refuse('it must be shorter than 512 characters.');
  if (/[?#]/.test(uri)) refuse('it must have no query and no fragment.');
  const probe = uri.replace(/:\*(?=\/|$)/, ':1');
  if (!URL.canParse(probe)) refuse('it must be absolute.');
  const { protocol, hostname, port } = new URL(probe);
  const desktop = kind ?? (protocol === 'http:' ? 'desktop' : 'web');
  if (desktop === 'web' && protocol !== 'https:') refuse('a web app needs https.');
  if (desktop === 'desktop' && (!/^(localhost|127\.0\.0\.1)$/.test(hostname) || port === '')) {
    refuse('a desktop app needs localhost or 127.0.0.1 with a port.');
  }
};

export const toApp = (config: AppConfig): App => {
  if (config.redirectUris.length > 10)
    throw new Error('At most 10 redirect URIs can be registered.');
  config.redirectUris.forEach((uri) => checkRedirectUri(uri, config.kind));
  return {
    mode: 'live',
    scopes: SCOPES,
    verifiedDomains: [],
    verifiedPrefixes: [],
    ...config,
  };
};

export const toAccount = (config: AccountConfig, index: number): Account => ({
  nickname: config.handle,
  private: false,
  verified: false,
  bio: '',
  maxVideoPostDurationSec: 300,
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  followerCount: 0,
  followersPerDay: 0,
  followingCount: 12,
  likesCount: 0,
  videoCount: 0,
  banned: false,
  avatar: DEFAULT_AVATARS[index % DEFAULT_AVATARS.length] ?? {
    contentType: 'image/webp',
    base64: '',
  },
  ...config,
});

/** Fills in the defaults. @throws Error for a redirect URI TikTok's portal would refuse. */
export const resolveOptions = (options: EmulatorOptions): Settings => ({
  port: options.port ?? 0,
  host: options.host ?? '127.0.0.1',
  publicHost: options.publicHost,
  clock: options.clock ?? { now: () => Date.now() },
  limits: {
    initsPerMinute: 6,
    creatorInfoPerMinute: 20,
    statusPerMinute: 30,
    displayPerMinute: 600,
    directPostsPerDay: 15,
    pendingDrafts: 5,
    unauditedUsersPerDay: 5,
    activeUsersPerDay: Number.MAX_SAFE_INTEGER,
    ...options.limits,
  },
  tokens: {
    accessSec: 7200,
    refreshSec: 180 * 24 * 3600,
    codeSec: 300,
    refreshRestarts: false,
    ...options.tokenLifetimes,
  },
  delays: {
    processingMs: 300,
    publicIdMs: 300,
    pullBytesPerSec: Number.POSITIVE_INFINITY,
    uploadUrlSec: 3600,
    pullTimeoutSec: 3600,
    ...options.delays,
  },
  webhook: {
    url: undefined,
    deliverTwice: true,
    delayMs: 50,
    retryMs: 250,
    attempts: 6,
    resign: false,
    ...options.webhook,
  },
  audited: options.audited ?? true,
  apps: (options.apps ?? [DEFAULT_APP]).map(toApp),
  accounts: (options.accounts ?? DEFAULT_ACCOUNTS).map(toAccount),
  allowPrivatePulls: options.allowPrivatePulls ?? false,
  keepMedia: options.keepMedia ?? true,
  tempDir: options.tempDir ?? tmpdir(),
  quirks: {
    invalidParamCode: 'invalid_params',
    oauthErrorStatus: 200,
    emptyPostIdList: 'absent',
    uploadRange: 'count',
    dropLineBreaks: true,
    aigcField: true,
    unavailableEvent: 'post.publish.no_longer_publicaly_available',
    directPublishType: 'DIRECT_POST',
    ...options.quirks,
  },
});

export const portSchema = z.coerce.number().int().min(0).max(65535);
