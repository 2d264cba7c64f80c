import { appMode, type AppMode } from '../../../contracts/settings';

/** The pair of the environment. It is used whole or not at all. */
export interface EnvironmentApp {
  /** Both halves are set. */
  pair: { mode: AppMode; clientKey: string; clientSecret: string } | null;
  /** Only one half is set; it is not used. */
  incomplete: boolean;
  /** TIKTOK_MODE holds something else than "live" or "sandbox"; the pair is not used. */
  badMode: string | null;
  mode: AppMode | null;
}

/** Reads TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET and TIKTOK_MODE (default live). */
export const readEnvironment = (env: NodeJS.ProcessEnv): EnvironmentApp => {
  const clientKey = env.TIKTOK_CLIENT_KEY?.trim() ?? '';
  const clientSecret = env.TIKTOK_CLIENT_SECRET?.trim() ?? '';
  const wanted = env.TIKTOK_MODE?.trim().toLowerCase() ?? '';
  const mode = appMode.safeParse(wanted === '' ? 'live' : wanted);
  const any = clientKey !== '' || clientSecret !== '';
  const both = clientKey !== '' && clientSecret !== '';
  return {
    pair: both && mode.success ? { mode: mode.data, clientKey, clientSecret } : null,
    incomplete: any && !both,
    badMode: any && !mode.success ? wanted : null,
    mode: any && mode.success ? mode.data : null,
  };
};
