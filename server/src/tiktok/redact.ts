const HIDDEN = '[hidden]';
const LONGEST = 500;
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]*/gi;

/**
 * TikTok's own words, fit to be shown and stored: none of the call's secrets in any form they travel
 * in, no tokens of any shape, no upload address, no control characters, at most 500 characters.
 */
export const redact = (text: string, secrets: readonly string[]): string => {
  const forms = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ secret }).toString().slice(7),
    ])
    .sort((a, b) => b.length - a.length);
  const clean = forms
    .reduce((rest, form) => rest.split(form).join(HIDDEN), text)
    .replace(/\b(?:act|rft|clt)\.[\w.!*~%-]+/g, HIDDEN)
    .replace(ADDRESS, (address) => (/upload/i.test(address) ? HIDDEN : address))
    // Control characters would let an answer forge lines in a log.
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
};
