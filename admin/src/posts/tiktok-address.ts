/** Whether a typed text is an address on TikTok, short links included; empty counts as none given. */
export const isTikTokAddress = (text: string): boolean => {
  try {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' && /(^|\.)tiktok\.com$/.test(hostname);
  } catch {
    return false;
  }
};
