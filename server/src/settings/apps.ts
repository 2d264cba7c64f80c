import { type AppMode, type AppView } from '../../../contracts/settings';
import { type AppRow, type AppStore, tailOf } from './app-store';
import { type EnvironmentApp } from './environment';

/** A usable Client Key and Client Secret of one mode. */
export interface TikTokApp {
  mode: AppMode;
  clientKey: string;
  clientSecret: string;
}

/** Where one mode's pair comes from and whether it can be read. */
export interface ResolvedApp {
  mode: AppMode;
  row: AppRow | null;
  source: AppView['source'];
  clientKey: string | null;
  secretTail: string | null;
  secret: AppView['secret'];
  /** Null: none, or its secret cannot be read. */
  app: TikTokApp | null;
}

const WHY = { no_key: 'no_key', wrong_key: 'wrong_key', corrupt: 'reenter' } as const;

const fromStore = (mode: AppMode, row: AppRow, clientKey: string, store: AppStore): ResolvedApp => {
  const opened = store.openSecret(mode, row);
  const base = { mode, row, source: 'store' as const, clientKey, secretTail: row.secretTail };
  if (!opened) return { ...base, secret: 'unset', app: null };
  if (!opened.ok) return { ...base, secret: WHY[opened.why], app: null };
  return { ...base, secret: 'set', app: { mode, clientKey, clientSecret: opened.value } };
};

/**
 * The pair of one mode, whole from one place: what was entered here, else the environment. A stored
 * pair that cannot be read does not fall back: two different apps would take turns unnoticed.
 */
export const resolveApp = async (
  mode: AppMode,
  store: AppStore,
  environment: EnvironmentApp,
): Promise<ResolvedApp> => {
  const row = await store.read(mode);
  if (row?.clientKey) return fromStore(mode, row, row.clientKey, store);
  if (environment.pair?.mode === mode) {
    const { clientKey, clientSecret } = environment.pair;
    const app = { mode, clientKey, clientSecret };
    return {
      mode,
      row,
      source: 'environment',
      clientKey,
      secretTail: tailOf(clientSecret),
      secret: 'set',
      app,
    };
  }
  return {
    mode,
    row,
    source: 'none',
    clientKey: null,
    secretTail: null,
    secret: 'unset',
    app: null,
  };
};
