/** What people paste into the two fields, made clean or refused in words. */
export type CheckedField = { ok: true; value: string } | { ok: false; message: string };

const QUOTES = /^(["'`“”‘’])(.*)(["'`“”‘’])$/s;

/** Spaces and quotes around a pasted value are the clipboard's, never TikTok's. */
const clean = (pasted: string): string => {
  const trimmed = pasted.trim();
  return (QUOTES.exec(trimmed)?.[2] ?? trimmed).trim();
};

const refuse = (message: string): CheckedField => ({ ok: false, message });

/** What is wrong in either field alike; null when nothing is. */
const commonFault = (value: string, name: string): string | null => {
  if (value === '') return `The ${name} is empty.`;
  if (/[•●*]{3,}/.test(value)) {
    return `This is the masked ${name}. Press "Reveal" or "Copy" in TikTok's portal and paste the real one.`;
  }
  if (/\s/.test(value)) {
    return `The ${name} has a space or a line break in it. Copy it again, alone.`;
  }
  if (value.includes('=')) {
    return `This looks like a whole line of a settings file. Paste only what stands after "=".`;
  }
  if (/^https?:\/\//i.test(value)) return `This is a web address, not the ${name}.`;
  if (!/^[\w.~-]+$/.test(value)) {
    return `The ${name} has a character that TikTok does not use in it. Copy it again from the portal.`;
  }
  return null;
};

/** TikTok's keys start with "aw", those of a sandbox with "sbaw", and are short; secrets are long. */
const looksLikeKey = (value: string): boolean => /^(sb)?aw[a-z0-9]{8,20}$/i.test(value);
const looksLikeSecret = (value: string): boolean => value.length >= 28 && !/^(sb)?aw/i.test(value);

/** The Client Key as it is stored, or what was pasted instead of it. */
export const checkClientKey = (pasted: string): CheckedField => {
  const value = clean(pasted);
  const fault = commonFault(value, 'Client Key');
  if (fault) return refuse(fault);
  if (/^\d+$/.test(value)) {
    return refuse(
      'This looks like the App ID (digits only). The Client Key stands below it, under "Credentials" of the app in TikTok\'s portal.',
    );
  }
  if (looksLikeSecret(value)) {
    return refuse('This looks like the Client Secret. It belongs into the other field.');
  }
  if (value.length < 6) return refuse('The Client Key is too short. Copy it again, whole.');
  return { ok: true, value };
};

/** The Client Secret as it is sealed, or what was pasted instead of it. */
export const checkClientSecret = (pasted: string, clientKey: string): CheckedField => {
  const value = clean(pasted);
  const fault = commonFault(value, 'Client Secret');
  if (fault) return refuse(fault);
  if (value === clientKey) {
    return refuse(
      'This is the Client Key again. The Client Secret stands beside it in the portal.',
    );
  }
  if (/^\d+$/.test(value)) {
    return refuse('This looks like the App ID (digits only), not the Client Secret.');
  }
  if (looksLikeKey(value)) {
    return refuse('This looks like a Client Key. It belongs into the other field.');
  }
  if (value.length < 12) return refuse('The Client Secret is too short. Copy it again, whole.');
  return { ok: true, value };
};
