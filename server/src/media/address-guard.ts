import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Ranges a public file can never be in (RFC 6890 and its neighbours). */
const PRIVATE_V4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** The last four lead back to IPv4: unspecified and mapped, NAT64, 6to4. */
const PRIVATE_V6: [string, number][] = [
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['2002::', 16],
];

const blocked = new BlockList();
for (const [net, prefix] of PRIVATE_V4) blocked.addSubnet(net, prefix, 'ipv4');
const blockedV6 = new BlockList();
for (const [net, prefix] of PRIVATE_V6) blockedV6.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address belongs to this machine, a private network or no one. */
export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return blocked.check(address, 'ipv4');
  return family === 6 ? blockedV6.check(address, 'ipv6') : true;
};

export class PrivateAddress extends Error {
  constructor() {
    super('The host leads to a private address.');
    this.name = 'PrivateAddress';
  }
}

/**
 * Resolves a name for a socket and refuses it if any of its addresses is private. Given to the
 * socket itself, so the address that was checked is the one that is connected to.
 * @param lookup how names are resolved; another one asks another resolver.
 */
export const guardLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses =
        typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
        return callback(new PrivateAddress(), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

export const guardedLookup: LookupFunction = guardLookup(dns.lookup as LookupFunction);

/** Throws for an address written as digits, which a socket connects to without any lookup. */
export const refusePrivateLiteral = (hostname: string): void => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && isPrivateAddress(bare)) throw new PrivateAddress();
};
