import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, Socket } from 'node:net';

import ipaddr from 'ipaddr.js';

/** The only block of IPv6 from which public addresses are given out (IANA). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Whether a whole IP address is one that the public internet leads to: not this machine, a private
 * network, a documentation or test range, or a tunnel that leads back to any of those (mapped
 * addresses, NAT64, 6to4, Teredo). Whatever is no address is not.
 */
export const isPublicAddress = (address: string): boolean => {
  // Stricter than the parser, which also takes "127.1" and octal numbers.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
};

export class PrivateAddress extends Error {
  constructor() {
    super('The host leads to a private address.');
    this.name = 'PrivateAddress';
  }
}

/** Resolves a name for a socket, and refuses it if any of its addresses is not public. */
const guardLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses =
        typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new PrivateAddress(), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

/** A socket connects to an address written as digits without any lookup, so it is looked at here. */
const guard = <A extends http.Agent>(agent: A, lookup: LookupFunction): A => {
  const connect = agent.createConnection.bind(agent);
  const guarded: typeof connect = (options, callback) => {
    const host = (options.host ?? '').replace(/^\[|\]$/g, '');
    if (isIP(host) === 0 || isPublicAddress(host)) {
      return connect({ ...options, lookup: guardLookup(lookup) }, callback);
    }
    callback?.(new PrivateAddress(), new Socket());
    return undefined;
  };
  return Object.assign(agent, { createConnection: guarded });
};

export interface GuardedAgents {
  /** The agent for an address, by its scheme. */
  for(url: URL): http.Agent;
  destroy(): void;
}

/**
 * Agents for every address that did not come from this site's own configuration: people's, TikTok's
 * answers, files of other hosts. Each socket is checked as it connects, on the very address that it
 * connects to, so that neither a name whose answer changes nor a redirect leads inside. A request
 * that would fails with PrivateAddress. No connection is kept for a second request.
 * @param lookup how names are resolved; another one asks another resolver.
 */
export const createGuardedAgents = (
  lookup: LookupFunction = dns.lookup as LookupFunction,
): GuardedAgents => {
  const plain = guard(new http.Agent(), lookup);
  const secure = guard(new https.Agent(), lookup);
  return {
    for: ({ protocol }) => (protocol === 'https:' ? secure : plain),
    destroy() {
      plain.destroy();
      secure.destroy();
    },
  };
};
