import http from 'node:http';
import https from 'node:https';

import { createGuardedAgents, type GuardedAgents } from '../http/address-guard';

const MAX_BYTES = 2_000_000;
const TIMEOUT_MS = 8_000;

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

const guarded = createGuardedAgents();

/**
 * Fetches a picture that TikTok named: https, a public address, no redirect, at most 2 MB, and really
 * a JPEG, PNG or WebP.
 * @param trusted an origin exempt from the rules of https and of public addresses (an emulator's).
 * @returns null for whatever it cannot or may not get.
 */
export const fetchAvatar = (
  address: string,
  trusted: string | null,
  agents: GuardedAgents = guarded,
): Promise<Avatar | null> => {
  if (!URL.canParse(address)) return Promise.resolve(null);
  const url = new URL(address);
  const exempt = trusted !== null && url.origin === trusted;
  if (!exempt && url.protocol !== 'https:') return Promise.resolve(null);

  return new Promise((resolve) => {
    const client = url.protocol === 'https:' ? https : http;
    const request = client.get(url, {
      agent: exempt ? false : agents.for(url),
      signal: AbortSignal.timeout(TIMEOUT_MS),
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
