import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

const MAX_BYTES = 2_000_000;
const TIMEOUT_MS = 8_000;

/** Addresses that no picture of TikTok's stands at: this machine, this network, and the unroutable. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Also true for IPv4 addresses written as IPv6. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Resolves, refuses private addresses, and hands the checked one to the socket: no second look-up. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0];
    if (error || !first) {
      callback(error ?? new Error('no address'), '', 0);
    } else if (addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new Error('private address'), '', 0);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

export interface Avatar {
  contentType: 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: Buffer;
}

/** What the bytes are, whatever their server called them. */
export const sniffImage = (bytes: Buffer): Avatar['contentType'] | null => {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'image/png';
  const riff = bytes.toString('latin1', 0, 4) === 'RIFF';
  return riff && bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : null;
};

/**
 * Fetches a picture that TikTok named: https, a public address, no redirect, at most 2 MB, and really
 * a JPEG, PNG or WebP.
 * @param trusted an origin exempt from the rules of https and of public addresses (an emulator's).
 * @returns null for whatever it cannot or may not get.
 */
export const fetchAvatar = (address: string, trusted: string | null): Promise<Avatar | null> => {
  if (!URL.canParse(address)) return Promise.resolve(null);
  const url = new URL(address);
  const exempt = trusted !== null && url.origin === trusted;
  const hostIp = url.hostname.replace(/^\[|\]$/g, '');
  const literalPrivate = /^[\d.]+$|:/.test(hostIp) && isPrivateAddress(hostIp);
  if (!exempt && (url.protocol !== 'https:' || literalPrivate)) return Promise.resolve(null);

  return new Promise((resolve) => {
    const client = url.protocol === 'https:' ? https : http;
    const request = client.get(url, {
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(exempt ? {} : { lookup: guardedLookup }),
    });
    const nothing = () => {
      request.destroy();
      resolve(null);
    };
    request.on('error', nothing);
    request.on('response', (response) => {
      if (response.statusCode !== 200) return nothing();
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', nothing);
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MAX_BYTES) nothing();
        else parts.push(part);
      });
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const contentType = sniffImage(bytes);
        resolve(contentType ? { contentType, bytes } : null);
      });
    });
  });
};
