import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignatureParts {
  /** Unix seconds, as the digits that were signed. */
  t: string;
  signatures: Buffer[];
}

/**
 * `TikTok-Signature: t=<unix seconds>,s=<hex>`, in any order and with spaces (T95). Unknown parts are
 * ignored. Undefined: malformed. [webhooks-verification]
 */
export const parseSignatureHeader = (header: string): SignatureParts | undefined => {
  let t: string | undefined;
  const signatures: Buffer[] = [];
  for (const part of header.slice(0, 1000).split(',')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim().toLowerCase();
    const value = part.slice(at + 1).trim();
    if (name === 't' && /^\d{1,15}$/.test(value)) t ??= value;
    if (name === 's' && /^[0-9a-f]{64}$/i.test(value)) signatures.push(Buffer.from(value, 'hex'));
  }
  return t !== undefined && signatures.length > 0 ? { t, signatures } : undefined;
};

export type SignatureCheck =
  | {
      ok: true;
      /** When TikTok signed it, Unix milliseconds. Retries may be days old; judging age is the caller's. */
      timestampMs: number;
      /** Which of the secrets fitted. */
      secretIndex: number;
    }
  | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' };

/**
 * Checks a webhook against several Client Secrets (two modes, and the previous secret for a while),
 * in constant time, over the raw body: HMAC-SHA256(secret, t + "." + body). [webhooks-verification]
 */
export const verifyWebhookSignature = ({
  header,
  rawBody,
  secrets,
}: {
  header: string | undefined;
  rawBody: Uint8Array | string;
  secrets: readonly string[];
}): SignatureCheck => {
  if (!header) return { ok: false, reason: 'missing' };
  const parts = parseSignatureHeader(header);
  if (!parts) return { ok: false, reason: 'malformed' };
  let secretIndex = -1;
  // No early exit: how long it takes must not tell which secret, or how much of it, fitted.
  secrets.forEach((secret, index) => {
    if (!secret) return;
    const expected = createHmac('sha256', secret).update(`${parts.t}.`).update(rawBody).digest();
    for (const signature of parts.signatures) {
      if (timingSafeEqual(expected, signature) && secretIndex === -1) secretIndex = index;
    }
  });
  return secretIndex === -1
    ? { ok: false, reason: 'mismatch' }
    : { ok: true, timestampMs: Number(parts.t) * 1000, secretIndex };
};
