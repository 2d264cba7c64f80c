import { promises as dns } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { systemCode } from '../media/errors';

const DEFAULT_PUBLIC = '1.1.1.1';
const TIMEOUT_MS = 4_000;

/** From where a name is looked up: this server's own resolver, or a public one. */
export type Via = 'system' | 'public';

export type TxtAnswer =
  { ok: true; records: string[] } | { ok: false; why: 'none' | 'no_answer'; message: string };

/** A lookup for sockets that asks one DNS server instead of the system. */
const lookupThrough =
  (resolver: dns.Resolver): LookupFunction =>
  (hostname, options, callback) => {
    if (isIP(hostname)) return callback(null, [{ address: hostname, family: isIP(hostname) }]);
    const none = (): never[] => [];
    Promise.all([resolver.resolve4(hostname), resolver.resolve6(hostname).catch(none)])
      .catch(async (error: unknown): Promise<[string[], string[]]> => {
        const six = await resolver.resolve6(hostname).catch(none);
        if (six.length === 0) throw error;
        return [[], six];
      })
      .then(([four, six]) => {
        const all = [
          ...four.map((address) => ({ address, family: 4 })),
          ...six.map((address) => ({ address, family: 6 })),
        ];
        const [first] = all;
        if (options.all || !first) return callback(null, all);
        return callback(null, first.address, first.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, '', 0));
  };

/** The DNS as this server sees it and as a named public resolver does. */
export const createNames = (
  config: () => { systemResolver?: string | undefined; publicResolver?: string | undefined },
) => {
  const address = (via: Via): string | undefined =>
    via === 'system' ? config().systemResolver : (config().publicResolver ?? DEFAULT_PUBLIC);

  const resolverFor = (via: Via): dns.Resolver => {
    const resolver = new dns.Resolver({ timeout: TIMEOUT_MS, tries: 2 });
    const server = address(via);
    if (server) resolver.setServers([server]);
    return resolver;
  };

  return {
    /** What to call the resolver in words. */
    nameOf: (via: Via): string =>
      via === 'system' ? 'this server' : `the public resolver ${address('public')}`,

    /** The TXT records of a host, each joined from its parts. Never throws. */
    async txt(host: string, via: Via): Promise<TxtAnswer> {
      try {
        const records = await resolverFor(via).resolveTxt(host);
        return { ok: true, records: records.map((parts) => parts.join('')) };
      } catch (error) {
        const code = systemCode(error) ?? 'unknown';
        const none = code === 'ENODATA' || code === 'ENOTFOUND';
        return {
          ok: false,
          why: none ? 'none' : 'no_answer',
          message: none ? 'There is no TXT record.' : `The DNS did not answer (${code}).`,
        };
      }
    },

    /** For sockets; undefined: the system's own. */
    lookup: (via: Via): LookupFunction | undefined =>
      via === 'system' && !address('system') ? undefined : lookupThrough(resolverFor(via)),
  };
};

export type Names = ReturnType<typeof createNames>;
