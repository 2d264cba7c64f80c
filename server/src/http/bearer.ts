import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether an `Authorization` header holds this token, compared in constant time. */
export const holdsToken = (authorization: string, token: string): boolean => {
  const given = /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
};
