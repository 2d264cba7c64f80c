/**
 * A key of 128 random bits in hex, made once per opening of the form, so that a double click or a
 * repeated call is one post. Not `randomUUID`: browsers have it on secure origins only.
 */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
